import type { Graph, Resource } from '../../graph/graph';
import { Unknown } from '../../graph/value';
import { besides } from './kubernetes-objects';
import { operatedPods } from './operated-pods';

export const scaledTypes = [
  'Deployment.apps',
  'StatefulSet.apps',
  'ReplicaSet.apps',
  'ReplicationController',
] as const;

/**
 * Least number of pods that a workload is meant to have; 1 where it says none, and undefined where that is not known
 * yet. Where something scales it, that one's least number counts.
 */
export function replicasOf(graph: Graph, workload: Resource): number | undefined {
  const scaler = besides(graph, workload, 'HorizontalPodAutoscaler.autoscaling', 'ScaledObject.keda.sh').find(
    (one) =>
      ['spec.scaleTargetRef.name'].some((path) => one.get(path) === workload.name) &&
      [null, workload.type.split('.')[0]].includes(one.get('spec.scaleTargetRef.kind') as string | null),
  );
  const stated = scaler
    ? scaler.get(scaler.type.startsWith('Scaled') ? 'spec.minReplicaCount' : 'spec.minReplicas')
    : workload.get(operatedPods(workload)?.replicas ?? 'spec.replicas');
  if (stated instanceof Unknown) return undefined;
  // KEDA scales to none where nothing else is said.
  return typeof stated === 'number' ? stated : scaler?.type.startsWith('Scaled') ? 0 : 1;
}

/** A number of pods, or a share of all of them rounded up; undefined where it is neither. Source: kubernetes.io, PodDisruptionBudget. */
export function amountOf(value: unknown, all: number): number | undefined {
  if (typeof value === 'number') return value;
  const [, percent] = typeof value === 'string' ? (/^(\d+)%$/.exec(value) ?? []) : [];
  return percent === undefined ? undefined : Math.ceil((Number(percent) * all) / 100);
}

export const budgetType = 'PodDisruptionBudget.policy';

/** How many of so many pods a budget lets go at once; undefined where that is not known yet. */
export function mayGo(budget: Resource, all: number): number | undefined {
  const [most, least] = ['spec.maxUnavailable', 'spec.minAvailable'].map((path) => budget.get(path));
  if (most !== null && most !== undefined) return amountOf(most, all);
  const kept = least === null ? 1 : amountOf(least, all);
  return kept === undefined ? undefined : Math.max(0, all - kept);
}
