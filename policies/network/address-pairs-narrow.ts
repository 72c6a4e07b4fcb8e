import type { Resource } from '../../graph/graph';
import { isMap, isOpen, Unknown, type Value } from '../../graph/value';
import { subnetsOverlapping } from '../../judge/facts/neighbours';
import { freeBits, overlap } from '../../judge/facts/ranges';
import { portType } from '../../judge/facts/reach';
import { sharedAddress } from '../../judge/facts/shared-address';
import { type Context, definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

/** A /16 of IPv4 and a /64 of IPv6: as much as the addresses of a cluster’s pods behind one node. */
const greatestBits = (range: string) => (range.includes(':') ? 64 : 16);

/** A cluster of two families, or with a range of its own for services, names some of the greatest ranges. */
const mostTogether = 4;

/** What is too wide only together: a port with every /16 of a /8 has the /8. */
function togetherTooWide(pairs: readonly Value[]): string | undefined {
  const ranges = pairs.flatMap((pair) => {
    const range = isMap(pair) ? pair.ip_address : pair;
    return typeof range === 'string' && (freeBits(range) ?? 0) > 0 ? [range] : [];
  });
  const isTooWide = ['ipv4', 'ipv6'].some((family) => {
    const own = [...new Set(ranges)].filter((range) => range.includes(':') === (family === 'ipv6'));
    const size = own.reduce((sum, range) => sum + 2 ** (freeBits(range) ?? 0), 0);
    return own.length > 1 && size > mostTogether * 2 ** greatestBits(own[0] ?? '');
  });
  if (!isTooWide) return undefined;
  return `the port may use every address of ${ranges.length} ranges, which are too wide together`;
}

/** Whose addresses a range takes in: a subnet of the plan, or one declared for some site. */
function neighbours(port: Resource, range: string, { graph, estate }: Context): string | undefined {
  const [planned] = subnetsOverlapping(graph, port.stack, range);
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
  if (bits === 0) return sharedAddress(port, range, evidence, context.graph);
  if (bits > greatestBits(range)) return fail(`the port may use every address of ${range}`, evidence);
  const whose = neighbours(port, range, context);
  return whose ? fail(`the port may use every address of ${range}, also those of ${whose}`, evidence) : pass;
}

export default definePolicy({
  title: 'A port may use addresses of its own subnet, or ranges that nobody else has',
  severity: 'high',
  why: 'Neutron drops what a port sends under an address that is not its own. An address pair lifts that, and a wide one lets the server speak as its neighbours, past every rule that names their range.',
  avoid:
    '`allowed_address_pairs` with `0.0.0.0/0`, a whole subnet, more than a /16, or an address of another server, its gateway or another network',
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
    const widest = togetherTooWide(pairs);
    if (widest) return fail(widest, seen(port, 'allowed_address_pairs'));
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
resource "openstack_networking_port_v2" "everyone_in_pieces" {
  network_id = local.network
  dynamic "allowed_address_pairs" {
    for_each = range(8)
    content {
      ip_address = "11.\${allowed_address_pairs.value}.0.0/16"
    }
  }
}
resource "openstack_networking_port_v2" "pods_and_services" {
  network_id = local.network
  allowed_address_pairs {
    ip_address = "10.244.0.0/16"
  }
  allowed_address_pairs {
    ip_address = "10.96.0.0/16"
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
resource "openstack_networking_subnet_v2" "of_another_network" {
  network_id = "9d1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a09"
  cidr       = "192.168.20.0/24"
  gateway_ip = "192.168.20.1"
}
resource "openstack_networking_port_v2" "address_of_another_network" {
  network_id = local.network
  allowed_address_pairs {
    ip_address = "192.168.20.5"
  }
}
resource "openstack_networking_port_v2" "of_a_server" {
  network_id = local.network
  fixed_ip {
    subnet_id  = openstack_networking_subnet_v2.of_servers.id
    ip_address = "192.168.10.20"
  }
}
resource "openstack_compute_instance_v2" "database" {
  name      = "database"
  image_id  = "5b18a4c1-b379-4058-af51-325e90a8fbba"
  flavor_id = "s3.large.2"
  network {
    port = openstack_networking_port_v2.of_a_server.id
  }
}
resource "openstack_networking_port_v2" "address_of_another_server" {
  network_id = local.network
  allowed_address_pairs {
    ip_address = "192.168.10.20"
  }
}
resource "openstack_networking_port_v2" "gateway" {
  network_id = "9d1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a09"
  allowed_address_pairs {
    ip_address = "192.168.20.1/32"
  }
}
resource "openstack_networking_port_v2" "link_local" {
  network_id = local.network
  allowed_address_pairs {
    ip_address = "fe80::1"
  }
}
resource "openstack_networking_port_v2" "network_not_shown" {
  network_id = "7e1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a0a"
  allowed_address_pairs {
    ip_address = "172.16.4.9"
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
      'openstack_networking_port_v2.pods_and_services',
      'openstack_networking_port_v2.of_a_server',
      'openstack_networking_port_v2.link_local',
    ],
    fail: [
      'openstack_networking_port_v2.everyone',
      'openstack_networking_port_v2.everyone_in_pieces',
      'openstack_networking_port_v2.neighbours',
      'openstack_networking_port_v2.other_sites',
      'openstack_networking_port_v2.address_of_another_network',
      'openstack_networking_port_v2.gateway',
    ],
    undecided: [
      'openstack_networking_port_v2.not_known_yet',
      'openstack_networking_port_v2.network_not_shown',
      'openstack_networking_port_v2.address_of_another_server',
    ],
    changes: [
      {
        name: 'a node may use the address of another one',
        stack: 'primary',
        set: {
          'openstack_networking_port_v2.identity_1_port': {
            fixed_ip: [
              { subnet_id: '${openstack_networking_subnet_v2.identity_subnet.id}', ip_address: '10.16.0.20' },
            ],
          },
          'openstack_networking_port_v2.identity_2_port': {
            allowed_address_pairs: [{ ip_address: '10.16.0.20' }],
          },
        },
        outcome: 'fail',
        subjects: ['primary:openstack_networking_port_v2.identity_2_port'],
        says: 'the address of openstack_compute_instance_v2.identity_1_server',
      },
      {
        name: 'a node of research may use an address of the mapping domain',
        stack: 'clinic',
        set: {
          'openstack_networking_port_v2.research_1_port': {
            allowed_address_pairs: [{ ip_address: '10.18.16.7/32' }],
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_networking_port_v2.research_1_port'],
        says: 'openstack_networking_subnet_v2.mapping_subnet, which is not its own',
      },
      {
        name: 'a node may use an address of the internet',
        stack: 'clinic',
        set: {
          'openstack_networking_port_v2.research_1_port': {
            allowed_address_pairs: [{ ip_address: '198.51.100.9' }],
          },
        },
        outcome: 'fail',
        subjects: ['clinic:openstack_networking_port_v2.research_1_port'],
        says: 'which no subnet of its network has',
      },
    ],
  },
});
