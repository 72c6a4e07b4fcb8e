import { clusterRanges } from '../../contracts/cluster';
import { marks } from '../../contracts/marks';
import { type Domain, domains, type Estate } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isList, isMap, own } from '../../graph/value';
import { labelOf } from './containers';
import { namespaceObject, namespaceOf } from './kubernetes-objects';
import type { PodEnd, Port } from './network-policies';
import { operatedPods, postgresClusterType } from './operated-pods';
import { containerPaths, podMetadataPath, podSpecPath } from './pods';
import { type Labels, labelsOf } from './selectors';

function asDomain(text: string | null | undefined): Domain | undefined {
  return domains.find((domain) => domain === text);
}

/** The domain that an object itself claims. */
export function domainClaimedBy(object: Resource): Domain | undefined {
  return asDomain(labelOf(object, marks.domain));
}

/** The domain of a namespace, by its own label; undefined where it is not among the objects or claims none. */
export function domainOfNamespace(graph: Graph, stack: string, name: string): Domain | undefined {
  const namespace = namespaceObject(graph, stack, name);
  return namespace && domainClaimedBy(namespace);
}

/** The domain that an object works in: its namespace's, and only without one what it claims itself. */
export function domainOf(graph: Graph, object: Resource): Domain | undefined {
  return domainOfNamespace(graph, object.stack, namespaceOf(object)) ?? domainClaimedBy(object);
}

/** Labels of a namespace as policies see them: the API server adds its name, and what is not among the objects may have any. */
export function labelsOfNamespace(graph: Graph, stack: string, name: string): Labels {
  const namespace = namespaceObject(graph, stack, name);
  const more = new Map(name === '' ? [] : [['kubernetes.io/metadata.name', name]]);
  return labelsOf(namespace?.get('metadata.labels') ?? null, more, namespace ? 'none' : 'unknown');
}

/** The labels that a pod will have. An operator gives its own: of those just the name of its cluster is known. */
function podLabels(pod: Resource): Labels {
  if (operatedPods(pod) === undefined) return labelsOf(pod.get(`${podMetadataPath(pod)}.labels`));
  const more = pod.type === postgresClusterType ? [['cnpg.io/cluster', pod.name] as const] : [];
  return labelsOf(null, new Map(more), 'unknown');
}

/**
 * A pod that an object makes, as network policies see it.
 * @param estate at whose sites every pod has an address of one range. @default none: any address
 */
export function podEndOf(graph: Graph, pod: Resource, estate?: Estate): PodEnd {
  const namespace = namespaceOf(pod);
  return {
    kind: 'pod',
    namespace,
    namespaceLabels: labelsOfNamespace(graph, pod.stack, namespace),
    labels: podLabels(pod),
    hostNetwork: pod.get(`${podSpecPath(pod)}.hostNetwork`) === true,
    ports: namedPortsOf(pod),
    ...(estate === undefined || estate.foreign ? {} : { range: clusterRanges.pods }),
  };
}

function namedPortsOf(pod: Resource): ReadonlyMap<string, Port> {
  const listed = (containerPaths(pod) ?? []).flatMap((path) => {
    const ports = pod.get(`${path}.ports`);
    return isList(ports) ? ports.filter(isMap) : [];
  });
  return new Map(
    listed.flatMap((one): [string, Port][] => {
      const [name, port, protocol = 'TCP'] = ['name', 'containerPort', 'protocol'].map((key) =>
        own(one, key),
      );
      return typeof name === 'string' && typeof port === 'number'
        ? [[name, { port, protocol: String(protocol ?? 'TCP') }]]
        : [];
    }),
  );
}
