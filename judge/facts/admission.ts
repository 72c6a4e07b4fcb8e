import type { Graph, Resource } from '../../graph/graph';
import { isUnset, Unknown, type Value } from '../../graph/value';
import { peersOf } from './exposure';
import { coversTogether, parseRange } from './ranges';
import { protocolNumber, type Ternary } from './reach';

/** Whom a rule lets in, and where; `undefined` where that is not known. */
export interface Admission {
  readonly rule: Resource;
  readonly ethertype: Value;
  /** IANA number, or any. */
  readonly protocol: number | 'any' | undefined;
  /** First and last port, or type and code of ICMP. */
  readonly ports: readonly [number, number] | undefined;
  /** Ranges; anyone; or members of a group, by what names it. */
  readonly from: readonly string[] | 'anyone' | { readonly group: string } | undefined;
}

/** What an ingress rule admits, in the graph that it is of. */
export function admissionOf(rule: Resource, graph: Graph): Admission {
  const stated = rule.get('protocol');
  const protocol = isUnset(stated) ? 'any' : typeof stated === 'string' ? protocolNumber(stated) : undefined;
  return {
    rule,
    ethertype: rule.get('ethertype'),
    protocol,
    ports: portsOf(rule),
    from: fromOf(rule, graph),
  };
}

/** What identifies a group in one graph and in another: its address where it is managed, else the id that is stated. */
export function groupName(graph: Graph, from: Resource, value: Value): string | undefined {
  const { targets, complete } = graph.resolve(from, value);
  const [target] = targets;
  if (target !== undefined && targets.length === 1 && complete) return `${target.stack}:${target.address}`;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function portsOf(rule: Resource): readonly [number, number] | undefined {
  const [low, high] = [rule.get('port_range_min'), rule.get('port_range_max')];
  const isAny = (value: Value) => value === 0 || isUnset(value);
  if (isAny(low) && isAny(high)) return [0, 65_535];
  if (low instanceof Unknown || high instanceof Unknown) return undefined;
  return [Number(low ?? 0), Number(high ?? 65_535)];
}

function fromOf(rule: Resource, graph: Graph): Admission['from'] {
  const peers = peersOf(rule, graph);
  if (peers === 'unknown') return undefined;
  if (peers !== 'group') return peers;
  const path = isUnset(rule.get('remote_group_id')) ? 'remote_address_group_id' : 'remote_group_id';
  const group = groupName(graph, rule, rule.get(path));
  return group === undefined ? undefined : { group };
}

/** Whether everything that one rule admits was admitted by others together. */
export function isAdmittedBy(one: Admission, others: readonly Admission[]): Ternary {
  const { from, protocol, ports, ethertype } = one;
  if (from === undefined || protocol === undefined || ports === undefined || ethertype instanceof Unknown)
    return 'maybe';
  const same = others.filter(
    (other) =>
      other.ethertype === ethertype &&
      (other.protocol === 'any' || (other.protocol !== undefined && other.protocol === protocol)) &&
      other.ports !== undefined &&
      other.ports[0] <= ports[0] &&
      other.ports[1] >= ports[1],
  );
  if (same.some((other) => other.from === 'anyone')) return 'yes';
  if (from === 'anyone') return 'no';
  if (isRanges(from)) {
    const ranges = same.flatMap((other) => (isRanges(other.from) ? other.from : []));
    const added = from.filter((range) => !ranges.includes(range) && !coversTogether(ranges, range));
    if (added.length === 0) return 'yes';
    // What is no range that can be read may be one that was let in.
    return added.some((range) => parseRange(range) !== undefined) ? 'no' : 'maybe';
  }
  const { group } = from;
  const isSame = same.some(({ from: other }) => isGroup(other) && other.group === group);
  return isSame ? 'yes' : 'no';
}

function isRanges(from: Admission['from']): from is readonly string[] {
  return Array.isArray(from);
}

function isGroup(from: Admission['from']): from is { readonly group: string } {
  return typeof from === 'object' && !Array.isArray(from);
}

const spokenProtocols: Readonly<Record<string, string>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP', 58: 'ICMPv6' };

/** `10.0.0.0/8 on TCP 5432`, for messages. */
export function describeAdmission({ from, protocol, ports }: Admission): string {
  const who =
    from === undefined
      ? 'somebody unknown'
      : isGroup(from)
        ? `members of ${from.group}`
        : from === 'anyone'
          ? 'anyone'
          : (from as readonly string[]).join(', ');
  const kind =
    protocol === undefined
      ? 'a protocol that is not known'
      : protocol === 'any'
        ? 'every protocol'
        : (spokenProtocols[protocol] ?? `protocol ${protocol}`);
  if (ports === undefined) return `${who} on ${kind}, at ports that are not known`;
  const [low, high] = ports;
  const where = low === 0 && high === 65_535 ? '' : low === high ? ` ${low}` : ` ${low} to ${high}`;
  return `${who} on ${kind}${where}`;
}
