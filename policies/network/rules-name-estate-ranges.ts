import { isUnset } from '../../graph/value';
import { peersOf } from '../../judge/facts/exposure';
import { covers, intervalOf } from '../../judge/facts/ranges';
import { ruleType } from '../../judge/facts/reach';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

/**
 * Never passed on by a router, so that nobody outside is meant: the metadata service, the address of a server that
 * asks for one and of the answer (DHCP), multicast in one's own network (VRRP), and IPv6 neighbours. Source: RFC 6890,
 * RFC 5771, RFC 4291.
 */
const ownLink = [
  '169.254.169.254/32',
  '0.0.0.0/32',
  '255.255.255.255/32',
  '224.0.0.0/24',
  'fe80::/10',
  'ff02::/16',
];

export default definePolicy({
  title: 'Security group rules name no range outside the estate',
  severity: 'high',
  why: 'All traffic of the estate stays within it: between its sites, through its tunnels. A range that no site declares is somebody else’s, and a private one is whoever is attached to it next.',
  avoid:
    'a public range, `10.0.0.0/8` and other ranges wider than a site’s, or an address group that holds one',
  prefer: 'a subnet, the management range or the whole range of a site in `estate/sites`',
  remediation:
    'Name the part of a site’s range that needs the port. Where the other end is a place of its own, declare it as a site first.',
  controls: ['C5:2020 COS-01', 'C5:2020 COS-03', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [ruleType],
  examine(rule, { graph, estate }) {
    const paths = ['remote_ip_prefix', 'remote_address_group_id'] as const;
    // Without a range it is for a group, or for anyone: the rules on ingress and egress judge that.
    if (paths.every((path) => isUnset(rule.get(path)))) return pass;
    const evidence = paths.filter((path) => !isUnset(rule.get(path))).map((path) => seen(rule, path));
    const peers = peersOf(rule, graph);
    if (!Array.isArray(peers)) return undecided('which range it names is not known yet', ...evidence);
    const ranges = [...estate.sites.map(({ network }) => network.range), ...ownLink];
    const foreign = peers.filter((peer) => !ranges.some((range) => covers(range, peer)));
    if (foreign.length === 0) return pass;
    if (foreign.every((peer) => intervalOf(peer) === undefined)) {
      return undecided(`${foreign.join(', ')} is no range that can be read`, ...evidence);
    }
    return fail(`no site of the estate has ${foreign.join(', ')}`, ...evidence);
  },
  examples: {
    terraform: `
locals {
  group = "6a1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a01"
  named = {
    subnet_of_a_site    = "10.17.16.0/20"
    management          = "10.18.240.0/24"
    metadata_service    = "169.254.169.254/32"
    vrrp                = "224.0.0.18/32"
    ipv6_neighbours     = "fe80::/10"
    ipv6_multicast      = "ff02::/16"
    public              = "16.0.0.0/8"
    wider_than_the_site = "10.0.0.0/8"
    foreign_private     = "192.168.7.0/24"
    link_local          = "169.254.0.0/16"
    ipv6                = "2001:db8::/48"
  }
}
resource "openstack_networking_secgroup_rule_v2" "to" {
  for_each          = local.named
  security_group_id = local.group
  direction         = "egress"
  ethertype         = startswith(each.key, "ipv6") ? "IPv6" : "IPv4"
  remote_ip_prefix  = each.value
}
resource "openstack_networking_secgroup_v2" "clients" {
  name = "clients"
}
resource "openstack_networking_secgroup_rule_v2" "from_group" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  remote_group_id   = openstack_networking_secgroup_v2.clients.id
}
resource "openstack_networking_secgroup_rule_v2" "no_remote" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
}
resource "openstack_networking_address_group_v2" "partners" {
  addresses = ["10.16.0.0/24", "192.168.7.0/24"]
}
resource "openstack_networking_secgroup_rule_v2" "from_addresses" {
  security_group_id       = local.group
  direction               = "ingress"
  ethertype               = "IPv4"
  remote_address_group_id = openstack_networking_address_group_v2.partners.id
}
resource "openstack_networking_secgroup_rule_v2" "from_addresses_elsewhere" {
  security_group_id       = local.group
  direction               = "ingress"
  ethertype               = "IPv4"
  remote_address_group_id = "7b1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a01"
}
resource "openstack_networking_subnet_v2" "from_pool" {
  network_id    = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a02"
  subnetpool_id = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a03"
}
resource "openstack_networking_secgroup_rule_v2" "decided_at_apply" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  remote_ip_prefix  = openstack_networking_subnet_v2.from_pool.cidr
}
`,
    pass: [
      'openstack_networking_secgroup_rule_v2.to["subnet_of_a_site"]',
      'openstack_networking_secgroup_rule_v2.to["management"]',
      'openstack_networking_secgroup_rule_v2.to["metadata_service"]',
      'openstack_networking_secgroup_rule_v2.to["vrrp"]',
      'openstack_networking_secgroup_rule_v2.to["ipv6_neighbours"]',
      'openstack_networking_secgroup_rule_v2.to["ipv6_multicast"]',
      'openstack_networking_secgroup_rule_v2.from_group',
      'openstack_networking_secgroup_rule_v2.no_remote',
    ],
    fail: [
      'openstack_networking_secgroup_rule_v2.to["public"]',
      'openstack_networking_secgroup_rule_v2.to["wider_than_the_site"]',
      'openstack_networking_secgroup_rule_v2.to["foreign_private"]',
      'openstack_networking_secgroup_rule_v2.to["link_local"]',
      'openstack_networking_secgroup_rule_v2.to["ipv6"]',
      'openstack_networking_secgroup_rule_v2.from_addresses',
    ],
    undecided: [
      'openstack_networking_secgroup_rule_v2.from_addresses_elsewhere',
      'openstack_networking_secgroup_rule_v2.decided_at_apply',
    ],
  },
});
