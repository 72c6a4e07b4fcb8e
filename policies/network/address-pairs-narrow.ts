import type { Resource } from '../../graph/graph';
import { isMap, isOpen, Unknown, type Value } from '../../graph/value';
import { freeBits, overlap } from '../../judge/facts/ranges';
import { portType } from '../../judge/facts/reach';
import { type Context, definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

/** A /16 of IPv4 and a /64 of IPv6: as much as the addresses of a cluster’s pods behind one node. */
const greatestBits = (range: string) => (range.includes(':') ? 64 : 16);

/** Whose addresses a range takes in: a subnet of the plan, or one declared for some site. */
function neighbours(port: Resource, range: string, { graph, estate }: Context): string | undefined {
  const subnets = graph
    .ofType('openstack_networking_subnet_v2')
    .filter((subnet) => subnet.stack === port.stack);
  const planned = subnets.find((subnet) => {
    const cidr = subnet.get('cidr');
    return typeof cidr === 'string' && overlap(cidr, range);
  });
  if (planned) return planned.address;
  const site = estate.sites.find(({ network }) => overlap(network.range, range));
  return site && `the range of ${site.name}`;
}

function judgePair(port: Resource, at: number, pair: Value, context: Context): Finding {
  const path = `allowed_address_pairs.${at}.ip_address`;
  const evidence = seen(port, path);
  const range = isMap(pair) ? (pair.ip_address ?? null) : pair;
  if (typeof range !== 'string')
    return undecided('an address that the port may use is not known yet', evidence);
  const bits = freeBits(range);
  if (bits === undefined) return undecided(`${range} is no range that can be read`, evidence);
  if (bits === 0) return pass;
  if (bits > greatestBits(range)) return fail(`the port may use every address of ${range}`, evidence);
  const whose = neighbours(port, range, context);
  return whose ? fail(`the port may use every address of ${range}, also those of ${whose}`, evidence) : pass;
}

export default definePolicy({
  title: 'A port may use single addresses, or ranges that nobody else has',
  severity: 'high',
  why: 'Neutron drops what a port sends under an address that is not its own. An address pair lifts that, and a wide one lets the server speak as its neighbours, past every rule that names their range.',
  avoid: '`allowed_address_pairs` with `0.0.0.0/0`, a whole subnet, or more than a /16',
  prefer: 'the one address that ports share, such as that of a pair with VRRP',
  remediation: 'Name single addresses, or the range of the pods behind this node alone.',
  controls: ['C5:2020 COS-01', 'C5:2020 COS-03'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [portType],
  examine(port, context) {
    const pairs = port.blocks('allowed_address_pairs');
    if (pairs instanceof Unknown) {
      if (!isOpen(pairs)) return pass;
      return undecided(
        'which addresses the port may use is not known yet',
        seen(port, 'allowed_address_pairs'),
      );
    }
    const findings = pairs.map((pair, at) => judgePair(port, at, pair, context));
    const worst =
      findings.find((f) => f.outcome === 'fail') ?? findings.find((f) => f.outcome === 'undecided');
    return worst ?? pass;
  },
  examples: {
    terraform: `
locals {
  network = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a02"
}
resource "openstack_networking_subnet_v2" "of_servers" {
  network_id = local.network
  cidr       = "192.168.10.0/24"
}
resource "openstack_networking_port_v2" "own_address" {
  network_id = local.network
}
resource "openstack_networking_port_v2" "shared_address" {
  network_id = local.network
  allowed_address_pairs {
    ip_address = "192.168.10.5"
  }
}
resource "openstack_networking_port_v2" "pods" {
  network_id = local.network
  allowed_address_pairs {
    ip_address = "10.244.1.0/24"
  }
}
resource "openstack_networking_port_v2" "everyone" {
  network_id = local.network
  allowed_address_pairs {
    ip_address = "0.0.0.0/0"
  }
}
resource "openstack_networking_port_v2" "neighbours" {
  network_id = local.network
  allowed_address_pairs {
    ip_address = "192.168.10.5"
  }
  allowed_address_pairs {
    ip_address = "192.168.10.0/25"
  }
}
resource "openstack_networking_port_v2" "other_sites" {
  network_id = local.network
  allowed_address_pairs {
    ip_address = "10.17.0.0/20"
  }
}
resource "openstack_networking_port_v2" "not_known_yet" {
  network_id = local.network
  allowed_address_pairs {
    ip_address = openstack_networking_port_v2.own_address.all_fixed_ips[0]
  }
}
`,
    pass: [
      'openstack_networking_port_v2.own_address',
      'openstack_networking_port_v2.shared_address',
      'openstack_networking_port_v2.pods',
    ],
    fail: [
      'openstack_networking_port_v2.everyone',
      'openstack_networking_port_v2.neighbours',
      'openstack_networking_port_v2.other_sites',
    ],
    undecided: ['openstack_networking_port_v2.not_known_yet'],
  },
});
