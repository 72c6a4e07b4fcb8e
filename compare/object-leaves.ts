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
  if (isMap(before) && isMap(after)) return within(before, after, steps);
  if (isList(before) && isList(after)) return amongItems(before, after, steps);
  return isSame(before, after) ? [] : [{ steps, before, after }];
}

/** In another order these are others: arguments of a command, and containers that run one after the other. */
const ordered: ReadonlySet<string> = new Set(['command', 'args', 'initContainers']);

function amongItems(
  before: readonly Value[],
  after: readonly Value[],
  steps: Leaf['steps'],
): readonly Leaf[] {
  const whole = [{ steps, before, after }];
  const hasSame = isSame(before, after);
  const isMoved = hasSame && before.some((one, at) => !isSame(one, after[at]));
  if (isMoved && ordered.has(steps.at(-1)?.key ?? '')) return whole;
  const [were, are] = [named(before), named(after)];
  if (!were || !are) return hasSame ? [] : whole;
  const names = [...new Set([...were.keys(), ...are.keys()])].toSorted();
  return names.flatMap((key) => between(were.get(key), are.get(key), [...steps, { key, isItem: true }]));
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
