import { isList, isUnset, Unknown } from '../../graph/value';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'Servers of one group never share a host',
  severity: 'medium',
  why: 'Nodes are several so that the loss of one host takes one of them. A soft policy lets the scheduler put all of them on one host when the others are full, and says nothing.',
  avoid: '`soft-anti-affinity`, `affinity`, no policy at all, or `max_server_per_host` above 1',
  prefer: '`policies = ["anti-affinity"]`',
  remediation:
    'Set the policy to `anti-affinity`. The group is made anew, and servers join a group only when they are made.',
  controls: ['C5:2020 BCM-03', 'Grundschutz++ ARCH.8.3', 'SCS-0118'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_compute_servergroup_v2'],
  examine(group) {
    const policies = group.get('policies');
    const most = group.get('rules.0.max_server_per_host');
    const evidence = [seen(group, 'policies'), seen(group, 'rules.0.max_server_per_host')];
    if (isUnset(policies)) return fail('the group has no policy, so it keeps no servers apart', ...evidence);
    const names = isList(policies) ? policies : [policies];
    const wrong = names.filter((one) => !(one instanceof Unknown) && one !== 'anti-affinity');
    if (wrong.length > 0 || names.length === 0) {
      return fail(
        `its policy is ${wrong.join(', ') || 'none'}, which lets servers share a host`,
        ...evidence,
      );
    }
    if (typeof most === 'number' && most > 1)
      return fail(`the group permits ${most} servers on one host`, ...evidence);
    if (names.some((one) => one instanceof Unknown))
      return undecided('its policy is not known yet', ...evidence);
    // Unset, the cloud takes 1; the whole block is then unknown in a plan, with nothing that it may depend on.
    if (most instanceof Unknown && most.references.length > 0) {
      return undecided('how many servers may share a host is not known yet', ...evidence);
    }
    return pass;
  },
  examples: {
    terraform: `
resource "openstack_compute_servergroup_v2" "hard" {
  name     = "hard"
  policies = ["anti-affinity"]
}
resource "openstack_compute_servergroup_v2" "soft" {
  name     = "soft"
  policies = ["soft-anti-affinity"]
}
resource "openstack_compute_servergroup_v2" "together" {
  name     = "together"
  policies = ["affinity"]
}
resource "openstack_compute_servergroup_v2" "without_policy" {
  name = "without-policy"
}
resource "openstack_compute_servergroup_v2" "two_on_a_host" {
  name     = "two-on-a-host"
  policies = ["anti-affinity"]
  rules {
    max_server_per_host = 2
  }
}
resource "openstack_networking_network_v2" "any" { name = "any" }
resource "openstack_compute_servergroup_v2" "not_known_yet" {
  name     = "not-known-yet"
  policies = [openstack_networking_network_v2.any.region]
}
`,
    pass: ['openstack_compute_servergroup_v2.hard'],
    fail: [
      'openstack_compute_servergroup_v2.soft',
      'openstack_compute_servergroup_v2.together',
      'openstack_compute_servergroup_v2.without_policy',
      'openstack_compute_servergroup_v2.two_on_a_host',
    ],
    undecided: ['openstack_compute_servergroup_v2.not_known_yet'],
  },
});
