import { openness, peersOf } from '../../judge/facts/exposure';
import { covers } from '../../judge/facts/ranges';
import { portsOpenedBy, ruleType } from '../../judge/facts/reach';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

/** TCP ports through which a system is administered, or its control plane’s store is read. */
const ports = new Map([
  [22, 'SSH'],
  [23, 'Telnet'],
  [2375, 'Docker'],
  [2379, 'etcd'],
  [2380, 'etcd'],
  [3389, 'RDP'],
  [5900, 'VNC'],
  [5985, 'WinRM'],
  [5986, 'WinRM'],
]);

export default definePolicy({
  title: 'Administration ports are open to the management range and to groups only',
  severity: 'high',
  why: 'Who reaches SSH, remote desktops or etcd needs one stolen key or one flaw more. The management range is where administrators’ access is checked and logged.',
  avoid:
    'a rule that opens one of these ports, alone or in a range of ports, to anything but the management range',
  prefer: '`remote_ip_prefix` inside the site’s management range, or `remote_group_id`',
  remediation: 'Narrow the rule to the management range of its site, or leave the port out of its range.',
  controls: ['C5:2020 COS-01', 'C5:2020 IDM-01', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [ruleType],
  examine(rule, { siteOfStack, graph, estate }) {
    const opened = portsOpenedBy(rule, { direction: 'ingress', protocol: 'tcp' });
    const answers = [...ports].map(([port, name]) => ({ name: `${name} (${port})`, opens: opened(port) }));
    const named = answers.filter(({ opens }) => opens !== 'no').map(({ name }) => name);
    if (named.length === 0) return undefined;
    const peers = peersOf(rule, graph);
    const paths = [
      'direction',
      'protocol',
      'port_range_min',
      'port_range_max',
      'remote_ip_prefix',
      'remote_group_id',
    ];
    const evidence = paths.map((path) => seen(rule, path));
    // Without an estate no range is the management's: only what is as good as anyone is surely too wide.
    const management = estate.foreign ? undefined : siteOfStack(rule.stack)?.network.management;
    const open = openness(rule, 'ingress', graph) ?? pass;
    const isManagement = (range: string) => management !== undefined && covers(management, range);
    const what = named.join(', ');
    if (peers === 'group') return pass;
    if (peers === 'unknown') return undecided(`who may reach ${what} is not known yet`, ...evidence);
    const others = peers === 'anyone' ? ['anyone'] : peers.filter((range) => !isManagement(range));
    if (others.length === 0 || (estate.foreign && open.outcome === 'pass')) return pass;
    const isSure = answers.some(({ opens }) => opens === 'yes');
    if (!isSure) return undecided(`whether it opens ${what} is not known yet`, ...evidence);
    if (peers === 'anyone') return fail(`anyone may reach ${what}`, ...evidence);
    if (estate.foreign) return { ...open, message: `${what}: ${open.message}`, evidence };
    const reached = `${others.join(', ')} may reach ${what}`;
    return management === undefined
      ? undecided(`${reached}, and its site’s management range is not known`, ...evidence)
      : fail(`${reached}; the management range is ${management}`, ...evidence);
  },
  examples: {
    terraform: `
locals {
  group = "6a1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a01"
}
resource "openstack_networking_secgroup_rule_v2" "ssh_from_management" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 22
  port_range_max    = 22
  remote_ip_prefix  = "10.16.240.0/25"
}
resource "openstack_networking_secgroup_rule_v2" "etcd_from_group" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 2379
  port_range_max    = 2380
  remote_group_id   = local.group
}
resource "openstack_networking_secgroup_rule_v2" "database" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 5432
  port_range_max    = 5432
  remote_ip_prefix  = "10.17.0.0/20"
}
resource "openstack_networking_secgroup_rule_v2" "ssh_from_a_site" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "6"
  port_range_min    = 22
  port_range_max    = 22
  remote_ip_prefix  = "10.16.0.0/16"
}
resource "openstack_networking_secgroup_rule_v2" "every_port" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  remote_ip_prefix  = "10.17.0.0/20"
}
resource "openstack_networking_secgroup_rule_v2" "range_of_ports" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 3000
  port_range_max    = 4000
}
resource "openstack_networking_secgroup_rule_v2" "protocol_with_leading_zero" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "06"
  port_range_min    = 22
  port_range_max    = 22
  remote_ip_prefix  = "10.17.240.0/25"
}
resource "openstack_networking_secgroup_rule_v2" "range_that_ends_before_it_begins" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 30
  port_range_max    = 20
  remote_ip_prefix  = "10.17.0.0/20"
}
resource "openstack_networking_subnet_v2" "from_pool" {
  network_id    = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a02"
  subnetpool_id = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a03"
}
resource "openstack_networking_secgroup_rule_v2" "ssh_from_what_is_not_known" {
  security_group_id = local.group
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 22
  port_range_max    = 22
  remote_ip_prefix  = openstack_networking_subnet_v2.from_pool.cidr
}
`,
    pass: [
      'openstack_networking_secgroup_rule_v2.ssh_from_management',
      'openstack_networking_secgroup_rule_v2.etcd_from_group',
    ],
    fail: [
      'openstack_networking_secgroup_rule_v2.ssh_from_a_site',
      'openstack_networking_secgroup_rule_v2.every_port',
      'openstack_networking_secgroup_rule_v2.protocol_with_leading_zero',
      'openstack_networking_secgroup_rule_v2.range_of_ports',
    ],
    undecided: [
      'openstack_networking_secgroup_rule_v2.ssh_from_what_is_not_known',
      'openstack_networking_secgroup_rule_v2.range_that_ends_before_it_begins',
    ],
  },
});
