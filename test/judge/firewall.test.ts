import { Graph, type Resource } from '../../graph/graph';
import { firewallAdmits } from '../../judge/facts/firewall';
import { stackOf } from './small-stacks';

type Attributes = Readonly<Record<string, unknown>>;
const flow = {
  direction: 'ingress',
  source: '10.17.0.0/20',
  destination: '10.16.0.0/20',
  tcpPort: 5432,
} as const;
const all = { action: 'allow', protocol: 'any' };

function answer(rules: readonly Attributes[], group: Attributes = {}) {
  const names = rules.map((_, at) => `rule_${at}`);
  const stack = stackOf('primary', {
    openstack_fw_rule_v2: Object.fromEntries(rules.map((rule, at) => [names[at], rule])),
    openstack_fw_policy_v2: { own: { rules: names.map((name) => `\${openstack_fw_rule_v2.${name}.id}`) } },
    openstack_fw_group_v2: {
      own: { ingress_firewall_policy_id: '${openstack_fw_policy_v2.own.id}', admin_state_up: true, ...group },
    },
  });
  const own = stack.resources.find(({ type }) => type === 'openstack_fw_group_v2') as Resource;
  return firewallAdmits(new Graph([stack]), own, flow);
}

test.each<[string, readonly Attributes[], Attributes, string]>([
  ['a rule for everything', [all], {}, 'yes'],
  ['no rule: what none fits is dropped', [], {}, 'no'],
  ['the first that fits decides', [{ action: 'deny', protocol: 'tcp' }, all], {}, 'no'],
  [
    'a rule for another port is passed over',
    [{ action: 'deny', protocol: 'TCP', destination_port: '22' }, all],
    {},
    'yes',
  ],
  ['a range of ports', [{ ...all, protocol: 'tcp', destination_port: '5000:6000' }], {}, 'yes'],
  ['a rule that is switched off', [{ ...all, enabled: false }], {}, 'no'],
  ['a rule for another source', [{ ...all, source_ip_address: '10.18.0.0/16' }], {}, 'no'],
  ['a rule for a part of the source', [{ ...all, source_ip_address: '10.17.0.0/24' }], {}, 'maybe'],
  ['an action that is not known yet', [{ action: '${var.action}' }], {}, 'maybe'],
  ['a group that is switched off', [all], { admin_state_up: false }, 'no'],
  ['a policy of another plan', [all], { ingress_firewall_policy_id: 'elsewhere' }, 'maybe'],
])('%s', (_, rules, group, expected) => {
  expect(answer(rules, group)).toBe(expected);
});
