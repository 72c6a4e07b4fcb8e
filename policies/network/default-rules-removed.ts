import type { Observation, ObservedResource } from '../../contracts/observation';
import type { Resource } from '../../graph/graph';
import { isOpen } from '../../graph/value';
import { definePolicy, type Evidence, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

/** Rules of an existing group that its site's APIs show; undefined where not all were listed. */
function rulesSeen({ attributes: { id } }: Resource, observation: Observation | undefined) {
  const type = 'openstack_networking_secgroup_rule_v2';
  if (typeof id !== 'string' || !observation?.listed.includes(type)) return undefined;
  return observation.resources.filter((one) => one.type === type && one.attributes.security_group_id === id);
}

/** Neutron's own let everything out, to anywhere and by every protocol. */
function judgeRules(rules: readonly ObservedResource[], evidence: Evidence): Finding {
  const unlimited = rules.find(({ attributes }) =>
    ['protocol', 'remote_ip_prefix', 'remote_group_id', 'remote_address_group_id'].every(
      (name) => (attributes[name] ?? null) === null,
    ),
  );
  return unlimited === undefined
    ? pass
    : fail(`the cloud shows that it lets everything through (rule ${unlimited.id})`, evidence);
}

export default definePolicy({
  title: 'Every security group starts without the cloud’s own rules',
  severity: 'high',
  why: 'Neutron puts two rules into every new group that let all traffic out, IPv4 and IPv6. They stand in no configuration, so no review sees them.',
  avoid: 'a group that leaves `delete_default_rules` out',
  prefer: '`delete_default_rules = true` and a rule for each path; the construct `AccessGroup`',
  remediation:
    'Set `delete_default_rules = true`. It acts when the group is made, so the group has to be made anew.',
  controls: ['C5:2020 COS-01', 'C5:2020 COS-03', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_networking_secgroup_v2'],
  examine(group, { observations }) {
    const removed = group.get('delete_default_rules');
    if (removed === true) return pass;
    const seenRules = group.isMadeNow ? undefined : rulesSeen(group, observations?.of(group.stack));
    // An import cannot read the argument back, and the rules that the cloud has say what it did.
    if (seenRules !== undefined) return judgeRules(seenRules, seen(group, 'delete_default_rules'));
    const evidence = seen(group, 'delete_default_rules');
    if (isOpen(removed)) return undecided('whether the default rules are removed is not known yet', evidence);
    return fail('Neutron’s default rules stay in it and let all traffic out', evidence);
  },
  examples: {
    terraform: `
resource "openstack_networking_secgroup_v2" "empty" {
  name                 = "empty"
  delete_default_rules = true
}
resource "openstack_networking_secgroup_v2" "with_default_rules" {
  name = "with-default-rules"
}
resource "openstack_networking_secgroup_v2" "keeps_them" {
  name                 = "keeps-them"
  delete_default_rules = false
}
resource "openstack_networking_network_v2" "any" { name = "any" }
resource "openstack_networking_secgroup_v2" "not_known_yet" {
  name                 = "not-known-yet"
  delete_default_rules = openstack_networking_network_v2.any.admin_state_up
}
`,
    pass: ['openstack_networking_secgroup_v2.empty'],
    fail: [
      'openstack_networking_secgroup_v2.with_default_rules',
      'openstack_networking_secgroup_v2.keeps_them',
    ],
    undecided: ['openstack_networking_secgroup_v2.not_known_yet'],
  },
});
