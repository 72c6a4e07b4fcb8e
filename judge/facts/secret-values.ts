import type { Graph, Resource } from '../../graph/graph';
import { isMap } from '../../graph/value';

const indexes = new WeakMap<Graph, Map<string, readonly Resource[]>>();

/** Secrets by the values that they hold. What is public (certificates) is no secret. */
export function secretsByValue(graph: Graph): Map<string, readonly Resource[]> {
  const known = indexes.get(graph);
  if (known) return known;
  const index = new Map<string, Resource[]>();
  for (const secret of graph.ofType('Secret')) {
    for (const value of valuesOf(secret)) {
      const list = index.get(value) ?? [];
      index.set(value, [...list, secret]);
    }
  }
  indexes.set(graph, index);
  return index;
}

const isPublic = /\.crt$|\.pem$|^ca\b|username|^user$|^host$|^port$|database|dbname/i;

/** Values of a Secret that open something. */
export function valuesOf(secret: Resource): ReadonlySet<string> {
  const found = ['data', 'stringData'].flatMap((path) => {
    const data = secret.get(path);
    if (!isMap(data)) return [];
    return Object.entries(data).flatMap(([key, value]) => {
      const text =
        typeof value !== 'string' ? '' : path === 'data' ? Buffer.from(value, 'base64').toString() : value;
      return text.length < 8 || isPublic.test(key) ? [] : [text];
    });
  });
  return new Set(found);
}
