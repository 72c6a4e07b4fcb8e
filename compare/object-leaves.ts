import { isList, isMap, own, type Value } from '../graph/value';
import { isSame } from './differences';

/** One value of an object that is other than it was; undefined where there was, or is, none. */
export interface Leaf {
  readonly steps: readonly { readonly key: string; readonly isItem: boolean }[];
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

type Map = { readonly [key: string]: Value };

/**
 * The smallest parts in which two objects differ. Items of a list are known by what the API server knows them by, so
 * that one more container is one difference and no other order is any; a list whose items have nothing of their own is one value.
 */
export function differingLeaves(was: Map, is: Map): readonly Leaf[] {
  return within(was, is, []);
}

function within(was: Map, is: Map, steps: Leaf['steps']): readonly Leaf[] {
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].toSorted();
  return keys.flatMap((key) => between(own(was, key), own(is, key), [...steps, { key, isItem: false }]));
}

function between(before: Value | undefined, after: Value | undefined, steps: Leaf['steps']): readonly Leaf[] {
  if (isSame(before, after)) return inOrder(before, after, steps);
  if (isMap(before) && isMap(after)) return within(before, after, steps);
  if (isList(before) && isList(after)) {
    const [were, are] = [named(before), named(after)];
    if (were && are) {
      const names = [...new Set([...were.keys(), ...are.keys()])].toSorted();
      return names.flatMap((key) => between(were.get(key), are.get(key), [...steps, { key, isItem: true }]));
    }
  }
  return [{ steps, before, after }];
}

/** In another order a list of plain values is another one: arguments of a command, `initContainers` apart. */
const ordered: ReadonlySet<string> = new Set(['command', 'args', 'initContainers']);

function inOrder(before: Value | undefined, after: Value | undefined, steps: Leaf['steps']): readonly Leaf[] {
  const key = steps.at(-1)?.key ?? '';
  if (isMap(before) && isMap(after)) return within(before, after, steps);
  if (!isList(before) || !isList(after)) return [];
  if (!ordered.has(key)) return named(before) ? itemsInOrder(before, after, steps) : [];
  const same = before.every((one, at) => isSame(one, after[at]));
  return same ? [] : [{ steps, before, after }];
}

function itemsInOrder(before: readonly Value[], after: readonly Value[], steps: Leaf['steps']) {
  const [were, are] = [named(before), named(after)];
  if (!were || !are) return [];
  return [...were].flatMap(([key, one]) => between(one, are.get(key), [...steps, { key, isItem: true }]));
}

/** Keys by which the API server merges lists. Source: kubernetes.io, `x-kubernetes-list-map-keys` of the core types. */
const mergeKeys = ['name', 'mountPath', 'containerPort', 'topologyKey', 'key'] as const;

/** Items by what they are known by; undefined where not every one has it and no other has the same. */
function named(list: readonly Value[]): ReadonlyMap<string, Value> | undefined {
  for (const key of mergeKeys) {
    const names = list.map((one) => (isMap(one) ? own(one, key) : undefined));
    const texts = names.filter((one) => typeof one === 'string' || typeof one === 'number').map(String);
    if (list.length > 0 && texts.length === list.length && new Set(texts).size === texts.length)
      return new Map(texts.map((text, at) => [text, list[at] as Value]));
  }
  return undefined;
}
