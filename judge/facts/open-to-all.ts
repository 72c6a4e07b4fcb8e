import ipaddr from 'ipaddr.js';
import { unroutedRanges } from '../../estate/cidr';
import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { blockHolds } from './address-blocks';
import { type Direction, peersOf, rulesOf } from './network-policies';
import { type Answer, and, or, selectsAll } from './selectors';

/** Whether a policy admits everyone, of the cluster or of the Internet, at more ports than not. */
export function admitsAll(policy: Resource, direction: Direction): Answer {
  const rules = rulesOf(policy, direction).map((rule) => ({ rule, whom: isEveryone(rule, direction) }));
  const portsOf = (...answers: readonly Answer[]) =>
    areMost(rules.filter(({ whom }) => answers.includes(whom)).map(({ rule }) => portsIn(rule)));
  const sure = portsOf('yes');
  return sure === 'yes' ? sure : portsOf('yes', 'maybe') === 'no' ? 'no' : 'maybe';
}

/** Whether the peers of a rule are all there are. */
function isEveryone(rule: Value, direction: Direction): Answer {
  const peers = peersOf(rule, direction);
  if (peers instanceof Unknown) return 'maybe';
  return peers === undefined ? 'yes' : or(...peers.map(isEverybody));
}

function isEverybody(peer: Value): Answer {
  if (!isMap(peer)) return 'maybe';
  const [block, pods, namespaces] = ['ipBlock', 'podSelector', 'namespaceSelector'].map(
    (name) => own(peer, name) ?? null,
  ) as [Value, Value, Value];
  if (block !== null) return isInternet(block);
  // Without a selector of namespaces the pods are those of its own.
  if (namespaces === null) return pods === null ? 'maybe' : 'no';
  return and(selectsAll(namespaces), pods === null ? 'yes' : selectsAll(pods));
}

/** Prefixes from which on a range may be one organisation’s own. */
const narrow = { ipv4: 8, ipv6: 16 } as const;

/** Whether a block is a part of the Internet that is larger than anybody's own. */
function isInternet(block: Value): Answer {
  const cidr = isMap(block) ? own(block, 'cidr') : block;
  const except = (isMap(block) ? own(block, 'except') : null) ?? [];
  if (typeof cidr !== 'string' || !ipaddr.isValidCIDR(cidr)) return 'maybe';
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  if (prefix >= narrow[address.kind()]) return 'no';
  // All that is routed begins with these three bits: 2000::/3.
  if (address.kind() === 'ipv6')
    return prefix < 3 || /^[23]...:/.test(address.toNormalizedString()) ? 'yes' : 'no';
  const known = isList(except) ? except.filter((one) => typeof one === 'string') : [];
  if (blockHolds(cidr, [...known, ...unroutedRanges], cidr) === 'no') return 'no';
  return isList(except) && known.length === except.length ? 'yes' : 'maybe';
}

/** Ports of one protocol, first and last. */
type Span = readonly [protocol: string, first: number, last: number];

const lastPort = 65_535;

/** Ports that a rule holds; undefined among them stands for what is not known. */
function portsIn(rule: Value): readonly (Span | undefined)[] {
  const ports = (isMap(rule) ? own(rule, 'ports') : undefined) ?? null;
  if (rule instanceof Unknown || ports instanceof Unknown) return [undefined];
  if (!isList(ports) || ports.length === 0) return [['TCP', 1, lastPort]];
  return ports.flatMap((one): (Span | undefined)[] => {
    if (!isMap(one)) return [undefined];
    const [protocol, port, endPort] = ['protocol', 'port', 'endPort'].map((name) => own(one, name) ?? null);
    if ([protocol, port, endPort].some((value) => value instanceof Unknown)) return [undefined];
    const name = String(protocol ?? 'TCP');
    if (port === null) return [[name, 1, lastPort]];
    // A name is one port of each pod.
    return typeof port === 'number' ? [[name, port, typeof endPort === 'number' ? endPort : port]] : [];
  });
}

/** Whether rules together hold more than half of a protocol's ports. */
function areMost(rules: readonly (readonly (Span | undefined)[])[]): Answer {
  const spans = rules.flat();
  const known = spans.filter((one) => one !== undefined);
  const isMost = [...new Set(known.map(([protocol]) => protocol))].some((protocol) => {
    let [count, seen] = [0, 0];
    const sorted = known.filter(([one]) => one === protocol).toSorted((one, other) => one[1] - other[1]);
    for (const [, first, last] of sorted) {
      count += Math.max(0, last - Math.max(first - 1, seen));
      seen = Math.max(seen, last);
    }
    return count > lastPort / 2;
  });
  return isMost ? 'yes' : spans.length > known.length ? 'maybe' : 'no';
}
