import type { Graph, Resource } from '../../graph/graph';
import { isOpen, isUnset } from '../../graph/value';
import { isTrusted } from '../../judge/facts/port-groups';
import { portType } from '../../judge/facts/reach';
import { definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

const path = 'port_security_enabled';
const interfaceType = 'openstack_networking_router_interface_v2';
const type = (resource: Resource) => (resource.type === portType ? 'port' : 'network');

/**
 * Neutron's default for a network is on, and a port that says nothing takes its network's setting when it is made.
 * A port with no security group drops everything (`no_security_groups`); one that names none is in the project's
 * default group. Both are filtered, and what a group lets through is for other rules to judge.
 */
function judgeUnset(resource: Resource): Finding {
  if (resource.action === 'declared') {
    // An existing one may have it off; a plan then shows it.
    const message = `the ${type(resource)} leaves port security to what it has, which a synthesis does not show`;
    return undecided(message, seen(resource, path));
  }
  return pass;
}

function judgeByNetwork(port: Resource, networks: readonly Resource[], certain: boolean): Finding {
  if (networks.length === 0) {
    const isNamed = typeof port.get('network_id') === 'string';
    const message = `it takes the setting of its network, ${isNamed ? 'which is not in the plan' : 'and which that is the plan does not show'}`;
    return undecided(message, seen(port, path), seen(port, 'network_id'));
  }
  const off = networks.filter((network) => network.get(path) === false);
  const open = networks.filter((network) => isOpen(network.get(path)));
  if (off.length === 0 && open.length === 0) return judgeUnset(port);
  const evidence = [...off, ...open].map((network) => seen(network, path));
  if (off.length === networks.length && certain) {
    return fail('it takes its network’s setting, and that is off', seen(port, path), ...evidence);
  }
  const [perhaps] = off;
  const message = perhaps
    ? `it may take the setting of ${perhaps.address}, and that is off`
    : 'it takes its network’s setting, which is not known yet';
  return undecided(message, seen(port, path), ...evidence);
}

/** A port of a router has its owner in a state, too, where nobody can see who named it. */
function judgeOwner(port: Resource, graph: Graph): Finding | undefined {
  const trusted = isTrusted(port);
  if (trusted === 'no') return undefined;
  const evidence = seen(port, 'device_owner');
  const isShown = port.configures('device_owner') !== undefined;
  if (!isShown && graph.users(port, interfaceType, 'port_id').length > 0) return undefined;
  return trusted === 'yes' && isShown
    ? fail('Neutron filters nothing at a port whose owner is the network', evidence)
    : undecided(
        'whether its owner is the network, at whose ports nothing is filtered, is not shown',
        evidence,
      );
}

export default definePolicy({
  title: 'Port security is on at every network and port',
  severity: 'critical',
  why: 'Without port security Neutron filters nothing: security groups have no effect, and the server may send under any address. One switch at the network opens every port in it.',
  avoid:
    '`port_security_enabled = false` at a network or a port; `device_owner = "network:…"`, whose ports Neutron trusts',
  prefer: '`port_security_enabled = true`, stated at both',
  remediation: 'Switch port security on, and put addresses that a port shares into `allowed_address_pairs`.',
  controls: ['C5:2020 COS-01', 'C5:2020 COS-03', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [portType, 'openstack_networking_network_v2'],
  examine(resource, { graph }) {
    const enabled = resource.get(path);
    const owned = resource.type === portType ? judgeOwner(resource, graph) : undefined;
    if (owned?.outcome === 'fail' || (owned && enabled !== false)) return owned;
    if (enabled === true) return pass;
    if (enabled === false) return fail(`the ${type(resource)} filters nothing`, seen(resource, path));
    if (!isUnset(enabled)) {
      return undecided('whether port security is on is not known yet', seen(resource, path));
    }
    if (resource.type !== portType || !resource.isMadeNow) return judgeUnset(resource);
    const { targets, certain, complete } = graph.follow(resource, 'network_id');
    const networks = targets.filter(({ mode }) => mode === 'managed');
    return judgeByNetwork(resource, complete ? networks : [], certain);
  },
  examples: {
    terraform: `
resource "openstack_networking_network_v2" "on" {
  name                  = "on"
  port_security_enabled = true
}
resource "openstack_networking_network_v2" "by_default" {
  name = "by-default"
}
resource "openstack_networking_network_v2" "off" {
  name                  = "off"
  port_security_enabled = false
}
resource "openstack_networking_port_v2" "on" {
  network_id            = openstack_networking_network_v2.off.id
  port_security_enabled = true
}
resource "openstack_networking_port_v2" "by_default" {
  network_id = openstack_networking_network_v2.by_default.id
}
resource "openstack_networking_port_v2" "without_group" {
  network_id         = openstack_networking_network_v2.on.id
  no_security_groups = true
}
resource "openstack_networking_port_v2" "off" {
  network_id            = openstack_networking_network_v2.on.id
  no_security_groups    = true
  port_security_enabled = false
}
resource "openstack_networking_port_v2" "of_a_computer" {
  network_id            = openstack_networking_network_v2.on.id
  port_security_enabled = true
  device_owner          = "compute:eu-de-01"
}
resource "openstack_networking_port_v2" "of_the_network" {
  network_id            = openstack_networking_network_v2.on.id
  port_security_enabled = true
  device_owner          = "network:dhcp"
}
resource "openstack_networking_port_v2" "of_a_router" {
  network_id   = openstack_networking_network_v2.on.id
  device_owner = "network:router_interface"
}
resource "openstack_networking_port_v2" "of_what_is_not_known" {
  network_id            = openstack_networking_network_v2.on.id
  port_security_enabled = true
  device_owner          = openstack_networking_network_v2.on.tenant_id
}
resource "openstack_networking_network_v2" "existing" {
  name                  = "existing"
  port_security_enabled = false
}
resource "openstack_networking_port_v2" "inherits_off" {
  network_id = openstack_networking_network_v2.existing.id
}
resource "openstack_networking_port_v2" "not_known_yet" {
  network_id            = openstack_networking_network_v2.on.id
  port_security_enabled = openstack_networking_network_v2.by_default.shared
}
resource "openstack_networking_port_v2" "in_a_network_elsewhere" {
  network_id = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a02"
}
resource "openstack_networking_port_v2" "inherits_perhaps" {
  network_id = openstack_networking_network_v2.off.id
}
`,
    existing: {
      'openstack_networking_network_v2.existing': {
        id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a10',
        name: 'existing',
        port_security_enabled: false,
        region: 'eu-de',
        segments: [],
        availability_zone_hints: [],
        tenant_id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a00',
        shared: false,
        external: false,
        admin_state_up: true,
      },
    },
    pass: [
      'openstack_networking_network_v2.on',
      'openstack_networking_network_v2.by_default',
      'openstack_networking_port_v2.on',
      'openstack_networking_port_v2.by_default',
      'openstack_networking_port_v2.without_group',
      'openstack_networking_port_v2.of_a_computer',
    ],
    fail: [
      'openstack_networking_network_v2.off',
      'openstack_networking_network_v2.existing',
      'openstack_networking_port_v2.off',
      'openstack_networking_port_v2.of_the_network',
      'openstack_networking_port_v2.of_a_router',
      'openstack_networking_port_v2.inherits_off',
    ],
    undecided: [
      'openstack_networking_port_v2.not_known_yet',
      'openstack_networking_port_v2.of_what_is_not_known',
      'openstack_networking_port_v2.inherits_perhaps',
      'openstack_networking_port_v2.in_a_network_elsewhere',
    ],
  },
});
