import type { Resource } from '../../graph/graph';
import { associateType } from '../../judge/facts/port-groups';
import { portType, ruleType } from '../../judge/facts/reach';
import { widenedAtPort, widenedByRule } from '../../judge/facts/widened';
import { widenedAtServer } from '../../judge/facts/widened-at-server';
import {
  widenedByFloatingAddress,
  widenedByListener,
  widenedByMember,
} from '../../judge/facts/widened-from-outside';
import { type Context, definePolicy, type Finding } from '../../judge/policy';

type Examine = (resource: Resource, graph: Context['graph']) => Finding | undefined;

/** An association is looked at as the port that it gives groups to. */
const byAssociation: Examine = (association, graph) => {
  const { targets } = graph.follow(association, 'port_id');
  const [port] = targets;
  return port?.type === portType && association.action !== 'no-op'
    ? widenedAtPort(port, graph, association)
    : undefined;
};

const examiners: Readonly<Record<string, Examine>> = {
  [ruleType]: widenedByRule,
  [portType]: (port, graph) => widenedAtPort(port, graph),
  [associateType]: byAssociation,
  openstack_compute_instance_v2: widenedAtServer,
  openstack_compute_floatingip_associate_v2: widenedByFloatingAddress,
  openstack_networking_floatingip_v2: widenedByFloatingAddress,
  openstack_networking_floatingip_associate_v2: widenedByFloatingAddress,
  openstack_networking_portforwarding_v2: widenedByFloatingAddress,
  openstack_lb_member_v2: widenedByMember,
  openstack_lb_members_v2: widenedByMember,
  openstack_lb_listener_v2: widenedByListener,
};

