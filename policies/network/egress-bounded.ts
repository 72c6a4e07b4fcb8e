import { openness } from '../../judge/facts/exposure';
import { ruleType } from '../../judge/facts/reach';
import { definePolicy } from '../../judge/policy';

export default definePolicy({
  title: 'No security group rule lets traffic out to anyone',
  severity: 'high',
  why: 'Stolen data leaves, and an intruder’s orders come in, through connections that the server itself opens. Where it may only reach what it needs, both end at the security group.',
  avoid: 'an egress rule without a remote, with `0.0.0.0/0` or `::/0`, or several that add up to everyone',
  prefer: 'a rule for each range that a path needs; names, time and packages from the site’s own services',
  remediation: 'Name the ranges that the server needs to reach.',
  controls: ['C5:2020 COS-01', 'C5:2020 COS-03', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [ruleType],
  examine: (rule, { graph }) => openness(rule, 'egress', graph),
  examples: {
    terraform: `
locals {
  group = "6a1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a01"
}
resource "openstack_networking_secgroup_rule_v2" "to_range" {
  security_group_id = local.group
  direction         = "egress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 5432
  port_range_max    = 5432
  remote_ip_prefix  = "10.17.0.0/20"
}
resource "openstack_networking_secgroup_rule_v2" "to_multicast" {
  security_group_id = local.group
  direction         = "egress"
  ethertype         = "IPv4"
  protocol          = "vrrp"
  remote_ip_prefix  = "224.0.0.0/4"
}
resource "openstack_networking_secgroup_rule_v2" "to_anyone" {
  security_group_id = local.group
  direction         = "egress"
  ethertype         = "IPv4"
}
resource "openstack_networking_secgroup_rule_v2" "to_everywhere_ipv6" {
  security_group_id = local.group
  direction         = "egress"
  ethertype         = "IPv6"
  remote_ip_prefix  = "2000::/3"
}
resource "openstack_networking_subnet_v2" "from_pool" {
  network_id    = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a02"
  subnetpool_id = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a03"
}
resource "openstack_networking_secgroup_rule_v2" "to_what_is_not_known" {
  security_group_id = local.group
  direction         = "egress"
  ethertype         = "IPv4"
  remote_ip_prefix  = openstack_networking_subnet_v2.from_pool.cidr
}
resource "openstack_networking_secgroup_rule_v2" "inward" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
}
`,
    pass: [
      'openstack_networking_secgroup_rule_v2.to_range',
      'openstack_networking_secgroup_rule_v2.to_multicast',
    ],
    fail: [
      'openstack_networking_secgroup_rule_v2.to_anyone',
      'openstack_networking_secgroup_rule_v2.to_everywhere_ipv6',
    ],
    undecided: ['openstack_networking_secgroup_rule_v2.to_what_is_not_known'],
  },
});
