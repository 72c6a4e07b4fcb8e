import type { Graph, Resource } from '../../graph/graph';

/** The namespace that an object says it is in; empty where it says none, so that whoever applies it decides. */
export function namespaceOf(object: Resource): string {
  const namespace = object.get('metadata.namespace');
  return typeof namespace === 'string' ? namespace : '';
}

const indexes = new WeakMap<Graph, Map<string, Map<string, readonly Resource[]>>>();

/** Objects of a type by the cluster and namespace that they are in. */
function indexOf(graph: Graph, type: string): Map<string, readonly Resource[]> {
  const all = indexes.get(graph) ?? new Map<string, Map<string, readonly Resource[]>>();
  indexes.set(graph, all);
  const known = all.get(type);
  if (known) return known;
  const index = new Map<string, Resource[]>();
  for (const object of graph.ofType(type)) {
    const key = keyOf(object.stack, namespaceOf(object));
    const list = index.get(key);
    if (list) list.push(object);
    else index.set(key, [object]);
  }
  all.set(type, index);
  return index;
}

function keyOf(stack: string, namespace: string): string {
  return `${stack}/${namespace}`;
}

/** Objects of the given types in one namespace of a cluster. */
export function objectsIn(
  graph: Graph,
  stack: string,
  namespace: string,
  ...types: readonly string[]
): readonly Resource[] {
  return types.flatMap((type) => indexOf(graph, type).get(keyOf(stack, namespace)) ?? []);
}

/** Objects of the given types in the namespace of another one. */
export function besides(graph: Graph, object: Resource, ...types: readonly string[]): readonly Resource[] {
  return objectsIn(graph, object.stack, namespaceOf(object), ...types);
}

/** Objects of the given types anywhere in a cluster. */
export function objectsOf(graph: Graph, stack: string, ...types: readonly string[]): readonly Resource[] {
  return graph.ofType(...types).filter((object) => object.stack === stack);
}

/** The Namespace object of that name, where it is among what is judged. */
export function namespaceObject(graph: Graph, stack: string, name: string): Resource | undefined {
  return objectsIn(graph, stack, '', 'Namespace').find((one) => one.name === name);
}