export default definePolicy({
  title: 'No plan lets somebody reach what exists who could not reach it before',
  severity: 'high',
  why: 'Each rule may be permitted by itself and still open a way that nobody had in mind: to a server that holds data already, from a network that had no access to it. Only the plan shows what is new.',
  avoid:
    'a wider range or more ports in a group that has members; a port or a server that joins another group, or a port that loses its filter; a public address, a forwarded port, a balancer’s member or a listener for what exists',
  prefer: 'a group of its own for what is new, joined by what is new; ranges of the estate’s networks',
  remediation:
    'Take the way in back, or have it approved for this very plan: estate approve. The message says who reaches what.',
  controls: ['C5:2020 COS-03', 'GDPR Art. 32(1)(b)', 'BSIG § 30(2) no. 3'],
  // What was there before is in a plan alone.
  observableIn: ['plan'],
  resources: Object.keys(examiners),
  examine: (resource, { graph }) => examiners[resource.type]?.(resource, graph),
  examples: {
    terraform: `
resource "openstack_networking_secgroup_v2" "database" {
  name = "database"
}
resource "openstack_networking_secgroup_v2" "administration" {
  name = "administration"
}
resource "openstack_networking_secgroup_v2" "made_now" {
  name = "made-now"
}
resource "openstack_networking_secgroup_rule_v2" "kept" {
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 5432
  port_range_max    = 5432
  remote_ip_prefix  = "10.1.0.0/16"
  security_group_id = openstack_networking_secgroup_v2.database.id
}
resource "openstack_networking_secgroup_rule_v2" "narrower" {
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 5432
  port_range_max    = 5432
  remote_ip_prefix  = "10.1.2.0/24"
  security_group_id = openstack_networking_secgroup_v2.database.id
}
resource "openstack_networking_secgroup_rule_v2" "wider" {
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 5432
  port_range_max    = 5432
  remote_ip_prefix  = "10.0.0.0/8"
  security_group_id = openstack_networking_secgroup_v2.database.id
}
resource "openstack_networking_secgroup_rule_v2" "another_port" {
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 22
  port_range_max    = 22
  remote_ip_prefix  = "10.1.0.0/16"
  security_group_id = openstack_networking_secgroup_v2.database.id
}
resource "openstack_networking_secgroup_rule_v2" "of_a_new_group" {
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 22
  port_range_max    = 22
  remote_ip_prefix  = "10.9.0.0/16"
  security_group_id = openstack_networking_secgroup_v2.made_now.id
}
resource "openstack_networking_secgroup_rule_v2" "from_what_is_decided_at_apply" {
  direction               = "ingress"
  ethertype               = "IPv4"
  protocol                = "tcp"
  port_range_min          = 5432
  port_range_max          = 5432
  remote_address_group_id = openstack_networking_address_group_v2.chosen.id
  security_group_id       = openstack_networking_secgroup_v2.database.id
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_networking_address_group_v2" "chosen" {
  addresses = [openstack_networking_network_v2.any.id]
}
${['unchanged', 'joins_a_group', 'loses_its_filter']
  .map(
    (name) => `resource "openstack_compute_instance_v2" "${name}" {
  name        = "${name}"
  flavor_id   = "s3.large.4"
  image_id    = "3a1f0c5e-0000-4000-8000-000000000002"
  network {
    port = openstack_networking_port_v2.${name}.id
  }
}`,
  )
  .join('\n')}
resource "openstack_compute_instance_v2" "is_added_to_a_group" {
  name            = "is-added-to-a-group"
  flavor_id       = "s3.large.4"
  image_id        = "3a1f0c5e-0000-4000-8000-000000000002"
  security_groups = ["database", "made-now"]
}
resource "openstack_compute_instance_v2" "is_added_to_what_is_not_managed" {
  name            = "is-added-to-what-is-not-managed"
  flavor_id       = "s3.large.4"
  image_id        = "3a1f0c5e-0000-4000-8000-000000000002"
  security_groups = ["database", "of-another-plan"]
}
resource "openstack_networking_portforwarding_v2" "public_port" {
  floatingip_id       = "3a1f0c5e-0000-4000-8000-000000000007"
  internal_port_id    = openstack_networking_port_v2.unchanged.id
  internal_ip_address = "10.1.0.9"
  internal_port       = 5432
  external_port       = 5432
  protocol            = "tcp"
}
resource "openstack_networking_port_v2" "without_a_server" {
  network_id         = "3a1f0c5e-0000-4000-8000-000000000001"
  security_group_ids = [openstack_networking_secgroup_v2.made_now.id]
}
resource "openstack_networking_secgroup_rule_v2" "of_a_group_without_servers" {
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 22
  port_range_max    = 22
  remote_ip_prefix  = "10.9.0.0/16"
  security_group_id = openstack_networking_secgroup_v2.administration.id
}
resource "openstack_networking_port_v2" "unchanged" {
  network_id         = "3a1f0c5e-0000-4000-8000-000000000001"
  security_group_ids = [openstack_networking_secgroup_v2.database.id]
}
resource "openstack_networking_port_v2" "joins_a_group" {
  network_id         = "3a1f0c5e-0000-4000-8000-000000000001"
  security_group_ids = [
    openstack_networking_secgroup_v2.database.id,
    openstack_networking_secgroup_v2.made_now.id,
  ]
}
resource "openstack_networking_port_v2" "loses_its_filter" {
  network_id            = "3a1f0c5e-0000-4000-8000-000000000001"
  no_security_groups    = true
  port_security_enabled = false
}
resource "openstack_networking_floatingip_associate_v2" "public" {
  floating_ip = "203.0.113.9"
  port_id     = openstack_networking_port_v2.unchanged.id
}
resource "openstack_lb_member_v2" "passed_on_to" {
  pool_id       = "3a1f0c5e-0000-4000-8000-000000000009"
  address       = "10.1.0.9"
  protocol_port = 5432
}
resource "openstack_lb_listener_v2" "to_anyone" {
  loadbalancer_id = "3a1f0c5e-0000-4000-8000-000000000008"
  protocol        = "TCP"
  protocol_port   = 5432
}
resource "openstack_lb_listener_v2" "to_less" {
  loadbalancer_id = "3a1f0c5e-0000-4000-8000-000000000008"
  protocol        = "TCP"
  protocol_port   = 5433
  allowed_cidrs   = ["10.1.0.0/16"]
}
`,
    existing: {
      'openstack_networking_secgroup_v2.database': {
        id: '3a1f0c5e-0000-4000-8000-00000000000a',
        name: 'database',
        region: 'eu-de',
      },
      'openstack_networking_secgroup_v2.administration': {
        id: '3a1f0c5e-0000-4000-8000-00000000000b',
        name: 'administration',
        region: 'eu-de',
      },
      'openstack_networking_secgroup_rule_v2.kept': {
        id: '3a1f0c5e-0000-4000-8000-00000000000c',
        direction: 'ingress',
        ethertype: 'IPv4',
        protocol: 'tcp',
        port_range_min: 5432,
        port_range_max: 5432,
        remote_ip_prefix: '10.1.0.0/16',
        security_group_id: '3a1f0c5e-0000-4000-8000-00000000000a',
        region: 'eu-de',
      },
      ...Object.fromEntries(
        ['unchanged', 'joins_a_group', 'loses_its_filter'].map((name, at) => [
          `openstack_compute_instance_v2.${name}`,
          {
            id: `3a1f0c5e-0000-4000-8000-0000000000${at}f`,
            name,
            flavor_id: 's3.large.4',
            image_id: '3a1f0c5e-0000-4000-8000-000000000002',
            network: [{ port: `3a1f0c5e-0000-4000-8000-0000000000${at}d` }],
            region: 'eu-de',
          },
        ]),
      ),
      ...Object.fromEntries(
        ['is_added_to_a_group', 'is_added_to_what_is_not_managed'].map((name, at) => [
          `openstack_compute_instance_v2.${name}`,
          {
            id: `3a1f0c5e-0000-4000-8000-0000000001${at}f`,
            name: name.replaceAll('_', '-'),
            flavor_id: 's3.large.4',
            image_id: '3a1f0c5e-0000-4000-8000-000000000002',
            security_groups: ['database'],
            region: 'eu-de',
          },
        ]),
      ),
      ...Object.fromEntries(
        ['unchanged', 'joins_a_group', 'loses_its_filter', 'without_a_server'].map((name, at) => [
          `openstack_networking_port_v2.${name}`,
          {
            id: `3a1f0c5e-0000-4000-8000-0000000000${at}d`,
            network_id: '3a1f0c5e-0000-4000-8000-000000000001',
            security_group_ids: ['3a1f0c5e-0000-4000-8000-00000000000a'],
            port_security_enabled: true,
            region: 'eu-de',
          },
        ]),
      ),
      ...Object.fromEntries(
        ['to_anyone', 'to_less'].map((name, at) => [
          `openstack_lb_listener_v2.${name}`,
          {
            id: `3a1f0c5e-0000-4000-8000-0000000000${at}e`,
            loadbalancer_id: '3a1f0c5e-0000-4000-8000-000000000008',
            protocol: 'TCP',
            protocol_port: 5432 + at,
            allowed_cidrs: ['10.1.0.0/16', '10.2.0.0/16'],
            region: 'eu-de',
          },
        ]),
      ),
    },
    pass: ['openstack_networking_secgroup_rule_v2.narrower', 'openstack_lb_listener_v2.to_less'],
    fail: [
      'openstack_networking_secgroup_rule_v2.wider',
      'openstack_networking_secgroup_rule_v2.another_port',
      'openstack_networking_port_v2.joins_a_group',
      'openstack_networking_port_v2.loses_its_filter',
      'openstack_networking_floatingip_associate_v2.public',
      'openstack_compute_instance_v2.is_added_to_a_group',
      'openstack_networking_portforwarding_v2.public_port',
      'openstack_lb_member_v2.passed_on_to',
      'openstack_lb_listener_v2.to_anyone',
    ],
    undecided: [
      'openstack_networking_secgroup_rule_v2.from_what_is_decided_at_apply',
      'openstack_compute_instance_v2.is_added_to_what_is_not_managed',
    ],
  },
});
