import type { Graph, Resource } from '../../graph/graph';

/** The namespace that an object says it is in; empty where it says none, so that whoever applies it decides. */
export function namespaceOf(object: Resource): string {
  const namespace = object.get('metadata.namespace');
  return typeof namespace === 'string' ? namespace : '';
}

/** Objects of one type in one cluster: all of them, by namespace, and those without a namespace by name. */
interface Objects {
  readonly all: Resource[];
  readonly byNamespace: Map<string, Resource[]>;
  readonly byName: Map<string, Resource>;
}

const indexes = new WeakMap<Graph, Map<string, ReadonlyMap<string, Objects>>>();

/** Objects of a type by the cluster that they are in. */
function indexOf(graph: Graph, type: string): ReadonlyMap<string, Objects> {
  const all = indexes.get(graph) ?? new Map<string, ReadonlyMap<string, Objects>>();
  indexes.set(graph, all);
  const known = all.get(type);
  if (known) return known;
  const index = new Map<string, Objects>();
  for (const object of graph.ofType(type)) {
    const objects: Objects = index.get(object.stack) ?? {
      all: [],
      byNamespace: new Map(),
      byName: new Map(),
    };
    index.set(object.stack, objects);
    objects.all.push(object);
    const namespace = namespaceOf(object);
    const list = objects.byNamespace.get(namespace);
    if (list) list.push(object);
    else objects.byNamespace.set(namespace, [object]);
    if (namespace === '' && !objects.byName.has(object.name)) objects.byName.set(object.name, object);
  }
  all.set(type, index);
  return index;
}

/** Objects of the given types in one namespace of a cluster. */
export function objectsIn(
  graph: Graph,
  stack: string,
  namespace: string,
  ...types: readonly string[]
): readonly Resource[] {
  return types.flatMap((type) => indexOf(graph, type).get(stack)?.byNamespace.get(namespace) ?? []);
}

/** Objects of the given types in the namespace of another one. */
export function besides(graph: Graph, object: Resource, ...types: readonly string[]): readonly Resource[] {
  return objectsIn(graph, object.stack, namespaceOf(object), ...types);
}

/** Objects of the given types anywhere in a cluster. */
export function objectsOf(graph: Graph, stack: string, ...types: readonly string[]): readonly Resource[] {
  return types.flatMap((type) => indexOf(graph, type).get(stack)?.all ?? []);
}

/** The Namespace object of that name, where it is among what is judged. */
export function namespaceObject(graph: Graph, stack: string, name: string): Resource | undefined {
  return indexOf(graph, 'Namespace').get(stack)?.byName.get(name);
}
