import { domains, type Site } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { covers, type Interval, intervalOf, overlap } from '../../judge/facts/ranges';
import { definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

const subnetType = 'openstack_networking_subnet_v2';

interface Taken extends Interval {
  readonly subnet: Resource;
}

const indexes = new WeakMap<Graph, ReadonlyMap<Resource, Resource>>();

/** For each subnet that shares addresses with another one of any stack, one that it shares them with. */
function overlapping(graph: Graph): ReadonlyMap<Resource, Resource> {
  const known = indexes.get(graph);
  if (known) return known;
  const taken = graph.ofType(subnetType).flatMap((subnet): Taken[] => {
    const cidr = subnet.get('cidr');
    const interval = typeof cidr === 'string' ? intervalOf(cidr) : undefined;
    return interval ? [{ ...interval, subnet }] : [];
  });
  const pairs = new Map<Resource, Resource>();
  // Ranges in CIDR notation are nested or apart: sorted, one that overlaps the widest open one lies in it.
  for (const family of ['ipv4', 'ipv6'] as const) {
    const sorted = taken
      .filter((one) => one.family === family)
      .toSorted((a, b) => a.first - b.first || b.last - a.last);
    let widest: Taken | undefined;
    for (const one of sorted) {
      if (widest === undefined || one.first > widest.last) widest = one;
      else {
        pairs.set(one.subnet, widest.subnet);
        if (!pairs.has(widest.subnet)) pairs.set(widest.subnet, one.subnet);
      }
    }
  }
  indexes.set(graph, pairs);
  return pairs;
}

function judgeDeclared(subnet: Resource, cidr: string, { name, network }: Site): Finding {
  const evidence = seen(subnet, 'cidr');
  if (!covers(network.range, cidr)) {
    return fail(`${cidr} lies outside the range declared for ${name}, ${network.range}`, evidence);
  }
  const declared = [...domains.map((domain) => [domain, network.subnets[domain]] as const)];
  const [domain, range] = declared.find(([, one]) => overlap(one, cidr)) ?? [];
  if (range !== undefined && range !== cidr) {
    return fail(`${cidr} overlaps the subnet declared for ${domain} at ${name}, ${range}`, evidence);
  }
  if (overlap(network.management, cidr) && network.management !== cidr) {
    return fail(`${cidr} overlaps the management range of ${name}, ${network.management}`, evidence);
  }
  return pass;
}

export default definePolicy({
  title: 'Subnets lie in their site’s range, as declared, and share no address',
  severity: 'high',
  why: 'Tunnels and security group rules name ranges. Where two sites or domains share addresses, a packet goes to the wrong one of them, and a rule admits both.',
  avoid:
    'a subnet outside its site’s range, across the border of a declared one, or with another one’s addresses',
  prefer: 'the subnets that `network.subnets` of the site declares; the construct `DomainNetwork`',
  remediation: 'Take a free part of the site’s range, or correct the site’s declaration.',
  controls: ['C5:2020 COS-01', 'C5:2020 OPS-24'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [subnetType],
  examine(subnet, { graph, siteOfStack }) {
    const cidr = subnet.get('cidr');
    const evidence = seen(subnet, 'cidr');
    if (typeof cidr !== 'string' || intervalOf(cidr) === undefined) {
      return undecided('its range is not known yet', evidence);
    }
    const other = overlapping(graph).get(subnet);
    if (other) {
      const message = `it shares addresses with ${other.stack}:${other.address}`;
      return fail(message, evidence, seen(other, 'cidr'));
    }
    const site = siteOfStack(subnet.stack);
    return site
      ? judgeDeclared(subnet, cidr, site)
      : undecided('its site is not known, and with it its range', evidence);
  },
  examples: {
    terraform: `
locals {
  network = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a02"
}
resource "openstack_networking_subnet_v2" "identity" {
  network_id = local.network
  cidr       = "10.16.0.0/20"
}
resource "openstack_networking_subnet_v2" "free_part" {
  network_id = local.network
  cidr       = "10.16.100.0/24"
}
resource "openstack_networking_subnet_v2" "part_of_mapping" {
  network_id = local.network
  cidr       = "10.16.16.0/24"
}
resource "openstack_networking_subnet_v2" "at_another_site" {
  network_id = local.network
  cidr       = "10.17.0.0/20"
}
resource "openstack_networking_subnet_v2" "one" {
  network_id = local.network
  cidr       = "10.16.128.0/22"
}
resource "openstack_networking_subnet_v2" "inside_it" {
  network_id = local.network
  cidr       = "10.16.130.0/24"
}
resource "openstack_networking_subnet_v2" "from_pool" {
  network_id    = local.network
  subnetpool_id = "2c1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a03"
}
`,
    pass: ['openstack_networking_subnet_v2.identity', 'openstack_networking_subnet_v2.free_part'],
    fail: [
      'openstack_networking_subnet_v2.part_of_mapping',
      'openstack_networking_subnet_v2.at_another_site',
      'openstack_networking_subnet_v2.one',
      'openstack_networking_subnet_v2.inside_it',
    ],
    undecided: ['openstack_networking_subnet_v2.from_pool'],
    changes: [
      {
        name: 'the mirror takes the range of the primary site',
        stack: 'mirror',
        set: { 'openstack_networking_subnet_v2.identity_subnet': { cidr: '10.16.0.0/20' } },
        outcome: 'fail',
        subjects: [
          'mirror:openstack_networking_subnet_v2.identity_subnet',
          'primary:openstack_networking_subnet_v2.identity_subnet',
        ],
        says: 'shares addresses with',
      },
    ],
  },
});
