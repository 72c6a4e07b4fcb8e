import type { Graph, Resource } from '../../graph/graph';
import { isList, isMap, isUnknown, own, Unknown, type Value } from '../../graph/value';
import { labelsOfNamespace } from './cluster-domains';
import { namespaceOf } from './kubernetes-objects';
import { podMetadataPath, podSpecPath } from './pods';
import { type Answer, and, type Labels, labelsOf, or, selects } from './selectors';

const hostname = 'kubernetes.io/hostname';
const zone = 'topology.kubernetes.io/zone';

function listAt(object: Resource, path: string): readonly Value[] | 'maybe' {
  const value = object.get(path);
  return isList(value) ? value : value === null ? [] : 'maybe';
}

/** What two places are two nodes of. */
const isPlace = (key: Value | undefined) => key === hostname || key === zone;

/**
 * Whether a constraint keeps some of the pods from a node while another node has none. Of zones there may be one
 * alone, unless it asks for two.
 */
function spreads(constraint: Value, labels: Labels, replicas: number): Answer {
  if (!isMap(constraint)) return 'maybe';
  const [key, when, selector, skew, least] = [
    'topologyKey',
    'whenUnsatisfiable',
    'labelSelector',
    'maxSkew',
    'minDomains',
  ].map((name) => own(constraint, name));
  if (key instanceof Unknown) return 'maybe';
  if (!isPlace(key) || when === 'ScheduleAnyway') return 'no';
  return and(
    when === 'DoNotSchedule' ? 'yes' : 'maybe',
    key === hostname || (typeof least === 'number' && least > 1) ? 'yes' : 'maybe',
    typeof skew !== 'number' ? 'maybe' : skew < replicas ? 'yes' : 'no',
    selects(selector ?? null, labels),
  );
}

/** Whether a term of anti-affinity is about the pods of a namespace. Without a word of namespaces it is its own pods’. */
function isAbout(term: { readonly [key: string]: Value }, name: string, labels: Labels): Answer {
  const [names, selector] = ['namespaces', 'namespaceSelector'].map((key) => own(term, key) ?? null);
  const isNone = names === null || (isList(names) && names.length === 0);
  if (isNone && selector === null) return 'yes';
  const listed = isNone
    ? 'no'
    : !isList(names) || name === '' || names.some((one) => one instanceof Unknown)
      ? 'maybe'
      : names.includes(name)
        ? 'yes'
        : 'no';
  return or(listed, selects(selector ?? null, labels));
}

/** Whether a required term keeps two of the pods from one node; two zones are two nodes. */
function keepsApart(term: Value, workload: Resource, labels: Labels, graph: Graph): Answer {
  if (!isMap(term)) return 'maybe';
  const key = own(term, 'topologyKey');
  if (key instanceof Unknown) return 'maybe';
  const namespace = namespaceOf(workload);
  return and(
    isPlace(key) ? 'yes' : 'no',
    isAbout(term, namespace, labelsOfNamespace(graph, workload.stack, namespace)),
    selects(own(term, 'labelSelector') ?? null, labels),
  );
}

/** Whether something keeps the pods of a workload from all being on one node. */
export function isSpread(graph: Graph, workload: Resource, replicas: number): Answer {
  const spec = podSpecPath(workload);
  const labels = labelsOf(workload.get(`${podMetadataPath(workload)}.labels`));
  const constraints = listAt(workload, `${spec}.topologySpreadConstraints`);
  const terms = listAt(
    workload,
    `${spec}.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution`,
  );
  if (constraints === 'maybe' || terms === 'maybe') return 'maybe';
  return or(
    ...constraints.map((one) => spreads(one, labels, replicas)),
    ...terms.map((one) => keepsApart(one, workload, labels, graph)),
  );
}

/** The same of a Cluster: CloudNativePG prefers other nodes unless it is told to require them. Source: cloudnative-pg.io, "Scheduling". */
export function isPostgresSpread(cluster: Resource): Answer {
  const [isOn, type, key] = ['enablePodAntiAffinity', 'podAntiAffinityType', 'topologyKey'].map((name) =>
    cluster.get(`spec.affinity.${name}`),
  );
  if (isOn === false) return 'no';
  if ([isOn, type, key].some(isUnknown)) return 'maybe';
  return type === 'required' && [null, hostname, zone].includes(key as string | null) ? 'yes' : 'no';
}
