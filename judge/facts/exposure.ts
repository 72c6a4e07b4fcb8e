import type { Graph, Resource } from '../../graph/graph';
import { describe, isList, isOpen, isUnset, Unknown } from '../../graph/value';
import { type Finding, fail, pass, seen, undecided } from '../finding';
import { type Interval, intervalOf, isEveryone, isUnrouted } from './ranges';
import { protocolNumber, remoteOf, ruleType } from './reach';

type Direction = 'ingress' | 'egress';
/** The other end of a rule: everyone, some ranges, members of a group, or not known. */
export type Peers = 'anyone' | 'group' | 'unknown' | readonly string[];

/**
 * Whether a security group rule is open to everyone: it names nobody, a range as good as everyone, or one that is
 * so together with the other rules of its group for the same protocol and port.
 * @returns undefined where the rule is for the other direction
 */
export function openness(rule: Resource, direction: Direction, graph: Graph): Finding | undefined {
  const stated = rule.get('direction');
  if (typeof stated === 'string' && stated !== direction) return undefined;
  const evidence = ['remote_ip_prefix', 'remote_group_id', 'remote_address_group_id', 'direction'].map(
    (path) => seen(rule, path),
  );
  const peers = peersOf(rule, graph);
  const why = whyOpen(rule, peers, direction, graph);
  if (why !== undefined) {
    return stated instanceof Unknown
      ? undecided(`its direction is not known yet, and ${why}`, ...evidence)
      : fail(why, ...evidence);
  }
  if (peers === 'unknown') return undecided(whyUnknown(rule, graph), ...evidence);
  if (Array.isArray(peers) && peers.some((range) => intervalOf(range) === undefined)) {
    return undecided(`${peers.join(', ')} is no range that can be read`, ...evidence);
  }
  return pass;
}

function whyUnknown(rule: Resource, graph: Graph): string {
  if (isOpen(rule.get('remote_ip_prefix'))) return 'which range is at the other end is not shown';
  const path = ['remote_group_id', 'remote_address_group_id'].find((one) => isOpen(rule.get(one)));
  const isAddresses = path === 'remote_address_group_id' && remoteOf(rule, graph).kind === 'group';
  return isAddresses || path === undefined
    ? 'which addresses are at the other end is not shown'
    : `whether its ${path} comes to a group, or to nothing and so to anyone, is not shown`;
}

function whyOpen(rule: Resource, peers: Peers, direction: Direction, graph: Graph): string | undefined {
  const verb = direction === 'ingress' ? 'admits' : 'lets traffic out to';
  if (peers === 'anyone') return `it names no other end, so it ${verb} anyone`;
  if (!Array.isArray(peers)) return undefined;
  if (isEveryone(intervalsOf(peers))) return `it ${verb} ${peers.join(', ')}, which is as good as anyone`;
  if (rulesOpenTogether(graph, direction).has(rule)) {
    return `together with other rules of its group it ${verb} as good as anyone`;
  }
  return undefined;
}

export function peersOf(rule: Resource, graph: Graph): Peers {
  const remote = remoteOf(rule, graph);
  if (remote.kind === 'anyone') return 'anyone';
  if (remote.kind === 'unknown') return 'unknown';
  if (remote.kind === 'range') return [remote.range];
  if (isUnset(rule.get('remote_address_group_id'))) return 'group';
  const { targets, complete } = graph.follow(rule, 'remote_address_group_id');
  const [addresses] = targets.map((target) => target.get('addresses'));
  if (!complete || targets.length !== 1 || !isList(addresses)) return 'unknown';
  return addresses.every((one): one is string => typeof one === 'string') ? addresses : 'unknown';
}

function intervalsOf(ranges: readonly string[]): Interval[] {
  return ranges.flatMap((range) => intervalOf(range) ?? []);
}

interface Opening {
  readonly rule: Resource;
  readonly intervals: readonly Interval[];
  /** IANA number, or undefined for every protocol. */
  readonly protocol: number | undefined;
  readonly low: number;
  readonly high: number;
}

const found = new WeakMap<Graph, Map<Direction, ReadonlySet<Resource>>>();

/** Rules with ranges that are open to everyone only together with others of their group, at some port. */
function rulesOpenTogether(graph: Graph, direction: Direction): ReadonlySet<Resource> {
  const known = found.get(graph) ?? new Map<Direction, ReadonlySet<Resource>>();
  found.set(graph, known);
  const rules = known.get(direction) ?? findOpenTogether(graph, direction);
  known.set(direction, rules);
  return rules;
}

function findOpenTogether(graph: Graph, direction: Direction): ReadonlySet<Resource> {
  const groups = new Map<string, Opening[]>();
  for (const rule of graph.ofType(ruleType)) {
    const peers = peersOf(rule, graph);
    if (!Array.isArray(peers) || rule.get('direction') !== direction) continue;
    const intervals = intervalsOf(peers);
    // What is everyone alone is found alone, and private ranges add nothing to the others.
    if (isEveryone(intervals) || intervals.every(isUnrouted)) continue;
    const id = `${rule.stack} ${groupOf(rule, graph)}`;
    const openings = groups.get(id) ?? [];
    openings.push({ rule, intervals, ...serviceOf(rule) });
    groups.set(id, openings);
  }
  return new Set([...groups.values()].flatMap(openTogether));
}

/** The same for rules of one group, in whatever modules they stand; what is not known is so within a module only. */
function groupOf(rule: Resource, graph: Graph): string {
  const { targets } = graph.follow(rule, 'security_group_id');
  const [target] = targets;
  if (target !== undefined && targets.length === 1) return target.address;
  const stated = rule.get('security_group_id');
  return typeof stated === 'string' ? stated : `${rule.module} ${describe(stated)}`;
}

function openTogether(openings: readonly Opening[]): Resource[] {
  if (!isEveryone(openings.flatMap((o) => o.intervals))) return [];
  const points = new Map(openings.map(({ protocol, low }) => [`${protocol} ${low}`, { protocol, low }]));
  return [...points.values()].flatMap(({ protocol, low }) => {
    const open = openings.filter(
      (o) => (o.protocol === undefined || o.protocol === protocol) && o.low <= low && low <= o.high,
    );
    return isEveryone(open.flatMap((o) => o.intervals)) ? open.map((o) => o.rule) : [];
  });
}

function serviceOf(rule: Resource): Pick<Opening, 'protocol' | 'low' | 'high'> {
  const stated = rule.get('protocol');
  const number = typeof stated === 'string' ? protocolNumber(stated) : 'any';
  // One that nobody knows may be any.
  const protocol = number === 'any' ? undefined : number;
  const [low, high] = [rule.get('port_range_min'), rule.get('port_range_max')];
  // What is a range of ports elsewhere is a type and a code in ICMP.
  const hasPorts = protocol !== 1 && protocol !== 58 && typeof low === 'number' && typeof high === 'number';
  if (!hasPorts || high === 0) return { protocol, low: 0, high: 65_535 };
  return { protocol, low, high };
}
