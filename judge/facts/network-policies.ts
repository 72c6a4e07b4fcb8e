import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { blockHolds } from './address-blocks';
import { namespaceOf } from './kubernetes-objects';
import { type Answer, and, type Labels, or, selects } from './selectors';

/**
 * Who may talk to whom by the NetworkPolicies of a cluster. Source: kubernetes.io, "Network Policies" and the API
 * reference of networking.k8s.io/v1, with the defaults that the API server sets.
 */
export const networkPolicyType = 'NetworkPolicy.networking.k8s.io';

/** A pod, as policies see it. */
export interface PodEnd {
  readonly kind: 'pod';
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly labels: Labels;
  /** It shares its node's network: most plug-ins then neither hold it to policies nor know it by its labels. @default false */
  readonly hostNetwork?: boolean;
  /** Named ports of its containers. @default not known */
  readonly ports?: ReadonlyMap<string, Port>;
  /** Range that its address is in, IPv4 in CIDR notation. @default not known */
  readonly range?: string;
}

/** What is outside the cluster: an address, or a range of which some address is meant. */
export interface AddressEnd {
  readonly kind: 'address';
  readonly range: string;
}

export type End = PodEnd | AddressEnd;

export interface Port {
  readonly protocol: string;
  readonly port: number;
}

export type Direction = 'Ingress' | 'Egress';

/**
 * Whether a set of policies lets one end open a connection to the other: the caller's egress and the callee's ingress
 * have both to admit it. `maybe` where that is not known yet, where it is so of a part of a range, and where it
 * depends on the network plug-in.
 */
export function admits(policies: readonly Resource[], from: End, to: End, port: Port): Answer {
  // No policy keeps a pod from itself.
  if (from === to) return 'yes';
  return and(...gatesBetween(policies, from, to).map((gate) => passes(gate, to, port)));
}

/** What policies say of one end's connections with another, in one direction and whatever the port. */
interface Gate {
  readonly held: End;
  readonly isolated: Answer;
  /** Rules that mean the other end, or may. */
  readonly open: readonly { readonly answer: Answer; readonly ports: Value }[];
}

/** What holds the caller, and what the callee. */
function gatesBetween(policies: readonly Resource[], from: End, to: End): readonly Gate[] {
  return [gateOf(policies, 'Egress', from, to), gateOf(policies, 'Ingress', to, from)];
}

function gateOf(policies: readonly Resource[], direction: Direction, held: End, other: End): Gate {
  if (held.kind === 'address') return { held, isolated: 'no', open: [] };
  const isolating = policies
    .map((policy) => ({ policy, answer: isolates(policy, direction, held) }))
    .filter(({ answer }) => answer !== 'no');
  const open = isolating.flatMap(({ policy, answer }) =>
    rulesOf(policy, direction).map((rule) => ({
      answer: and(answer, ruleMeans(rule, policy, direction, other)),
      ports: isMap(rule) ? (own(rule, 'ports') ?? null) : null,
    })),
  );
  return {
    held,
    isolated: or(...isolating.map(({ answer }) => answer)),
    open: open.filter(({ answer }) => answer !== 'no'),
  };
}

function passes({ held, isolated, open }: Gate, callee: End, port: Port): Answer {
  if (held.kind === 'address' || isolated === 'no') return 'yes';
  const admitted = or(...open.map(({ answer, ports }) => and(answer, portsHold(ports, callee, port))));
  if (admitted === 'yes') return 'yes';
  return isolated === 'maybe' || held.hostNetwork ? 'maybe' : admitted;
}

/** Whether nothing passes at any port. */
function isClosed({ held, isolated, open }: Gate): boolean {
  return held.kind === 'pod' && isolated === 'yes' && !held.hostNetwork && open.length === 0;
}

/** Whether a policy selects a pod for a direction, so that only what some policy admits is open to it. */
export function isolates(policy: Resource, direction: Direction, pod: PodEnd): Answer {
  if (namespaceOf(policy) !== pod.namespace) return 'no';
  return and(concerns(policy, direction), selects(podSelectorOf(policy), pod.labels));
}

/** The field is no pointer: where it is not set, it is the empty selector. */
export function podSelectorOf(policy: Resource): Value {
  return policy.get('spec.podSelector') ?? {};
}

/** Whether a policy is about a direction. Without `policyTypes` it is about ingress, and about egress if it has rules of it. */
export function concerns(policy: Resource, direction: Direction): Answer {
  const types = policy.get('spec.policyTypes');
  if (types instanceof Unknown) return 'maybe';
  if (isList(types) && types.length > 0) {
    if (types.includes(direction)) return 'yes';
    return types.some((type) => type instanceof Unknown) ? 'maybe' : 'no';
  }
  if (direction === 'Ingress') return 'yes';
  const egress = policy.get('spec.egress');
  if (egress instanceof Unknown) return 'maybe';
  return isList(egress) && egress.length > 0 ? 'yes' : 'no';
}

/** Rules of a direction; one that is not known yet stands for any. */
export function rulesOf(policy: Resource, direction: Direction): readonly Value[] {
  const rules = policy.get(direction === 'Ingress' ? 'spec.ingress' : 'spec.egress');
  if (rules instanceof Unknown) return [rules];
  return isList(rules) ? rules : [];
}

/** Peers of a rule; undefined where it has none, which means everyone. */
export function peersOf(rule: Value, direction: Direction): readonly Value[] | Unknown | undefined {
  if (rule instanceof Unknown) return rule;
  // A rule that is not set at all (`- `) is read as one without fields.
  const peers = isMap(rule) ? own(rule, direction === 'Ingress' ? 'from' : 'to') : undefined;
  if (peers instanceof Unknown) return peers;
  return isList(peers ?? null) && (peers as readonly Value[]).length > 0
    ? (peers as readonly Value[])
    : undefined;
}

