import type { Graph, Resource } from '../../graph/graph';
import { isList, isOpen, isUnset, type Reference, Unknown, type Value } from '../../graph/value';
import { covers, parseRange } from './ranges';

export const ruleType = 'openstack_networking_secgroup_rule_v2';
export const portType = 'openstack_networking_port_v2';

/** Three-valued: what is not known is `maybe`. */
export type Ternary = 'yes' | 'no' | 'maybe';

export interface Traffic {
  readonly direction: 'ingress' | 'egress';
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** The range at the other end, all of it. */
  readonly peer: string;
}

/**
 * Who a rule's remote end is. Neutron's rule without any remote admits anyone; a group or address group
 * admits its members; a reference admits what it refers to, which is never everyone.
 */
export type Remote =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'range'; readonly range: string }
  | { readonly kind: 'group' }
  | { readonly kind: 'unknown' };

export function remoteOf(rule: Resource): Remote {
  const range = rule.get('remote_ip_prefix');
  if (typeof range === 'string' && range !== '') return { kind: 'range', range };
  if (range instanceof Unknown && range.kind === 'reference') return { kind: 'unknown' };
  for (const path of ['remote_group_id', 'remote_address_group_id']) {
    const group = rule.get(path);
    if (typeof group === 'string' && group !== '') return { kind: 'group' };
    if (group instanceof Unknown && group.kind === 'reference') {
      // A conditional, a variable or an output may come out as null, and null admits anyone.
      return isIdOfGroup(group) ? { kind: 'group' } : { kind: 'unknown' };
    }
  }
  return { kind: 'anyone' };
}

/** Whether nothing but ids of resources can come out: one of several groups is a group, too. */
function isIdOfGroup({ references }: Unknown): boolean {
  const isId = ({ kind, attribute }: Reference) =>
    (kind === 'resource' || kind === 'data') && attribute === 'id';
  return references.length > 0 && references.every(isId);
}

/** Whether a rule lets all of the traffic through. */
export function ruleAdmits(rule: Resource, traffic: Traffic): Ternary {
  const family = parseRange(traffic.peer)?.[0].kind() === 'ipv6' ? 'IPv6' : 'IPv4';
  return allOf(
    ruleOpens(rule, traffic),
    equals(rule.get('ethertype'), family),
    remoteAdmits(remoteOf(rule), traffic.peer),
  );
}

/** Whether a rule opens a port, whoever is at the other end. */
export function ruleOpens(rule: Resource, traffic: Omit<Traffic, 'peer'>): Ternary {
  return allOf(
    equals(rule.get('direction'), traffic.direction),
    protocolAdmits(rule.get('protocol'), traffic.protocol),
    portsAdmit(rule, traffic.port),
  );
}

function allOf(...answers: readonly Ternary[]): Ternary {
  if (answers.includes('no')) return 'no';
  return answers.includes('maybe') ? 'maybe' : 'yes';
}

function equals(value: Value, wanted: string): Ternary {
  if (value instanceof Unknown) return 'maybe';
  return value === wanted ? 'yes' : 'no';
}

function protocolAdmits(value: Value, wanted: 'tcp' | 'udp'): Ternary {
  if (value instanceof Unknown) return value.kind === 'left-to-cloud' ? 'yes' : 'maybe';
  if (value === null || value === '' || value === 'any' || value === '0') return 'yes';
  const number = wanted === 'tcp' ? '6' : '17';
  return value === wanted || value === number ? 'yes' : 'no';
}

/** Neutron: no range means every port. */
function portsAdmit(rule: Resource, port: number): Ternary {
  const low = rule.get('port_range_min');
  const high = rule.get('port_range_max');
  const isAny = (value: Value) => value === 0 || isUnset(value);
  if (isAny(low) && isAny(high)) return 'yes';
  if (low instanceof Unknown || high instanceof Unknown) return 'maybe';
  return Number(low ?? 0) <= port && port <= Number(high ?? 65_535) ? 'yes' : 'no';
}

function remoteAdmits(remote: Remote, peer: string): Ternary {
  if (remote.kind === 'anyone') return 'yes';
  if (remote.kind === 'unknown') return 'maybe';
  return remote.kind === 'range' && covers(remote.range, peer) ? 'yes' : 'no';
}

/** Whether some rule of a port's groups lets the traffic through, or the port has no filter at all. */
export function portAdmits(graph: Graph, port: Resource, traffic: Traffic): Ternary {
  const filter = isFiltered(graph, port);
  if (filter === 'no') return 'yes';
  if (filter === 'yes' && port.get('no_security_groups') === true) return 'no';
  if (isOpen(port.get('no_security_groups'))) return 'maybe';
  const groups = graph.followAll(port, 'security_group_ids');
  let best: Ternary = filter === 'yes' && groups.certain && namesOnlyPlanned(graph, port) ? 'no' : 'maybe';
  for (const group of groups.targets) {
    for (const { resource: rule, certain } of graph.users(group, ruleType, 'security_group_id')) {
      const answer = ruleAdmits(rule, traffic);
      if (answer === 'yes' && certain && groups.certain) return 'yes';
      if (answer !== 'no') best = 'maybe';
    }
  }
  return best;
}

/** Whether a port has a filter at all; one that says nothing has what its network has, and a network has one. */
function isFiltered(graph: Graph, port: Resource): Ternary {
  const own = port.get('port_security_enabled');
  if (typeof own === 'boolean') return own ? 'yes' : 'no';
  if (!isUnset(own)) return 'maybe';
  const networks = graph.follow(port, 'network_id').targets.map((n) => n.get('port_security_enabled'));
  if (networks.every((value) => value === true || isUnset(value))) return 'yes';
  return networks.every((value) => value === false) ? 'no' : 'maybe';
}

/** False where a port has groups whose rules are elsewhere: the project's default group, or one named by its id. */
function namesOnlyPlanned(graph: Graph, port: Resource): boolean {
  const ids = port.get('security_group_ids');
  return isList(ids) && ids.length > 0 && ids.every((id) => graph.resolve(port, id).targets.length > 0);
}

/** Ports of a server, through its `network` blocks and through separate attachments. */
export function portsOf(graph: Graph, server: Resource): { ports: readonly Resource[]; certain: boolean } {
  const ports = new Set<Resource>();
  const blocks = server.blocks('network');
  let certain = isList(blocks);
  for (const [at] of isList(blocks) ? blocks.entries() : []) {
    const edge = graph.follow(server, `network.${at}.port`);
    // Without a port of the plan, Nova makes one, or takes one from elsewhere.
    if (!edge.certain || edge.targets.length === 0) certain = false;
    for (const target of edge.targets) if (target.type === portType) ports.add(target);
  }
  for (const { resource, certain: isSure } of graph.users(
    server,
    'openstack_compute_interface_attach_v2',
    'instance_id',
  )) {
    const edge = graph.follow(resource, 'port_id');
    if (!edge.certain || !isSure || edge.targets.length === 0) certain = false;
    for (const target of edge.targets) if (target.type === portType) ports.add(target);
  }
  return { ports: [...ports], certain };
}
