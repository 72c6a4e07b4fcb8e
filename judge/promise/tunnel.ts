import type { Site } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isList, isUnset, Unknown } from '../../graph/value';
import {
  ikePolicyCryptography,
  ikePolicyType,
  ipsecPolicyCryptography,
  ipsecPolicyType,
} from '../facts/cryptography';
import { covers } from '../facts/ranges';
import type { Ternary } from '../facts/reach';
import { shareKey } from '../facts/shared-key';
import { Trail } from './trail';

const connectionType = 'openstack_vpnaas_site_connection_v2';
const serviceType = 'openstack_vpnaas_service_v2';
const groupType = 'openstack_vpnaas_endpoint_group_v2';
const routerType = 'openstack_networking_router_v2';
const interfaceType = 'openstack_networking_router_interface_v2';

/** Where a tunnel is to lead: a subnet at a site. */
export interface TunnelEnd {
  readonly copy: { readonly site: Site };
  /** Something of the site's stack. */
  readonly port: Pick<Resource, 'stack'>;
  readonly subnet: Resource;
  readonly range: string;
}

/** One end of a tunnel: its connection and the two policies that it offers. */
export interface Suite {
  readonly connection: Resource;
  readonly ike: Resource | undefined;
  readonly ipsec: Resource | undefined;
}

interface Half extends Suite {
  readonly trail: Trail;
}

/**
 * One end's half of the tunnel: subnet → router → VPN service → connection → both ranges and both policies.
 * @returns what this end offers, undefined where there is no tunnel
 */
export function tunnel(
  graph: Graph,
  at: TunnelEnd,
  peer: TunnelEnd,
  asOf: string,
  trail: Trail,
): Suite | undefined {
  const to = `from ${at.copy.site.name} to ${peer.copy.site.name}`;
  const here = graph.ofType(connectionType).filter((c) => c.stack === at.port.stack);
  const connections = here.filter((c) => c.get('peer_address') === peer.copy.site.network.gatewayAddress);
  if (connections.length === 0) {
    const unknown = here.find((c) => c.get('peer_address') instanceof Unknown);
    if (unknown) trail.doubts(`whether there is a tunnel ${to} is not known`, unknown);
    else trail.lacks(`no tunnel ${to}`);
    return undefined;
  }
  const halves = connections.map((connection) => examineConnection(graph, connection, at, peer, to, asOf));
  const best = halves.toSorted((a, b) => a.trail.rank - b.trail.rank)[0] as Half;
  trail.joins(best.trail);
  return best;
}

/** Two ends that offer each other different algorithms, or both wait for the other, have no tunnel between them. */
export function joinSuites(
  [one, other]: readonly (Suite | undefined)[],
  between: string,
  trail: Trail,
): void {
  if (one && other) {
    joinInitiators(one.connection, other.connection, between, trail);
    joinKeys(one.connection, other.connection, between, trail);
    joinNames(one.connection, other.connection, between, trail);
    joinNames(other.connection, one.connection, between, trail);
  }
  for (const which of ['ike', 'ipsec'] as const) {
    const [a, b] = [one?.[which], other?.[which]];
    if (!a || !b) continue;
    for (const path of [
      'ike_version',
      'transform_protocol',
      'encapsulation_mode',
      'encryption_algorithm',
      'auth_algorithm',
      'pfs',
    ]) {
      const [mine, theirs] = [a.get(path), b.get(path)];
      if (typeof mine !== 'string' || typeof theirs !== 'string' || mine === theirs) continue;
      trail.lacks(`the two ends ${between} do not agree: ${path} is ${a.show(path)} and ${b.show(path)}`, a);
    }
  }
}

function joinInitiators(one: Resource, other: Resource, between: string, trail: Trail): void {
  const waits = [one, other].map((connection) => {
    const value = connection.get('initiator');
    // Left out it is bi-directional.
    if (isUnset(value)) return 'no';
    if (value instanceof Unknown) return 'maybe';
    return value === 'response-only' ? 'yes' : 'no';
  });
  if (waits.includes('no')) return;
  if (waits.includes('maybe')) {
    trail.doubts(`which end ${between} opens the tunnel is not known: initiator is open`, one);
  } else trail.lacks(`neither end ${between} opens the tunnel: initiator is "response-only" at both`, one);
}

/** Both ends have the same pre-shared key. */
function joinKeys(one: Resource, other: Resource, between: string, trail: Trail): void {
  const shared = shareKey(one, other, 'psk');
  if (shared === 'no') trail.lacks(`the two ends ${between} have different pre-shared keys`, one);
  else if (shared === 'maybe') {
    trail.doubts(`whether the two ends ${between} have the same pre-shared key is not known`, one);
  }
}

/** An end that gives itself a name gives the one that the other end expects. */
function joinNames(one: Resource, other: Resource, between: string, trail: Trail): void {
  const [name, expected] = [one.get('local_id'), other.get('peer_id')];
  // Left out it is the gateway's address, which is what the other end has to expect anyway.
  if (isUnset(name) || name === expected) return;
  if (name instanceof Unknown || expected instanceof Unknown) {
    trail.doubts(`whether the two ends ${between} know each other is not known: local_id is open`, one);
  } else {
    const said = `local_id is ${one.show('local_id')}, and the other end expects ${other.show('peer_id')}`;
    trail.lacks(`the two ends ${between} do not know each other: ${said}`, one);
  }
}

