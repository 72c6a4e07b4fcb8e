import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { widenedByFloatingAddress } from '../../judge/facts/widened-from-outside';
import { fixturesFolder } from '../make-fixtures';

const text = readFileSync(join(fixturesFolder, 'change', 'reach-not-widened.json'), 'utf8');

/** What is said of one more resource in the plan of the examples. */
function saidOf(type: string, before: object | null, after: object) {
  const plan = JSON.parse(text) as { resource_changes: object[] };
  const address = `${type}.more`;
  const actions = [before === null ? 'create' : 'update'];
  const change = { actions, before, after, after_unknown: { id: before === null } };
  plan.resource_changes.push({ address, mode: 'managed', type, name: 'more', change });
  const read = readPlan({ text: JSON.stringify(plan), file: 'plan.json', stack: 'plan' });
  const resource = read.resources.find((one) => one.address === address);
  if (!resource) throw new Error(`no ${address}`);
  return widenedByFloatingAddress(resource, new Graph([read]))?.outcome;
}

const server = '3a1f0c5e-0000-4000-8000-00000000000f';
const port = '3a1f0c5e-0000-4000-8000-00000000000d';
const associate = 'openstack_compute_floatingip_associate_v2';
const forwarding = 'openstack_networking_portforwarding_v2';

test('Nova gives an address to a server that exists', () => {
  const given = { floating_ip: '203.0.113.9', instance_id: server };
  expect(saidOf(associate, null, given)).toBe('fail');
  expect(saidOf(associate, { id: 'a', ...given }, { id: 'a', ...given })).toBeUndefined();
});

test('a forwarded port leads to another port of the same server', () => {
  const forwarded = { id: 'a', internal_port_id: port, internal_port: 443, protocol: 'tcp' };
  expect(saidOf(forwarding, forwarded, { ...forwarded, internal_port: 22 })).toBe('fail');
  expect(saidOf(forwarding, forwarded, { ...forwarded, description: 'the same' })).toBeUndefined();
});
