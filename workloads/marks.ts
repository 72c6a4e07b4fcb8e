import { marks } from '../contracts/marks';
import type { Place } from './model';

export { marks };

/** Name, labels and namespace of an object of a workload. Source of the common labels: kubernetes.io, "Recommended Labels". */
export interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * @param component what the object is within the workload, as `app.kubernetes.io/component`
 */
export function metadataOf(place: Place, name: string, component: string = name): Metadata {
  return {
    name,
    namespace: place.namespace,
    labels: { ...labelsOf(place), ...selectorOf(place, component) },
  };
}

/** Metadata of an object that belongs to no namespace. */
export function clusterMetadataOf(place: Place, name: string): Omit<Metadata, 'namespace'> {
  return { name, labels: labelsOf(place) };
}

/** What marks everything that a workload consists of. */
export function labelsOf({ site, workload }: Place): Record<string, string> {
  const [dataset, ...more] = workload.datasets;
  return {
    'app.kubernetes.io/part-of': 'lausitz-health-region',
    'app.kubernetes.io/managed-by': 'pulumi',
    [marks.site]: site.name,
    [marks.domain]: workload.domain,
    [marks.workload]: workload.name,
    ...(dataset !== undefined && more.length === 0 ? { [marks.dataset]: dataset } : {}),
  };
}

/** What selects the pods of one component of a workload, in its namespace. */
export function selectorOf({ workload }: Place, component: string): Record<string, string> {
  return { 'app.kubernetes.io/name': workload.name, 'app.kubernetes.io/component': component };
}
