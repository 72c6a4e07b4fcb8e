import { plannedId } from '../../contracts/cluster';
import type { Dataset, Estate } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isList, isMap, own, type Value } from '../../graph/value';
import { cinderVolumes, claimOf, consumersOf } from '../facts/claims';
import { podEndOf } from '../facts/cluster-domains';
import { namespaceOf, objectsOf } from '../facts/kubernetes-objects';
import {
  admits,
  type End,
  isolates,
  networkPolicyType,
  type PodEnd,
  peersOf,
  rulesOf,
} from '../facts/network-policies';
import { operatedTypes } from '../facts/operated-pods';
import { podTypes } from '../facts/pods';
import type { Answer } from '../facts/selectors';
import { markOf } from '../finding';
import { nameOf, type ReachedServer, type ReachedWay } from './reached';

type Range = readonly [first: number, last: number];
const all: Range = [1, 65_535];

/** A caller, with the name by which it is told. */
interface Caller {
  readonly from: string;
  readonly end: End;
}

/**
 * Who may call the pods that serve a dataset, by the network policies among the inputs. Never complete: pods that no
 * object shows may run there too, and a node reaches the pods that it runs.
 */
export function podsReached(
  graph: Graph,
  dataset: Dataset,
  estate: Estate,
  siteOf: (stack: string) => string,
): readonly ReachedServer[] {
  const clusters = graph.stacks.filter(({ source }) => source === 'manifests');
  return clusters.flatMap(({ name: stack }) => {
    const volumes = cinderVolumes(graph, stack).filter(
      ({ volume, handle }) =>
        markOf(volume, 'dataset') === dataset.name || handle === plannedId(siteOf(stack), dataset.name),
    );
    const serving = volumes.flatMap(({ volume }) => {
      const claim = claimOf(graph, volume);
      return claim ? consumersOf(graph, claim, volume).map(({ resource }) => resource) : [];
    });
    return [...new Set(serving)].map((pod): ReachedServer => {
      return { site: siteOf(stack), server: nameOf(pod), ways: waysTo(graph, pod, estate), complete: false };
    });
  });
}

function waysTo(graph: Graph, pod: Resource, estate: Estate): readonly ReachedWay[] {
  const callee = podEndOf(graph, pod, estate);
  const policies = objectsOf(graph, pod.stack, networkPolicyType);
  const callers: Caller[] = graph
    .ofType(...podTypes, ...operatedTypes)
    .filter((one) => one.stack === pod.stack && one !== pod)
    .map((one) => ({ from: nameOf(one), end: podEndOf(graph, one, estate) }));
  const outside: Caller[] = blocksIn(policies, callee).map((range) => {
    return { from: range === everyAddress ? 'anyone' : range, end: { kind: 'address', range } };
  });
  return [...outside, ...callers].flatMap((caller) => waysFrom(caller, pod, callee, policies));
}

function waysFrom(
  { from, end }: Caller,
  pod: Resource,
  callee: PodEnd,
  policies: readonly Resource[],
): readonly ReachedWay[] {
  // A policy holds pods of its own namespace alone.
  const near = policies.filter((one) =>
    [end, callee].some((each) => each.kind === 'pod' && each.namespace === namespaceOf(one)),
  );
  const byAnswer = new Map<Answer, Range[]>();
  for (const range of rangesIn(near, callee)) {
    const answer = admitsRange(near, end, callee, range);
    if (answer !== 'no') byAnswer.set(answer, [...(byAnswer.get(answer) ?? []), range]);
  }
  return [...byAnswer].map(([answer, ranges]): ReachedWay => {
    const isAll = ranges.includes(all);
    const [first = all] = ranges;
    const admitting = admittingPolicies(near, end, callee, first);
    return {
      from,
      ports: (isAll ? [all] : ranges).map(([low, high]) => (low === high ? String(low) : `${low}-${high}`)),
      path: [...admitting, pod].map(nameOf),
      certain: answer === 'yes',
    };
  });
}

/** Those that surely admit it; where there is none, those that may. */
function admittingPolicies(
  policies: readonly Resource[],
  end: End,
  callee: PodEnd,
  range: Range,
): readonly Resource[] {
  const holding = policies.filter((one) => isolates(one, 'Ingress', callee) !== 'no');
  const answers = holding.map((one) => ({ one, answer: admitsRange([one], end, callee, range) }));
  const sure = answers.filter(({ answer }) => answer === 'yes');
  return (sure.length > 0 ? sure : answers.filter(({ answer }) => answer === 'maybe')).map(({ one }) => one);
}

function admitsRange(policies: readonly Resource[], from: End, to: End, [first, last]: Range): Answer {
  const answers = [first, last].map((port) => admits(policies, from, to, { protocol: 'TCP', port }));
  return answers.every((one) => one === answers[0]) ? (answers[0] ?? 'maybe') : 'maybe';
}

/** All ports together, and each that a rule names for its own. */
function rangesIn(policies: readonly Resource[], { ports }: PodEnd): readonly Range[] {
  const stated = policies.flatMap((policy) =>
    (['Ingress', 'Egress'] as const).flatMap((direction) =>
      rulesOf(policy, direction).flatMap((rule) => rangesOf(isMap(rule) ? own(rule, 'ports') : undefined)),
    ),
  );
  const named = [...(ports?.values() ?? [])].map(({ port }): Range => [port, port]);
  const unique = new Map([...named, ...stated].map((range) => [range.join(), range]));
  return [all, ...[...unique.values()].toSorted(([a], [b]) => a - b)];
}

function rangesOf(ports: Value | undefined): readonly Range[] {
  if (!isList(ports ?? null)) return [];
  return (ports as readonly Value[]).flatMap((one): Range[] => {
    const [port, end] = ['port', 'endPort'].map((name) => (isMap(one) ? own(one, name) : undefined));
    return typeof port === 'number' ? [[port, typeof end === 'number' ? end : port]] : [];
  });
}

const everyAddress = '0.0.0.0/0';

/** Ranges outside the cluster that rules for the pod name; every address where one names nobody, or none holds it. */
function blocksIn(policies: readonly Resource[], callee: PodEnd): readonly string[] {
  const holding = policies.filter((one) => isolates(one, 'Ingress', callee) !== 'no');
  if (!holding.some((one) => isolates(one, 'Ingress', callee) === 'yes')) return [everyAddress];
  const blocks = holding.flatMap((policy) =>
    rulesOf(policy, 'Ingress').flatMap((rule) => {
      const peers = peersOf(rule, 'Ingress');
      if (peers === undefined || !isList(peers)) return [everyAddress];
      return peers.flatMap((peer) => {
        const block = isMap(peer) ? (own(peer, 'ipBlock') ?? null) : peer;
        if (block === null) return [];
        const cidr = isMap(block) ? own(block, 'cidr') : undefined;
        return [typeof cidr === 'string' ? cidr : everyAddress];
      });
    }),
  );
  return [...new Set(blocks)].toSorted();
}
