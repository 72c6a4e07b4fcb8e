import Ajv from 'ajv/dist/2020';
import { renderDrift } from '../../audit/drift';
import { type ComparedInput, findDrift, type Judge, unmanagedPolicy } from '../../compare/find-drift';
import type { ObservedResource } from '../../contracts/observation';
import { loadPolicies } from '../../policies/registry';
import {
  compared,
  deployedClinic,
  judgeBeside,
  observing,
  valuesOf,
  withOther,
  withoutIt,
} from './drifted-site';

const tunnel = 'openstack_vpnaas_site_connection_v2.primary_tunnel';
const port = 'openstack_networking_port_v2.identity_1_port';

let plan: string;
let judge: Judge;

beforeAll(async () => {
  const { sites, plan: deployed } = await deployedClinic();
  plan = deployed;
  judge = judgeBeside(sites);
});

function drift(input: ComparedInput) {
  return findDrift([input], judge);
}

function object(type: string, id: string, attributes: ObservedResource['attributes']): ObservedResource {
  return { type, id, name: '', madeByCloud: false, attributes };
}

function openRule(): ObservedResource {
  const group = valuesOf(plan, 'openstack_networking_secgroup_v2.identity_nodes');
  return object('openstack_networking_secgroup_rule_v2', 'r-1', {
    direction: 'ingress',
    ethertype: 'IPv4',
    protocol: 'tcp',
    port_range_min: 5432,
    port_range_max: 5432,
    security_group_id: group.id,
    remote_ip_prefix: '0.0.0.0/0',
  });
}

test('a site as it was deployed has not drifted', () => {
  const report = drift(compared(plan));
  expect(report.drifted).toEqual([]);
  expect(report.together).toEqual([]);
  expect(renderDrift(report)).toMatch(/Compared: clinic \(\d+ managed, .*\)\.\nNothing drifted\./);
});

test('a rule that nobody manages is judged as if it were planned', () => {
  const { drifted } = drift(compared(plan, [openRule()]));
  expect(drifted).toHaveLength(1);
  const [found] = drifted;
  expect(found).toMatchObject({
    kind: 'unmanaged',
    severity: 'critical',
    repairedBy: 'hand',
    seenIn: 'observation',
  });
  expect(found?.meaning).toContainEqual({
    severity: 'critical',
    policy: 'network/database-ports-from-declared-paths',
    subject: 'clinic:openstack_compute_instance_v2.identity_1_server',
    datasets: expect.arrayContaining(['patient-records']),
    message: expect.stringContaining('0.0.0.0/0 may reach PostgreSQL 5432'),
  });
  expect(found?.meaning).toContainEqual(
    expect.objectContaining({ policy: unmanagedPolicy, severity: 'high' }),
  );
});

test('the rule about what nobody manages is one of ours', () => {
  expect(loadPolicies().map(({ id }) => id)).toContain(unmanagedPolicy);
});

test('a tunnel that is gone takes the copy of each dataset that needs it', () => {
  const { drifted, summary } = drift(compared(withoutIt(plan, tunnel)));
  expect(summary).toEqual({ changed: 0, gone: 1, unmanaged: 0, unapplied: 0 });
  const copies = drifted[0]?.meaning.filter(({ message }) =>
    message.includes('no tunnel from clinic to primary'),
  );
  expect(copies?.flatMap(({ policy, datasets }) => (policy === null ? datasets : []))).toEqual(
    expect.arrayContaining(['patient-records', 'research', 'imaging']),
  );
  expect(drifted[0]?.meaning.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^it does not withstand the loss of .*control-plane eu-de.* any more$/),
  );
});

test('what the provider does not read back is seen in what was observed, and no deploy repairs it', () => {
  const now = valuesOf(plan, port);
  const { drifted } = drift(
    compared(plan, [object('openstack_networking_port_v2', String(now.id), { security_group_ids: [] })]),
  );
  expect(drifted).toHaveLength(1);
  expect(drifted[0]).toMatchObject({
    kind: 'changed',
    address: port,
    seenIn: 'observation',
    repairedBy: 'hand',
  });
  expect(drifted[0]?.differences.map(({ attribute, found }) => [attribute, found])).toEqual([
    ['security_group_ids', '[]'],
  ]);
  expect(drifted[0]?.meaning).toContainEqual(
    expect.objectContaining({
      policy: null,
      datasets: ['patient-records'],
      message: expect.stringContaining('no security group rule lets TCP 5432 in'),
    }),
  );
});

