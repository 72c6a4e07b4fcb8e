import type { Graph, Resource } from '../../graph/graph';
import { isList, Unknown, type Value } from '../../graph/value';
import { type Finding, pass, seen, undecided, worstOf } from '../finding';
import { namespaceObject, namespaceOf } from './kubernetes-objects';
import { containerPaths, podSpecPath } from './pods';

/** A value of an object, and the path that it stands at. */
interface Entry {
  readonly value: Value;
  readonly path: string;
}

/** What is said of each container of a pod, as one finding: those that end first and those that look in are containers too. */
export function eachContainer(pod: Resource, judge: (path: string) => Finding): Finding {
  const paths = containerPaths(pod);
  const spec = podSpecPath(pod);
  if (paths === undefined) return undecided('which containers it has is not known yet', seen(pod, spec));
  if (paths.length === 0) return undecided('it names no container', seen(pod, spec));
  return worstOf(paths.map(judge));
}

/** The same of what is about Linux alone: the API server takes no such setting for a pod of Windows. */
export function eachLinuxContainer(pod: Resource, judge: (path: string) => Finding): Finding {
  const path = `${podSpecPath(pod)}.os.name`;
  if (pod.get(path) === 'windows')
    return undecided('it runs on Windows, which no rule knows', seen(pod, path));
  return eachContainer(pod, judge);
}

/** The same of what keeps a pod from its node, which those that work for the node cannot be held to. */
export function eachRestrictedContainer(
  pod: Resource,
  graph: Graph,
  judge: (path: string) => Finding,
): Finding {
  return isNodeAgent(pod, graph) ? pass : eachLinuxContainer(pod, judge);
}

/** Name of a container for a message. */
export function containerName(pod: Resource, path: string): string {
  const name = pod.get(`${path}.name`);
  return typeof name === 'string' ? name : path;
}

/** What a container's security context says, else its pod's. Source: kubernetes.io, API reference, SecurityContext. */
export function inherited(pod: Resource, container: string, field: string): Entry {
  const path = `${container}.securityContext.${field}`;
  const value = pod.get(path);
  if (value !== null) return { value, path };
  const above = `${podSpecPath(pod)}.securityContext.${field}`;
  const given = pod.get(above);
  return given === null ? { value, path } : { value: given, path: above };
}

/** The volumes of a pod, each with its path; undefined where they are not known yet. */
export function volumesOf(pod: Resource): readonly Entry[] | undefined {
  return listAt(pod, `${podSpecPath(pod)}.volumes`);
}

/** The mounts of a container, each with its path; undefined where they are not known yet. */
export function mountsOf(pod: Resource, container: string): readonly Entry[] | undefined {
  return listAt(pod, `${container}.volumeMounts`);
}

/** Path of the volume that a mount, at a path of its own, names; undefined where the pod is not seen to have it. */
export function volumeOf(pod: Resource, mount: string): string | undefined {
  const name = pod.get(`${mount}.name`);
  return typeof name === 'string'
    ? volumesOf(pod)?.find(({ path }) => pod.get(`${path}.name`) === name)?.path
    : undefined;
}

function listAt(pod: Resource, path: string): readonly Entry[] | undefined {
  const list = pod.get(path);
  if (list instanceof Unknown) return undefined;
  return isList(list) ? list.map((value, at) => ({ value, path: `${path}.${at}` })) : [];
}

export const enforceLabel = 'pod-security.kubernetes.io/enforce';

/**
 * Whether a pod works for the node that it runs on, and may therefore reach into it: one on every node, in a namespace
 * that is declared as one for such pods, and that admits nobody else's by mistake.
 */
export function isNodeAgent(pod: Resource, graph: Graph): boolean {
  if (pod.type !== 'DaemonSet.apps') return false;
  const namespace = namespaceObject(graph, pod.stack, namespaceOf(pod));
  return namespace?.attributes !== undefined && labelOf(namespace, enforceLabel) === 'privileged';
}

/** A label of an object; its key has dots in it. Undefined where the labels are not known, null where there is none. */
export function labelOf(object: Resource, key: string): string | null | undefined {
  const labels = object.get('metadata.labels');
  if (labels instanceof Unknown) return undefined;
  if (labels === null || typeof labels !== 'object' || isList(labels)) return null;
  const value = Object.hasOwn(labels, key) ? (labels as { readonly [key: string]: Value })[key] : null;
  return value instanceof Unknown ? undefined : value === null ? null : String(value);
}
