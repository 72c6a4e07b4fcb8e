import type { Resource } from '../graph/graph';
import { type SchemaBlock, schemaOf } from '../graph/schema';
import type { Difference } from './drifted-object';
import type { Attributes } from './plan-json';

/** Whether somebody can set the attribute: what the cloud alone decides follows from something else. */
export function isSettable(type: string, name: string): boolean {
  const { attributes = {}, block_types: blocks = {} }: SchemaBlock = schemaOf(type, 'managed') ?? {};
  const one = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (one === undefined) return Object.hasOwn(blocks, name);
  return name !== 'id' && (one.optional === true || one.required === true);
}

/** Paths at which two values of an object differ: attributes, and the single keys of maps such as `metadata`. */
export function differingPaths(
  one: Attributes,
  other: Attributes,
  names: readonly string[],
): readonly string[] {
  return names.flatMap((name) => {
    const [a, b] = [one[name], other[name]];
    if (isSame(a, b)) return [];
    const keys = isMap(a) || isMap(b) ? [...new Set([...keysOf(a), ...keysOf(b)])] : [];
    if (keys.length === 0 || keys.some((key) => key.includes('.'))) return [name];
    return keys.filter((key) => !isSame(valueIn(a, key), valueIn(b, key))).map((key) => `${name}.${key}`);
  });
}

/** Puts differences into words; `wanted` and `found` are attributes of the resource, which masks what is secret. */
export function describeDifferences(
  resource: Resource,
  paths: readonly string[],
  { wanted, found }: { readonly wanted: Attributes; readonly found: Attributes },
): readonly Difference[] {
  return paths.map((path) => ({
    attribute: path,
    wanted: resource.show(path, wanted as Resource['attributes']),
    found: resource.show(path, found as Resource['attributes']),
  }));
}

/** Equal but for what no cloud tells apart: order in a set, and the ways to say nothing. */
export function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'null';
  if (Array.isArray(value))
    return value.length === 0 ? 'null' : `[${value.map(canonical).toSorted().join()}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const entries = Object.entries(value)
    .map(([key, one]) => [key, canonical(one)] as const)
    .filter(([, text]) => text !== 'null')
    .map(([key, text]) => `${JSON.stringify(key)}:${text}`);
  return entries.length === 0 ? 'null' : `{${entries.toSorted().join()}}`;
}

function isMap(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keysOf(value: unknown): readonly string[] {
  return isMap(value) ? Object.keys(value) : [];
}

function valueIn(map: unknown, key: string): unknown {
  return isMap(map) && Object.hasOwn(map, key) ? map[key] : undefined;
}
