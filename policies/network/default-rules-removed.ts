import { isOpen } from '../../graph/value';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

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
  examine(group) {
    const removed = group.get('delete_default_rules');
    if (removed === true) return pass;
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