/** Whether a rule means an end of a connection, whatever the port. */
function ruleMeans(rule: Value, policy: Resource, direction: Direction, other: End): Answer {
  if (rule instanceof Unknown) return 'maybe';
  const peers = peersOf(rule, direction);
  if (peers instanceof Unknown) return 'maybe';
  return peers === undefined
    ? 'yes'
    : or(...peers.map((peer) => peerMeans(peer, namespaceOf(policy), other)));
}

/**
 * Whether a peer of a rule means an end of a connection.
 * @param namespace of the policy, which a peer means that names no other
 */
export function peerMeans(peer: Value, namespace: string, end: End): Answer {
  if (!isMap(peer)) return 'maybe';
  const [block, pods, namespaces] = ['ipBlock', 'podSelector', 'namespaceSelector'].map(
    (name) => own(peer, name) ?? null,
  ) as [Value, Value, Value];
  if (block !== null) return blockMeans(block, end);
  // The API server takes no peer that says nothing.
  if (pods === null && namespaces === null) return 'maybe';
  if (end.kind === 'address') return 'no';
  const isThere =
    namespaces !== null
      ? selects(namespaces, end.namespaceLabels)
      : end.namespace === namespace
        ? 'yes'
        : 'no';
  const meant = and(isThere, pods === null ? 'yes' : selects(pods, end.labels));
  return meant === 'yes' && end.hostNetwork ? 'maybe' : meant;
}

/** What a block says of pods is left to the plug-in: some compare their addresses, some never. */
function blockMeans(block: Value, end: End): Answer {
  const cidr = isMap(block) ? own(block, 'cidr') : block;
  const except = (isMap(block) ? own(block, 'except') : null) ?? [];
  if (typeof cidr !== 'string' || !isList(except) || !except.every((one) => typeof one === 'string'))
    return 'maybe';
  if (end.kind === 'address') return blockHolds(cidr, except, end.range);
  if (end.range === undefined || end.hostNetwork) return 'maybe';
  return blockHolds(cidr, except, end.range) === 'no' ? 'no' : 'maybe';
}

/** Whether the ports of a rule hold one; none given means all. */
export function portsHold(ports: Value, callee: End, wanted: Port): Answer {
  if (ports instanceof Unknown) return 'maybe';
  if (!isList(ports) || ports.length === 0) return 'yes';
  return or(...ports.map((one) => portHolds(one, callee, wanted)));
}

function portHolds(given: Value, callee: End, wanted: Port): Answer {
  if (!isMap(given)) return 'maybe';
  const [protocol, port, endPort] = ['protocol', 'port', 'endPort'].map((name) => own(given, name) ?? null);
  if (protocol instanceof Unknown || port instanceof Unknown || endPort instanceof Unknown) return 'maybe';
  if ((protocol ?? 'TCP') !== wanted.protocol) return 'no';
  if (port === null) return 'yes';
  if (typeof port === 'number') {
    const last = typeof endPort === 'number' ? endPort : port;
    return port <= wanted.port && wanted.port <= last ? 'yes' : 'no';
  }
  // A name is looked up at the pod that is called; nothing else has names for its ports.
  if (callee.kind === 'address') return 'no';
  if (callee.ports === undefined) return 'maybe';
  const named = callee.ports.get(String(port));
  return named?.port === wanted.port && named.protocol === wanted.protocol ? 'yes' : 'no';
}

/**
 * A port by which the policies let one end reach the other, with how sure that is. Where any port is open, one of these
 * is: the first of each range that a rule names, and the first of all.
 */
export function reachesBy(
  policies: readonly Resource[],
  from: End,
  to: End,
): { readonly port: Port; readonly answer: Answer } {
  let best: { port: Port; answer: Answer } = { port: { protocol: 'TCP', port: 1 }, answer: 'no' };
  const first: Port[] = ['TCP', 'UDP', 'SCTP'].map((protocol) => ({ protocol, port: 1 }));
  const named = to.kind === 'pod' ? [...(to.ports?.values() ?? [])] : [];
  // A policy holds pods of its own namespace alone, and no other port than those it names is closed or opened by it.
  const near = policies.filter((policy) => [from, to].some((end) => isIn(end, namespaceOf(policy))));
  const gates = gatesBetween(near, from, to);
  if (from !== to && gates.some(isClosed)) return best;
  const stated = near.flatMap((policy) =>
    (['Ingress', 'Egress'] as const).flatMap((direction) =>
      rulesOf(policy, direction).flatMap(portsStatedIn),
    ),
  );
  const all = new Map([...first, ...named, ...stated].map((one) => [`${one.protocol} ${one.port}`, one]));
  for (const port of all.values()) {
    const answer = from === to ? 'yes' : and(...gates.map((gate) => passes(gate, to, port)));
    if (answer === 'yes') return { port, answer };
    if (answer === 'maybe') best = { port, answer };
  }
  return best;
}

function isIn(end: End, namespace: string): boolean {
  return end.kind === 'pod' && end.namespace === namespace;
}

function portsStatedIn(rule: Value): readonly Port[] {
  const ports = isMap(rule) ? own(rule, 'ports') : undefined;
  if (!isList(ports ?? null)) return [];
  return (ports as readonly Value[]).flatMap((one) => {
    const port = isMap(one) ? own(one, 'port') : undefined;
    const protocol = (isMap(one) ? own(one, 'protocol') : undefined) ?? 'TCP';
    return typeof port === 'number' && typeof protocol === 'string' ? [{ protocol, port }] : [];
  });
}