function examineConnection(
  graph: Graph,
  connection: Resource,
  at: TunnelEnd,
  peer: TunnelEnd,
  to: string,
  asOf: string,
): Half {
  const trail = new Trail();
  const find = (path: string, type: string, what: string) =>
    only(graph, connection, path, type, `the ${what} of the tunnel ${to}`, trail);
  if (connection.repeated) trail.doubts(`how many tunnels ${to} there will be is not known`, connection);
  trail.needs(connection, 'admin_state_up', true, `the tunnel ${to}`);
  const { gatewayAddress } = peer.copy.site.network;
  trail.expects(connection, 'peer_id', gatewayAddress, `a tunnel ${to} that knows its peer`);
  const service = find('vpnservice_id', serviceType, 'VPN service');
  if (service) {
    trail.needs(service, 'admin_state_up', true, `the VPN service of the tunnel ${to}`);
    routed(graph, at.subnet, service, to, trail);
  }
  for (const [side, end] of [['local', at] as const, ['peer', peer] as const]) {
    const what = `${side === 'local' ? 'local' : 'remote'} range`;
    const group = find(`${side}_ep_group_id`, groupType, what);
    if (group) holds(graph, group, end, `the ${what} of the tunnel ${to}`, trail);
  }
  const ike = find('ikepolicy_id', ikePolicyType, 'IKE policy');
  if (ike) trail.takes(ikePolicyCryptography(ike, asOf), ike);
  const ipsec = find('ipsecpolicy_id', ipsecPolicyType, 'IPSEC policy');
  if (ipsec) trail.takes(ipsecPolicyCryptography(ipsec, asOf), ipsec);
  return { trail, connection, ike, ipsec };
}

/** The one resource of a type that an attribute leads to; what is missing or not known goes to the trail. */
function only(
  graph: Graph,
  from: Resource,
  path: string,
  type: string,
  what: string,
  trail: Trail,
): Resource | undefined {
  const edge = graph.follow(from, path);
  const targets = edge.targets.filter((t) => t.type === type && t.remains);
  const [target] = targets;
  if (!target) {
    const value = from.get(path);
    // What goes away, or is named and not there, is missing; what lies outside of the plan is not known.
    const isGone = edge.targets.length > 0 || (value instanceof Unknown && value.exact && edge.complete);
    if (isUnset(value) || isGone) trail.lacks(`${what} is missing`, from);
    else trail.doubts(`${what} is not known`, from);
    return undefined;
  }
  if (!edge.certain || targets.length > 1) trail.doubts(`${what} is not known for certain`, from);
  return target;
}

function routed(graph: Graph, subnet: Resource, service: Resource, to: string, trail: Trail): void {
  const router = only(graph, service, 'router_id', routerType, `the router of the tunnel ${to}`, trail);
  if (!router) return;
  trail.needs(router, 'admin_state_up', true, `the router of the tunnel ${to}`);
  if (isUnset(router.get('external_network_id')))
    trail.lacks(`the router of the tunnel ${to} has no external network`, router);
  const answer = joinedToRouterOf(graph, subnet, router);
  if (answer === 'yes') return;
  if (answer === 'maybe') {
    trail.doubts(`whether the subnet is attached to the router of the tunnel ${to} is not known`, subnet);
  } else trail.lacks(`the subnet is not attached to the router of the tunnel ${to}`, subnet);
}

/** Whether some interface joins a subnet to a router. */
export function joinedToRouterOf(graph: Graph, subnet: Resource, router: Resource): Ternary {
  const answers = graph.users(subnet, interfaceType, 'subnet_id').map(({ resource, certain }): Ternary => {
    const edge = graph.follow(resource, 'router_id');
    if (!edge.targets.includes(router)) return edge.complete ? 'no' : 'maybe';
    return certain && edge.certain ? 'yes' : 'maybe';
  });
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

/** Routers that have an interface in a subnet, as far as the plan shows. */
export function routersOf(graph: Graph, subnet: Resource): readonly Resource[] {
  return graph
    .users(subnet, interfaceType, 'subnet_id')
    .flatMap(({ resource }) => graph.follow(resource, 'router_id').targets);
}

/** The endpoint group has the end's range in it, as a range or as its subnet. */
function holds(graph: Graph, group: Resource, end: TunnelEnd, what: string, trail: Trail): void {
  const list = group.get('endpoints');
  if (isUnset(list)) {
    trail.lacks(`${what} is empty`, group);
    return;
  }
  if (!isList(list)) {
    trail.doubts(`${what} is not known`, group);
    return;
  }
  const answers = list.map((one) => {
    if (typeof one === 'string' && covers(one, end.range)) return 'yes';
    const edge = graph.resolve(group, one);
    if (edge.targets.includes(end.subnet)) return edge.certain ? 'yes' : 'maybe';
    return edge.complete ? 'no' : 'maybe';
  });
  if (answers.includes('yes')) return;
  if (answers.includes('maybe')) trail.doubts(`${what} is not known for certain`, group);
  else trail.lacks(`${what} leaves out ${end.range}`, group);
}
