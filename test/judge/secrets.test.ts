import { readPlan } from '../../graph/read-plan';
import { type Finding, fail, seen } from '../../judge/policy';
import { loadPolicies } from '../../policies/registry';
import { changePlan } from '../change-plan';
import { estatePlan } from '../estate-plan';
import { network, policy, run, stackOf } from './small-stacks';

test('an error that quotes what it met is not repeated', () => {
  const quoting = policy('area/quoting', {
    resources: [network],
    examine: () => JSON.parse('hunter2') as Finding,
  });
  expect(JSON.stringify(run([stackOf('s', { [network]: { good: {} } })], [quoting]))).not.toContain(
    'hunter2',
  );
});

test('no secret of the configuration is in a report', () => {
  const secret = 'hunter2hunter2';
  const connection = 'openstack_vpnaas_site_connection_v2';
  const server = 'openstack_compute_instance_v2';
  const showAll = policy('area/show', {
    resources: [connection, server],
    examine: (resource: Parameters<typeof seen>[0]) =>
      fail('shown', ...Object.keys(resource.attributes).map((path) => seen(resource, path))),
  });
  const resource = {
    [connection]: { c: { psk: secret, name: 'shown' } },
    [server]: { s: { user_data: secret, admin_pass: secret, personality: [{ content: 'x' }] } },
  };
  const text = JSON.stringify(run([stackOf('s', resource)], [showAll]));
  expect(text).toContain('shown');
  expect(text).not.toContain(secret);
});

test('no value of a sensitive variable is in a report about the estate, whatever is found', async () => {
  const address = 'openstack_vpnaas_site_connection_v2.clinic_tunnel';
  const set = { [address]: { admin_state_up: false, peer_id: 'unknown' } };
  const sites = changePlan(await estatePlan(), {
    name: '',
    stack: 'primary',
    set,
    outcome: 'fail',
    subjects: [],
  });
  const secrets = sites.flatMap(({ plan }) => {
    const { variables } = JSON.parse(plan) as { variables: Record<string, { value: string }> };
    return Object.entries(variables).flatMap(([name, { value }]) => (name.startsWith('psk_') ? value : []));
  });
  expect(secrets.length).toBeGreaterThan(0);
  const stacks = sites.map(({ stack, plan }) => readPlan({ text: plan, file: stack, stack }));
  const text = JSON.stringify(run(stacks, loadPolicies()));
  expect(text).toContain(address);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});
