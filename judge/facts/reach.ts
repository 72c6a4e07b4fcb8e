import type { Graph, Resource } from '../../graph/graph';
import { isUnset, Unknown, type Value } from '../../graph/value';

export const ruleType = 'openstack_networking_secgroup_rule_v2';
export const portType = 'openstack_networking_port_v2';

/** Three-valued: what is not known is `maybe`. */
export type Ternary = 'yes' | 'no' | 'maybe';

export interface Traffic {
  readonly direction: 'ingress' | 'egress';
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** Last port of a range that begins with `port`. @default - that port alone */
  readonly lastPort?: number;
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

export function remoteOf(rule: Resource, graph: Graph): Remote {
  const range = rule.get('remote_ip_prefix');
  if (typeof range === 'string' && range !== '') return { kind: 'range', range };
  if (range instanceof Unknown && range.kind === 'reference') return { kind: 'unknown' };
  for (const path of ['remote_group_id', 'remote_address_group_id']) {
    const group = rule.get(path);
    if (typeof group === 'string' && group !== '') return { kind: 'group' };
    if (group instanceof Unknown && group.kind === 'reference') {
      // A conditional, a variable or an output may come out as null, and null admits anyone.
      return isIdOfOne(rule, group, graph) ? { kind: 'group' } : { kind: 'unknown' };
    }
  }
  return { kind: 'anyone' };
}

/**
 * Whether nothing but the id of a resource that is there can come out. What names several, or something of which
 * there is no instance, may come out as null.
 */
function isIdOfOne(rule: Resource, value: Unknown, graph: Graph): boolean {
  const [one, ...more] = value.references;
  const isId = (one?.kind === 'resource' || one?.kind === 'data') && one.attribute === 'id';
  if (!isId || more.length > 0 || value.composed) return false;
  return value.exact || graph.resolve(rule, value).targets.length > 0;
}

/** Whether a rule opens a port, whoever is at the other end. */
export function ruleOpens(rule: Resource, traffic: Omit<Traffic, 'peer'>): Ternary {
  return portsOpenedBy(rule, traffic)(traffic.port, traffic.lastPort);
}

/** Whether a rule opens ports, each or a range: what is the same for all of them is read once. */
export function portsOpenedBy(
  rule: Resource,
  { direction, protocol }: Pick<Traffic, 'direction' | 'protocol'>,
): (port: number, lastPort?: number) => Ternary {
  const admits = allOf(
    equals(rule.get('direction'), direction),
    protocolAdmits(rule.get('protocol'), protocol),
  );
  if (admits === 'no') return () => 'no';
  const [low, high] = [rule.get('port_range_min'), rule.get('port_range_max')];
  return (port, lastPort = port) => allOf(admits, portsAdmit(low, high, port, lastPort));
}

/** Whether all of them are so. */
export function allOf(...answers: readonly Ternary[]): Ternary {
  if (answers.includes('no')) return 'no';
  return answers.includes('maybe') ? 'maybe' : 'yes';
}

/** Whether a value is the wanted one, whatever it is compared with. */
export function equals(value: Value, wanted: string): Ternary {
  if (value instanceof Unknown) return 'maybe';
  return value === wanted ? 'yes' : 'no';
}

/** IANA numbers of the protocols that a rule may name (provider: validation of `protocol`). */
const protocolNumbers: Readonly<Record<string, number>> = {
  ah: 51,
  dccp: 33,
  egp: 8,
  esp: 50,
  gre: 47,
  icmp: 1,
  icmpv6: 58,
  igmp: 2,
  ipip: 4,
  'ipv6-encap': 41,
  'ipv6-frag': 44,
  'ipv6-icmp': 58,
  'ipv6-nonxt': 59,
  'ipv6-opts': 60,
  'ipv6-route': 43,
  ospf: 89,
  pgm: 113,
  rsvp: 46,
  sctp: 132,
  tcp: 6,
  udp: 17,
  udplite: 136,
  vrrp: 112,
};

/**
 * The IANA number of the protocol that a rule states; `any` for every protocol, undefined where it is none.
 * Provider and Neutron take a number as their languages read it: `06` and `+6` are TCP as well.
 */
export function protocolNumber(stated: string): number | 'any' | undefined {
  if (stated === '' || stated === 'any') return 'any';
  const name = stated.toLowerCase();
  const named = Object.hasOwn(protocolNumbers, name) ? protocolNumbers[name] : undefined;
  const number = /^[+-]?\d+$/.test(stated) ? Number(stated) : named;
  if (number === undefined || number < 0 || number > 255) return undefined;
  return number === 0 ? 'any' : number;
}

function protocolAdmits(value: Value, wanted: 'tcp' | 'udp'): Ternary {
  if (value instanceof Unknown) return value.kind === 'left-to-cloud' ? 'yes' : 'maybe';
  if (value === null) return 'yes';
  const number = protocolNumber(String(value));
  if (number === undefined) return 'maybe';
  return number === 'any' || number === protocolNumbers[wanted] ? 'yes' : 'no';
}

/** Neutron: no range means every port. It refuses one that ends before it begins, so nothing says what is meant. */
function portsAdmit(low: Value, high: Value, port: number, lastPort: number): Ternary {
  const isAny = (value: Value) => value === 0 || isUnset(value);
  if (isAny(low) && isAny(high)) return 'yes';
  if (low instanceof Unknown || high instanceof Unknown) return 'maybe';
  const [first, last] = [Number(low ?? 0), Number(high ?? 65_535)];
  if (!(first <= last)) return 'maybe';
  return first <= port && lastPort <= last ? 'yes' : 'no';
}
