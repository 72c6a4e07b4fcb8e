import type { ReachedServer, SurveyedReach } from '../../../judge/survey/reached';
import { estate, surveyed } from './surveyed';

jest.setTimeout(300_000);

const node = 'clinic:openstack_compute_instance_v2.identity_1_server';
const group = 'openstack_networking_secgroup_v2.identity_nodes';
const port = 'openstack_networking_port_v2.identity_1_port';

function serverOf(reach: readonly SurveyedReach[], name: string): ReachedServer {
  const of = reach.find(({ dataset }) => dataset === 'patient-records');
  const found = of?.servers.find(({ server }) => server === name);
  if (!found) throw new Error(`no ${name} among ${of?.servers.map(({ server }) => server).join(', ')}`);
  return found;
}

const waysFrom = (server: ReachedServer, from: string) => server.ways.filter((way) => way.from === from);

test('the estate: each dataset is reached from declared ranges alone, and each copy is found', async () => {
  const reach = await surveyed();
  expect(reach.map(({ dataset }) => dataset)).toEqual(estate.datasets.map(({ name }) => name));
  const declared = estate.sites.flatMap(({ network }) => [
    network.range,
    network.management,
    ...Object.values(network.subnets),
  ]);
  for (const { servers } of reach) {
    expect(servers.map(({ server }) => server)).not.toContain('');
    expect(servers.every(({ ways, complete }) => ways.length > 0 && complete)).toBe(true);
    const from = servers.flatMap(({ ways }) => ways.map((way) => way.from));
    expect(from.filter((one) => !declared.includes(one) && !one.includes(':'))).toEqual([]);
  }
  expect(waysFrom(serverOf(reach, node), '10.16.0.0/20')).toContainEqual({
    from: '10.16.0.0/20',
    ports: ['5432'],
    path: [
      'clinic:openstack_networking_secgroup_rule_v2.patient-records_access_from-primary-tcp-5432',
      'clinic:openstack_networking_secgroup_v2.patient-records_access',
      `clinic:${port}`,
      node,
    ],
    certain: true,
  });
});

const publicRule = {
  security_group_id: `\${${group}.id}`,
  direction: 'ingress',
  ethertype: 'IPv4',
  protocol: 'tcp',
};

test('a range of ports that a rule opens to anyone, with its path', async () => {
  const set = {
    'openstack_networking_secgroup_rule_v2.public': {
      ...publicRule,
      port_range_min: 9000,
      port_range_max: 9100,
    },
  };
  const server = serverOf(await surveyed({ stack: 'clinic', set }), node);
  expect(waysFrom(server, 'anyone')).toEqual([
    {
      from: 'anyone',
      ports: ['9000-9100'],
      path: [
        'clinic:openstack_networking_secgroup_rule_v2.public',
        `clinic:${group}`,
        `clinic:${port}`,
        node,
      ],
      certain: true,
    },
  ]);
});

test('a port that filters nothing is open to anyone at every port', async () => {
  const set = { [port]: { port_security_enabled: false } };
  const server = serverOf(await surveyed({ stack: 'clinic', set }), node);
  expect(waysFrom(server, 'anyone')).toEqual([
    { from: 'anyone', ports: ['1-65535'], path: [`clinic:${port}`, node], certain: true },
  ]);
});

test('a rule whose ports are decided at apply is told, and not as certain', async () => {
  const set = {
    'openstack_networking_secgroup_rule_v2.public': {
      ...publicRule,
      port_range_min: 'unknown',
      port_range_max: 'unknown',
    },
  };
  const [way] = waysFrom(serverOf(await surveyed({ stack: 'clinic', set }), node), 'anyone');
  expect(way).toMatchObject({ ports: ['not known'], certain: false });
});

test('a firewall on the way makes no way disappear, and leaves none certain that it may close', async () => {
  const set = {
    'openstack_fw_group_v2.own': { ports: `\${${port}.id}`, admin_state_up: false },
  };
  const plain = serverOf(await surveyed(), node);
  const behind = serverOf(await surveyed({ stack: 'clinic', set }), node);
  expect(plain.ways.every(({ certain }) => certain)).toBe(true);
  expect(behind.ways).toEqual(plain.ways.map((way) => ({ ...way, certain: false })));
});

test('where groups of a port are of another plan, the ways told are not all', async () => {
  const set = { [port]: { security_group_ids: ['0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a41'] } };
  const server = serverOf(await surveyed({ stack: 'clinic', set }), node);
  expect(server).toEqual({ site: 'clinic', server: node, ways: [], complete: false });
});

test('a copy whose volume is in no input is told as not shown', async () => {
  const attach = 'openstack_compute_volume_attach_v2.patient-records_attach';
  const servers = (await surveyed({ stack: 'clinic', remove: attach })).find(
    ({ dataset }) => dataset === 'patient-records',
  )?.servers;
  expect(servers?.filter(({ site }) => site === 'clinic')).toEqual([
    { site: 'clinic', server: '', ways: [], complete: false },
  ]);
});

const database = 'clinic-workloads:Cluster.postgresql.cnpg.io/identity-patient-records/patient-records';
const records = 'clinic-workloads:Deployment.apps/identity-fhir-server/fhir-server';

test('pods: who network policies admit, never told as complete', async () => {
  const server = serverOf(await surveyed(undefined, (text) => text), database);
  expect(server.complete).toBe(false);
  expect(server.ways.filter(({ certain }) => certain)).toEqual(
    ['fhir-server', 'identity-management'].map((name) => ({
      from: `clinic-workloads:Deployment.apps/identity-${name}/${name}`,
      ports: ['5432'],
      path: [
        `clinic-workloads:NetworkPolicy.networking.k8s.io/identity-patient-records/from-${name}-5432`,
        database,
      ],
      certain: true,
    })),
  );
});

test('pods: without policies anyone reaches every port', async () => {
  const open = (text: string) =>
    JSON.stringify({
      ...JSON.parse(text),
      items: JSON.parse(text).items.filter(({ kind }: { kind: string }) => kind !== 'NetworkPolicy'),
    });
  const server = serverOf(await surveyed(undefined, open), database);
  expect(waysFrom(server, 'anyone')).toEqual([
    { from: 'anyone', ports: ['1-65535'], path: [database], certain: true },
  ]);
  expect(waysFrom(server, records)).toMatchObject([{ ports: ['1-65535'], certain: true }]);
});
