import type { Resource } from '../graph/graph';
import { forcesReplacement, schemaOf } from '../graph/schema';
import { isLeftToCloud, isList, isMap, Unknown, type Value } from '../graph/value';
import { differingPaths, isSame, isSettable } from './differences';
import type { Attributes } from './plan-json';

/** Addresses as they are now, by those that they were: within one stack. */
export type Moves = ReadonlyMap<string, string>;

/** A resource with the attributes of it that are looked at: before or after a change. */
export interface Shown {
  readonly resource: Resource;
  readonly attributes: Resource['attributes'];
}

/**
 * Paths at which one is other than the other, as far as somebody has said so: what the cloud computes, the order of
 * blocks, the ways to say nothing, and defaults of a provider that nobody set, are no difference.
 * @param isConfigured whether the configuration of the first is at hand; else its unset values are all that is known
 */
export function differingIn(
  was: Shown,
  is: Shown,
  moves: Moves,
  { isConfigured }: { readonly isConfigured: boolean },
): readonly string[] {
  const { type } = is.resource;
  const names = [...new Set([...Object.keys(was.attributes), ...Object.keys(is.attributes)])];
  return names
    .filter((name) => (isKnownType(type) ? isSettable(type, name) : name !== 'id'))
    .filter((name) => !isNoise(name, was, is, isConfigured))
    .flatMap((name) => {
      const pair = [was, is].map(({ attributes }) => ({
        [name]: comparable(attributes[name] ?? null, moves),
      }));
      return differingPaths(pair[0] as Attributes, pair[1] as Attributes, [name]);
    });
}

function isKnownType(type: string): boolean {
  return schemaOf(type, 'managed') !== undefined;
}

function isNoise(name: string, was: Shown, is: Shown, isConfigured: boolean): boolean {
  const [before, after] = [was.attributes[name] ?? null, is.attributes[name] ?? null];
  const set = is.resource.configures(name);
  const wasSet = isConfigured ? was.resource.configures(name) : undefined;
  if (isLeftToCloud(before) || isLeftToCloud(after)) return set === wasSet || set === false;
  // A provider that has a default now plans it for everything that says nothing.
  if (set === false && (isConfigured ? wasSet === false : isSame(before, null))) return true;
  if (!(before instanceof Unknown) && !(after instanceof Unknown)) return false;
  // Of a value that one of the two does not know, the expressions are compared.
  if (before instanceof Unknown && after instanceof Unknown) return false;
  return isConfigured && set === true && wasSet === true && isSameExpression(name, was, is);
}

function isSameExpression(name: string, was: Shown, is: Shown): boolean {
  const [one, other] = [was.resource.stated(name), is.resource.stated(name)];
  const isKnown = one instanceof Unknown && other instanceof Unknown;
  return isKnown && isSame(comparable(one, noMoves), comparable(other, noMoves));
}

const noMoves: Moves = new Map();

/** A value in plain JSON, in which an unknown is what it refers to, by the addresses of now. */
function comparable(value: Value, moves: Moves): unknown {
  if (value instanceof Unknown) {
    if (value.kind === 'left-to-cloud') return null;
    const { references, exact, template = '' } = value;
    return {
      references: references.map((one) => ({ ...one, address: moves.get(one.address) ?? one.address })),
      exact,
      template: renamed(template, moves),
    };
  }
  if (isList(value)) return value.map((one) => comparable(one, moves));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, comparable(one, moves)]));
}

function renamed(template: string, moves: Moves): string {
  if (moves.size === 0 || template === '') return template;
  return template.replaceAll(/[a-z][\w-]*\.[\w-]+/gi, (address) => moves.get(address) ?? address);
}

/**
 * Those of the attributes that differ which no provider of ours changes in place, `network.port`; undefined for a
 * type that it does not have.
 */
export function forcing(was: Shown, is: Shown, paths: readonly string[]): readonly string[] | undefined {
  const table = forcesReplacement(is.resource.type);
  if (table === undefined) return undefined;
  const names = [...new Set(paths.map((path) => path.split('.')[0] ?? ''))];
  return names.flatMap((name) => {
    if (table.includes(name)) return [name];
    const inner = table.filter((path) => path.startsWith(`${name}.`));
    return inner.filter((path) => {
      const [one, other] = [was, is].map(({ attributes }) => leaves(attributes[name] ?? null, path));
      return !isSame(one, other);
    });
  });
}

/**
 * Paths that are not changed in place and hold what one of these resources will be called by: a value that is not
 * known before it is made, and is another one when it is made anew.
 */
export function boundTo({ resource, attributes }: Shown, addresses: ReadonlySet<string>): readonly string[] {
  const paths = forcesReplacement(resource.type) ?? [];
  return paths.filter((path) =>
    leaves(attributes[path.split('.')[0] ?? ''] ?? null, path).some((leaf) =>
      addressesIn(leaf).some((address) => addresses.has(address)),
    ),
  );
}

function addressesIn(leaf: unknown): readonly string[] {
  const { references = [] } = (leaf ?? {}) as { references?: readonly { readonly address: string }[] };
  return references.map(({ address }) => address);
}

/** Every value at a path through blocks, whatever their number. */
function leaves(value: Value, path: string): readonly unknown[] {
  const steps = path.split('.').slice(1);
  const walk = (one: Value, at: number): readonly unknown[] => {
    if (isList(one)) return one.flatMap((each) => walk(each, at));
    const step = steps[at];
    if (step === undefined) return isLeftToCloud(one) ? [] : [comparable(one, noMoves)];
    return isMap(one) ? walk(one[step] ?? null, at + 1) : [];
  };
  return walk(value, 0);
}
