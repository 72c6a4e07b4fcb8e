import type { Site } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isList, isMap, type Value } from '../../graph/value';
import { covers, freeBits, overlap } from '../../judge/facts/ranges';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  pass,
  seen,
  undecided,
  worstOf,
} from '../../judge/policy';

const routeType = 'openstack_networking_router_route_v2';
const routesType = 'openstack_networking_router_routes_v2';
const subnetRouteType = 'openstack_networking_subnet_route_v2';
const associations = ['network', 'router', 'port'].map((what) => `openstack_bgpvpn_${what}_associate_v2`);

/** Whether a route's router ends the site's tunnels; `maybe` where the plan does not show it. */
function endsTunnels(route: Resource, graph: Graph): 'yes' | 'no' | 'maybe' {
  const { targets, certain } = graph.follow(route, 'router_id');
  const [router] = targets;
  if (!router || !certain) return 'maybe';
  const services = graph.users(router, 'openstack_vpnaas_service_v2', 'router_id');
  if (services.some((service) => service.certain)) return 'yes';
  return services.length === 0 ? 'no' : 'maybe';
}

/** One route: what leads to another site's addresses has to be left to the tunnel. */
function judgeRoute(
  route: Resource,
  path: string,
  destination: Value,
  { graph, estate, siteOfStack }: Context,
): Finding {
  const evidence = [seen(route, path), seen(route, 'next_hop')];
  if (typeof destination !== 'string')
    return undecided('where its route leads is not known yet', evidence[0] ?? seen(route, path));
  const own = siteOfStack(route.stack);
  const others = estate.sites.filter(
    (site) => site.name !== own?.name && overlap(site.network.range, destination),
  );
  const isWithinOwn = own !== undefined && covers(own.network.range, destination);
  if (others.length === 0 || isWithinOwn) return pass;
  const names = others.map(({ name }: Site) => name).join(', ');
  if (freeBits(destination) === 32 || freeBits(destination) === 128) {
    return undecided(
      `it routes everything, what is for ${names} too, and whether through a tunnel is not shown`,
      ...evidence,
    );
  }
  const way = `it routes ${destination} (${names})`;
  if (route.type === subnetRouteType) {
    return undecided(`${way}, and whether its next hop ends the tunnel there is not shown`, ...evidence);
  }
  const answer = endsTunnels(route, graph);
  return answer === 'yes'
    ? fail(`${way} beside the tunnels that its router ends`, ...evidence)
    : undecided(`${way}, and whether its next hop ends the tunnel there is not shown`, ...evidence);
}

function judgeRoutes(list: Resource, context: Context): Finding {
  const routes = list.blocks('routes');
  if (!isList(routes)) return undecided('which routes it makes is not known yet', seen(list, 'routes'));
  return worstOf(
    routes.map((route) =>
      judgeRoute(list, 'routes', isMap(route) ? (route.destination_cidr ?? null) : route, context),
    ),
  );
}

export default definePolicy({
  title: 'Nothing but encrypted tunnels leads from site to site',
  severity: 'critical',
  why: 'A tunnel protects what runs through it and nothing else. A route past it, or a network that the provider joins with another one, carries the same patient data in plain text over lines of somebody else.',
  avoid:
    'a static route to another site’s range on the router that ends the tunnels, or a BGP VPN, which joins networks without encrypting',
  prefer: 'the construct `SiteLink` for each pair of sites, and no route to their ranges',
  remediation:
    'Take the route or the association away, and let the tunnel between the two sites carry its ranges.',
  controls: ['C5:2020 CRY-02', 'C5:2020 COS-01', 'C5:2026 CRY-04', 'Grundschutz++ ARCH.6.2'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [routeType, routesType, subnetRouteType, ...associations],
  examine(resource, context) {
    if (associations.includes(resource.type)) {
      return fail(
        'it joins networks over the provider’s own lines, which encrypt nothing',
        seen(resource, 'bgpvpn_id'),
      );
    }
    return resource.type === routesType
      ? judgeRoutes(resource, context)
      : judgeRoute(resource, 'destination_cidr', resource.get('destination_cidr'), context);
  },
  examples: {
    terraform: `
resource "openstack_networking_router_v2" "edge" {
  name = "edge"
}
resource "openstack_vpnaas_service_v2" "edge" {
  router_id = openstack_networking_router_v2.edge.id
}
resource "openstack_networking_router_route_v2" "within_the_site" {
  router_id        = openstack_networking_router_v2.edge.id
  destination_cidr = "10.16.64.0/24"
  next_hop         = "10.16.0.9"
}
resource "openstack_networking_router_route_v2" "beside_the_tunnel" {
  router_id        = openstack_networking_router_v2.edge.id
  destination_cidr = "10.18.0.0/20"
  next_hop         = "10.16.0.9"
}
resource "openstack_networking_router_routes_v2" "beside_the_tunnel" {
  router_id = openstack_networking_router_v2.edge.id
  routes {
    destination_cidr = "192.0.2.0/24"
    next_hop         = "10.16.0.9"
  }
  routes {
    destination_cidr = "10.17.0.0/16"
    next_hop         = "10.16.0.9"
  }
}
resource "openstack_networking_router_route_v2" "everything" {
  router_id        = openstack_networking_router_v2.edge.id
  destination_cidr = "0.0.0.0/0"
  next_hop         = "10.16.0.9"
}
resource "openstack_networking_subnet_route_v2" "for_the_servers_of_a_subnet" {
  subnet_id        = "20415a97-3c9e-45d3-917f-078950644697"
  destination_cidr = "10.18.0.0/20"
  next_hop         = "10.16.0.9"
}
resource "openstack_networking_router_route_v2" "of_a_router_from_elsewhere" {
  router_id        = "20415a97-3c9e-45d3-917f-078950644697"
  destination_cidr = "10.18.0.0/20"
  next_hop         = "10.16.0.9"
}
resource "openstack_bgpvpn_network_associate_v2" "joined" {
  bgpvpn_id  = "20415a97-3c9e-45d3-917f-078950644697"
  network_id = "20415a97-3c9e-45d3-917f-078950644698"
}
`,
    existing: {
      'openstack_networking_router_v2.edge': {
        id: '11111111-2222-4333-8444-555555555555',
        name: 'edge',
        region: 'eu-de',
        tenant_id: 'project',
        distributed: false,
        availability_zone_hints: [],
      },
      'openstack_vpnaas_service_v2.edge': {
        id: '22222222-2222-4333-8444-555555555555',
        router_id: '11111111-2222-4333-8444-555555555555',
        admin_state_up: true,
        region: 'eu-de',
        tenant_id: 'project',
      },
    },
    pass: ['openstack_networking_router_route_v2.within_the_site'],
    fail: [
      'openstack_networking_router_route_v2.beside_the_tunnel',
      'openstack_networking_router_routes_v2.beside_the_tunnel',
      'openstack_bgpvpn_network_associate_v2.joined',
    ],
    undecided: [
      'openstack_networking_router_route_v2.everything',
      'openstack_networking_subnet_route_v2.for_the_servers_of_a_subnet',
      'openstack_networking_router_route_v2.of_a_router_from_elsewhere',
    ],
  },
});
