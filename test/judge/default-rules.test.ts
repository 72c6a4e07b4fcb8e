import type { Observation } from '../../contracts/observation';
import { loadEstate } from '../../estate/load-estate';
import { Graph, Resource } from '../../graph/graph';
import { judge } from '../../judge/judge';
import { loadPolicies } from '../../policies/registry';
import { asOf } from '../estate-plan';

const policies = loadPolicies().filter(({ id }) => id === 'network/default-rules-removed');
const ruleType = 'openstack_networking_secgroup_rule_v2';
const estate = loadEstate({ asOf });

/** What is said of a group that was imported, so that nothing shows how it was made. */
function outcomeOf(action: 'no-op' | 'create', rules?: readonly object[]): string | undefined {
  const group = new Resource({
    stack: 'primary',
    module: '',
    absent: null,
    mode: 'managed',
    type: 'openstack_networking_secgroup_v2',
    name: 'g',
    address: 'openstack_networking_secgroup_v2.g',
    action,
    attributes: { id: 'group-1', delete_default_rules: null },
  });
  const graph = new Graph([{ name: 'primary', source: 'plan', providers: [], resources: [group] }]);
  const resources = (rules ?? []).map((attributes, at) => ({
    type: ruleType,
    id: `rule-${at}`,
    name: '',
    madeByCloud: false,
    attributes: { security_group_id: 'group-1', ...attributes },
  }));
  const seen = { observedAt: `${asOf}T08:00:00Z`, stack: 'primary', listed: [ruleType], resources };
  const observations = rules === undefined ? [] : [seen as unknown as Observation];
  const { passed, verdicts } = judge(graph, estate, { policies, asOf, observations });
  return verdicts[0]?.outcome ?? (passed.some(({ addresses }) => addresses.length > 0) ? 'pass' : undefined);
}

const named = { direction: 'egress', protocol: 'tcp', remote_ip_prefix: '10.0.0.0/8' };
const everything = { direction: 'egress', protocol: null, remote_ip_prefix: null, remote_group_id: null };

test.each([
  ['the cloud shows named rules alone', 'no-op', [named], 'pass'],
  ['the cloud shows no rule', 'no-op', [], 'pass'],
  ['the cloud shows one of its own', 'no-op', [named, everything], 'fail'],
  ['another group has one of its own', 'no-op', [{ ...everything, security_group_id: 'default' }], 'pass'],
  ['nobody looked', 'no-op', undefined, 'fail'],
  ['it is to be made', 'create', [named], 'fail'],
] as const)('of a group of which %s', (_, action, rules, outcome) => {
  expect(outcomeOf(action, rules)).toBe(outcome);
});
