import type { Resource } from '../../graph/graph';
import { isList, Unknown } from '../../graph/value';

/** Where each kind keeps the pods that it makes. Source: kubernetes.io, API reference, PodTemplateSpec. */
const podPaths: Readonly<Record<string, string>> = {
  Pod: '',
  PodTemplate: 'template',
  ReplicationController: 'spec.template',
  'Deployment.apps': 'spec.template',
  'ReplicaSet.apps': 'spec.template',
  'StatefulSet.apps': 'spec.template',
  'DaemonSet.apps': 'spec.template',
  'Job.batch': 'spec.template',
  'CronJob.batch': 'spec.jobTemplate.spec.template',
};

/** Every kind of Kubernetes' own that makes pods. Operators make some too, of their own kinds. */
export const podTypes: readonly string[] = Object.keys(podPaths);

/** Those whose pods run to their end. */
export const jobTypes: ReadonlySet<string> = new Set(['Job.batch', 'CronJob.batch']);

/** Path of the pod's metadata and spec within the object, with a dot at its end where there is one. */
function templateOf({ type }: Resource): string {
  const path = podPaths[type] ?? '';
  return path === '' ? '' : `${path}.`;
}

/** `spec.template.spec` of a Deployment, `spec` of a Pod. */
export function podSpecPath(resource: Resource): string {
  return `${templateOf(resource)}spec`;
}

/** `spec.template.metadata` of a Deployment, `metadata` of a Pod. */
export function podMetadataPath(resource: Resource): string {
  return `${templateOf(resource)}metadata`;
}

/** Lists of a pod's containers, those that end before the others start, and those that look into a running pod. */
const containerLists = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/**
 * Paths of all containers of a pod, `spec.template.spec.containers.0`. Undefined where a list of them is not known yet,
 * so that there may be any.
 */
export function containerPaths(resource: Resource): readonly string[] | undefined {
  const spec = podSpecPath(resource);
  const paths: string[] = [];
  for (const name of containerLists) {
    const list = resource.get(`${spec}.${name}`);
    if (list instanceof Unknown) return undefined;
    if (isList(list)) paths.push(...list.map((_, at) => `${spec}.${name}.${at}`));
  }
  return paths;
}
