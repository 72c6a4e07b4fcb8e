import { cinderDriver } from '../../contracts/cluster';
import type { Graph, Resource } from '../../graph/graph';
import { isList, isMap, isOpen, own, Unknown, type Value } from '../../graph/value';
import { postgresClusterType } from './operated-pods';
import { podSpecPath, podTypes } from './pods';

export const persistentVolumeType = 'PersistentVolume';
export const claimType = 'PersistentVolumeClaim';

/** A claim by its namespace and name: what makes it may be an operator, so that it is no object of its own. */
export interface Claim {
  readonly namespace: string;
  readonly name: string;
  /** The object that says so: the claim, or the volume that is kept for it. */
  readonly said: Resource;
}

/** What uses a claim, and where it says on which nodes its pods may run. */
export interface Consumer {
  readonly resource: Resource;
  /** Path of an object with `nodeSelector` and `tolerations`. */
  readonly placing: string;
  /** Path of how many pods there are. */
  readonly count: string;
}

/** Volumes of a cluster that lead to a Cinder volume, each with the id that it names; undefined where that is not known. */
export function cinderVolumes(
  graph: Graph,
  stack: string,
): readonly { readonly volume: Resource; readonly handle: string | undefined }[] {
  return graph
    .ofType(persistentVolumeType)
    .filter((volume) => volume.stack === stack && isPossibly(volume.get('spec.csi.driver'), cinderDriver))
    .map((volume) => {
      const handle = volume.get('spec.csi.volumeHandle');
      return { volume, handle: typeof handle === 'string' ? handle : undefined };
    });
}

function isPossibly(value: Value, wanted: string): boolean {
  return value === wanted || isOpen(value);
}

/** The one claim that a volume is bound to, from its own side or the claim's; undefined where nothing says. */
export function claimOf(graph: Graph, volume: Resource): Claim | undefined {
  const [namespace, name] = ['namespace', 'name'].map((key) => volume.get(`spec.claimRef.${key}`));
  if (typeof namespace === 'string' && typeof name === 'string') return { namespace, name, said: volume };
  const claim = graph
    .ofType(claimType)
    .find((one) => one.stack === volume.stack && one.get('spec.volumeName') === volume.name);
  const its = claim?.get('metadata.namespace');
  return claim && typeof its === 'string' ? { namespace: its, name: claim.name, said: claim } : undefined;
}

/** What mounts a claim: pods that name it, sets that have it from a template, and databases whose operator names it. */
export function consumersOf(
  graph: Graph,
  { namespace, name, said }: Claim,
  volume: Resource,
): readonly Consumer[] {
  const isHere = (one: Resource) => one.stack === said.stack && one.get('metadata.namespace') === namespace;
  const pods = graph.ofType(...podTypes).filter((one) => isHere(one) && mounts(one, name));
  const clusters = graph
    .ofType(postgresClusterType)
    .filter((one) => isHere(one) && keeps(one, name, volume.name));
  return [
    ...pods.map((resource) => ({ resource, placing: podSpecPath(resource), count: 'spec.replicas' })),
    ...clusters.map((resource) => ({ resource, placing: 'spec.affinity', count: 'spec.instances' })),
  ];
}

function mounts(pod: Resource, claim: string): boolean {
  const volumes = pod.get(`${podSpecPath(pod)}.volumes`);
  const isNamed = isList(volumes) && volumes.some((one) => claimNameIn(one) === claim);
  const templates = pod.type === 'StatefulSet.apps' ? pod.get('spec.volumeClaimTemplates') : null;
  const isOfTemplate =
    isList(templates) && templates.some((one) => claim.startsWith(`${nameIn(one)}-${pod.name}-`));
  return isNamed || isOfTemplate;
}

/** Its first instance has the claim of this name, or the template names the volume. */
function keeps(cluster: Resource, claim: string, volume: string): boolean {
  return (
    cluster.get('spec.storage.pvcTemplate.volumeName') === volume ||
    (claim.startsWith(`${cluster.name}-`) && /^\d+$/.test(claim.slice(cluster.name.length + 1)))
  );
}

function claimNameIn(volume: Value): Value | undefined {
  const source = isMap(volume) ? own(volume, 'persistentVolumeClaim') : undefined;
  return isMap(source) ? own(source, 'claimName') : undefined;
}

/** Name in the metadata of a claim's template. */
export function nameIn(template: Value): string {
  const metadata = isMap(template) ? own(template, 'metadata') : undefined;
  const name = isMap(metadata) ? own(metadata, 'name') : undefined;
  return typeof name === 'string' ? name : '';
}

/** Values that a volume's node affinity permits of a label: all of them where nothing says, none where two terms exclude each other. */
export function permittedNodes(volume: Resource, label: string): readonly string[] | 'any' | 'unknown' {
  const terms = volume.get('spec.nodeAffinity.required.nodeSelectorTerms');
  if (terms instanceof Unknown) return 'unknown';
  if (!isList(terms) || terms.length === 0) return 'any';
  const permitted = terms.map((term) => valuesIn(term, label));
  if (permitted.includes('unknown')) return 'unknown';
  return permitted.includes('any') ? 'any' : permitted.flatMap((one) => (Array.isArray(one) ? one : []));
}

function valuesIn(term: Value, label: string): readonly string[] | 'any' | 'unknown' {
  const expressions = isMap(term) ? (own(term, 'matchExpressions') ?? null) : null;
  if (expressions instanceof Unknown) return 'unknown';
  if (!isList(expressions)) return 'any';
  const found = expressions.filter((one) => isMap(one) && own(one, 'key') === label);
  if (found.length === 0) return 'any';
  const lists = found.map((one) =>
    isMap(one) && own(one, 'operator') === 'In' ? own(one, 'values') : undefined,
  );
  // `NotIn` and the like leave open which are meant.
  if (!lists.every((list) => isList(list) && list.every((value) => typeof value === 'string')))
    return 'unknown';
  const [first = [], ...more] = lists as string[][];
  return first.filter((value) => more.every((list) => list.includes(value)));
}