test('the order of a set and the ways to say nothing are no drift', () => {
  const now = valuesOf(plan, port);
  const groups = (now.security_group_ids as readonly string[]).toReversed();
  const attributes = { security_group_ids: groups, allowed_address_pairs: [], name: now.name };
  expect(
    drift(compared(plan, [object('openstack_networking_port_v2', String(now.id), attributes)])).drifted,
  ).toEqual([]);
});

test('a port that one of our servers has taken since is no drift, one that another took is', () => {
  const server = valuesOf(plan, 'openstack_compute_instance_v2.identity_1_server').id;
  const taken = (device: unknown) => {
    const json = JSON.parse(withOther(plan, port, { device_id: device, device_owner: 'compute:nova' }));
    for (const one of json.resource_changes) {
      if (one.address === port) one.change = { ...one.change, actions: ['no-op'], after: one.change.before };
    }
    return drift(compared(JSON.stringify(json))).drifted.map(({ address }) => address);
  };
  expect(taken(server)).toEqual([]);
  expect(taken('somebody-else')).toEqual([port]);
});

test('a secret that differs is said to differ, and not shown', () => {
  const report = drift(compared(withOther(plan, tunnel, { psk: 'a-key-that-nobody-may-see' })));
  expect(report.drifted[0]?.differences).toEqual([
    { attribute: 'psk', wanted: '(sensitive)', found: '(sensitive)' },
  ]);
  expect(JSON.stringify(report)).not.toContain('a-key-that-nobody-may-see');
});

test('what the configuration asks for and nobody has applied is told apart from drift', () => {
  const json = JSON.parse(withoutIt(plan, tunnel));
  const report = drift(compared(JSON.stringify({ ...json, resource_drift: [] })));
  expect(report.drifted.map(({ kind, address }) => [kind, address])).toEqual([['unapplied', tunnel]]);
});

test('keys that the custodian made are expected', () => {
  const secret = object('openstack_keymanager_secret_v1', 'k-1', { name: 'a key' });
  const input = { ...compared(plan, [secret]), expected: new Set(['openstack_keymanager_secret_v1 k-1']) };
  expect(drift(input).drifted).toEqual([]);
  expect(drift({ ...input, expected: new Set() }).drifted.map(({ kind }) => kind)).toEqual(['unmanaged']);
});

test('where too much has drifted to judge each by itself, what all of it means is said once', () => {
  const input = compared(withoutIt(plan, tunnel), [openRule()]);
  const report = findDrift([input], judge, { mostJudgedAlone: 1 });
  const last = report.drifted.find(({ isJudgedAlone }) => !isJudgedAlone);
  expect(last).toMatchObject({ kind: 'unmanaged', severity: 'high', meaning: [] });
  expect(report.together.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('0.0.0.0/0 may reach PostgreSQL 5432'),
  );
  expect(renderDrift(report)).toContain('not judged by itself, since so much has drifted');
});

test('what was refused is named: nothing found there is no answer', () => {
  const notListed = [
    { type: 'openstack_compute_instance_v2', reason: 'http://cloud/servers answered 403' },
    { type: 'openstack_vpnaas_service_v2', reason: 'http://cloud/vpn/vpnservices answered 404' },
  ];
  const report = drift({ ...compared(plan), observation: observing([], { notListed }) });
  expect(report.sites[0]?.notListed.map(({ refused }) => refused)).toEqual([true, false]);
  expect(renderDrift(report)).toContain('NOT LOOKED AT clinic: openstack_compute_instance_v2');
});

test('its JSON is as its schema says', () => {
  const schema = require('../../docs/drift.schema.json') as object;
  const report = drift(compared(withoutIt(plan, tunnel), [openRule()]));
  const validate = new Ajv({ allErrors: true }).compile(schema);
  expect(validate(JSON.parse(JSON.stringify(report))) ? [] : validate.errors).toEqual([]);
});

test('a terminal gets what was found, what it means and who can repair it', () => {
  const text = renderDrift(drift(compared(withoutIt(plan, tunnel), [openRule()])));
  expect(text).toContain(`CRITICAL clinic: gone: ${tunnel}`);
  expect(text).toContain(
    'CRITICAL clinic: managed by nobody: openstack_networking_secgroup_rule_v2.unmanaged["r-1"]',
  );
  expect(text).toContain('  remote_ip_prefix: "0.0.0.0/0"\n');
  expect(text).toContain('  repair: the next deploy puts it right');
  expect(text).toContain('  repair: no deploy takes it away');
  expect(text).toMatch(/2 drifted: 1 gone, 0 changed, 1 managed by nobody, 0 not as configured\.\n$/);
});
