import { openness } from '../../judge/facts/exposure';
import { ruleType } from '../../judge/facts/reach';
import { definePolicy } from '../../judge/policy';

export default definePolicy({
  title: 'No security group rule admits anyone',
  severity: 'critical',
  why: 'A port that the whole internet may knock at is tried within minutes. In Neutron a rule that names no other end admits everyone, and so do two halves of the address space.',
  avoid:
    'an ingress rule without a remote, with `0.0.0.0/0`, `::/0` or any range wider than an organisation has, or several that add up to it, ICMP included',
  prefer: 'a rule for each range that needs the port, or `remote_group_id`; the construct `AccessGroup`',
  remediation: 'Name the ranges or the group that need the port.',
  controls: ['C5:2020 COS-01', 'C5:2020 COS-03', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [ruleType],
  examine: (rule, { graph }) => openness(rule, 'ingress', graph),
  examples: {
    terraform: `
locals {
  group = "6a1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a01"
  eighths = ["16.0.0.0/8", "17.0.0.0/8", "18.0.0.0/8"]
}
resource "openstack_networking_secgroup_v2" "clients" {
  name = "clients"
}
resource "openstack_networking_secgroup_rule_v2" "from_range" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 443
  port_range_max    = 443
  remote_ip_prefix  = "10.16.0.0/20"
}
resource "openstack_networking_secgroup_rule_v2" "from_private_space" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  remote_ip_prefix  = "10.0.0.0/8"
}
resource "openstack_networking_secgroup_rule_v2" "from_group" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  remote_group_id   = openstack_networking_secgroup_v2.clients.id
}
resource "openstack_networking_secgroup_rule_v2" "from_nobody_named" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 443
  port_range_max    = 443
}
resource "openstack_networking_secgroup_rule_v2" "from_everywhere" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "icmp"
  remote_ip_prefix  = "0.0.0.0/0"
}
resource "openstack_networking_secgroup_rule_v2" "from_everywhere_ipv6" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv6"
  remote_ip_prefix  = "::/0"
}
resource "openstack_networking_secgroup_rule_v2" "from_half" {
  for_each          = toset(["0.0.0.0/1", "128.0.0.0/1"])
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "udp"
  port_range_min    = 53
  port_range_max    = 53
  remote_ip_prefix  = each.key
}
resource "openstack_networking_secgroup_rule_v2" "from_many" {
  for_each          = toset(local.eighths)
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 8000
  port_range_max    = 8000
  remote_ip_prefix  = each.key
}
resource "openstack_networking_address_group_v2" "half" {
  addresses = ["0.0.0.0/1"]
}
resource "openstack_networking_secgroup_rule_v2" "from_addresses" {
  security_group_id       = local.group
  direction               = "ingress"
  ethertype               = "IPv4"
  remote_address_group_id = openstack_networking_address_group_v2.half.id
}
resource "openstack_networking_subnet_v2" "from_pool" {
  network_id    = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a02"
  subnetpool_id = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a03"
}
resource "openstack_networking_secgroup_rule_v2" "from_what_is_not_known" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  remote_ip_prefix  = openstack_networking_subnet_v2.from_pool.cidr
}
resource "openstack_networking_secgroup_rule_v2" "from_one_of_two" {
  for_each = {
    clients = { group = openstack_networking_secgroup_v2.clients.id }
    nobody  = { group = null }
  }
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  remote_group_id   = each.value.group
}
resource "openstack_networking_secgroup_rule_v2" "from_group_or_null" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  remote_group_id   = openstack_networking_secgroup_v2.clients.id != "" ? null : openstack_networking_secgroup_v2.clients.id
}
resource "openstack_networking_secgroup_v2" "none" {
  count = 0
  name  = "none"
}
resource "openstack_networking_secgroup_rule_v2" "from_none_of_them" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  remote_group_id   = one(openstack_networking_secgroup_v2.none[*].id)
}
resource "openstack_networking_secgroup_rule_v2" "from_one_that_is_not_there" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  remote_group_id   = try(openstack_networking_secgroup_v2.none[0].id, null)
}
resource "openstack_networking_secgroup_rule_v2" "outward" {
  security_group_id = local.group
  direction         = "egress"
  ethertype         = "IPv4"
}
`,
    pass: [
      'openstack_networking_secgroup_rule_v2.from_range',
      'openstack_networking_secgroup_rule_v2.from_private_space',
      'openstack_networking_secgroup_rule_v2.from_group',
    ],
    fail: [
      'openstack_networking_secgroup_rule_v2.from_nobody_named',
      'openstack_networking_secgroup_rule_v2.from_everywhere',
      'openstack_networking_secgroup_rule_v2.from_everywhere_ipv6',
      'openstack_networking_secgroup_rule_v2.from_half["0.0.0.0/1"]',
      'openstack_networking_secgroup_rule_v2.from_half["128.0.0.0/1"]',
      'openstack_networking_secgroup_rule_v2.from_many["16.0.0.0/8"]',
      'openstack_networking_secgroup_rule_v2.from_many["17.0.0.0/8"]',
      'openstack_networking_secgroup_rule_v2.from_many["18.0.0.0/8"]',
      'openstack_networking_secgroup_rule_v2.from_addresses',
    ],
    undecided: [
      'openstack_networking_secgroup_rule_v2.from_what_is_not_known',
      'openstack_networking_secgroup_rule_v2.from_one_of_two["clients"]',
      'openstack_networking_secgroup_rule_v2.from_one_of_two["nobody"]',
      'openstack_networking_secgroup_rule_v2.from_group_or_null',
      'openstack_networking_secgroup_rule_v2.from_none_of_them',
      'openstack_networking_secgroup_rule_v2.from_one_that_is_not_there',
    ],
  },
});
