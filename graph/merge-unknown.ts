import { type Configured, classify, collectReferences, Unclassified } from './configuration';
import { isObject, type Json } from './json-object';
import type { SchemaBlock, TypeConstraint } from './schema';
import { areOfOne } from './traversal';
import {
  configuredUnseen,
  isList,
  isMap,
  isWhollyKnown,
  leftToCloud,
  own,
  put,
  type Reference,
  Unknown,
  type Value,
} from './value';

export interface Sources {
  readonly schema: SchemaBlock | undefined;
  readonly configured: Configured;
  /** The same block as the source states it, where the source is at hand; then it decides. */
  readonly stated: { readonly [key: string]: Value } | undefined;
  /** Follows references of an argument to what they come from. */
  readonly origins?: ((value: Value, argument: string) => Value) | undefined;
}

/**
 * Puts `after` and `after_unknown` of a planned change together and says of each unknown what kind it is.
 * Never guesses: what is configured in a way that plan JSON does not show is `configuredUnseen`.
 */
export function mergeUnknown(
  after: { readonly [key: string]: Value },
  mask: Json,
  sources: Sources,
): Record<string, Value> {
  const result: Record<string, Value> = { ...after };
  for (const [key, inner] of Object.entries(mask)) {
    if (hasUnknown(inner)) put(result, key, mergeMember(key, own(after, key) ?? null, inner, sources));
  }
  return result;
}

/** One attribute or block of `after` and its part of `after_unknown`, in which something is unknown. */
export function mergeMember(key: string, known: Value, mask: unknown, sources: Sources): Value {
  const attribute = ownIn(sources.schema?.attributes, key);
  const isBlock = attribute === undefined && ownIn(sources.schema?.block_types, key) !== undefined;
  return isBlock
    ? mergeBlocks(key, known, mask, sources)
    : mergePartly(known, mask, said(key, sources), isSet(attribute?.type));
}

function ownIn<T>(object: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return object && Object.hasOwn(object, key) ? object[key] : undefined;
}

function isSet(type: TypeConstraint | undefined): boolean {
  return Array.isArray(type) && type[0] === 'set';
}

export function hasUnknown(mask: unknown): boolean {
  if (mask === true) return true;
  return mask !== null && typeof mask === 'object' && Object.values(mask).some(hasUnknown);
}

/** What is said of an attribute whose value is not known, and what that comes from. */
function said(key: string, sources: Sources): Value {
  const value = markComposed(saidHere(key, sources), key, sources);
  if (sources.origins === undefined) return value;
  const followed = sources.origins(value, key);
  const { optional, computed } = ownIn(sources.schema?.attributes, key) ?? {};
  // All that it depends on is known, and it is not: it comes to null, and the cloud fills it in.
  const isNull = optional && computed && isWhollyFromKnown(followed);
  return isNull ? leftToCloud : followed;
}

/** The plan lists what an expression names as often as it names it, which a list of references does not show. */
function markComposed(value: Value, key: string, { configured }: Sources): Value {
  const expression = configured === Unclassified ? undefined : ownIn(configured, key);
  const names = isObject(expression) && Array.isArray(expression.references) ? expression.references : [];
  if (!(value instanceof Unknown) || value.exact || areOfOne(names.map(String))) return value;
  return new Unknown(value.kind, value.references, false, value.template, true);
}

function isWhollyFromKnown(value: Value): boolean {
  if (!(value instanceof Unknown) || value.kind !== 'reference') return false;
  return value.references.length > 0 && value.references.every(({ isKnown }) => isKnown);
}

/** By the source, else by the plan's configuration. */
function saidHere(key: string, { configured, stated }: Sources): Value {
  const expression = configured === Unclassified ? undefined : ownIn(configured, key);
  const inPlan = configured === Unclassified ? configuredUnseen : classify(expression);
  if (!stated) return inPlan;
  const inSource = own(stated, key) ?? leftToCloud;
  if (configured === Unclassified) return inSource;
  const isUnset = inSource === leftToCloud;
  if (isUnset === (inPlan === leftToCloud) && named(inSource) === named(inPlan)) return inSource;
  // A source that the plan was not made from decides nothing.
  return !isUnset && isIndexedBy(inSource, inPlan) ? inPlan : configuredUnseen;
}

/** What a value refers to, as one text: a source that names something else is of another plan. */
function named(value: Value): string {
  const addresses = referencesOf(value).map(({ address }) => address);
  return [...new Set(addresses)].sort().join(' ');
}

function referencesOf(value: Value): readonly Reference[] {
  return collectReferences(value).references;
}

/**
 * Whether a plan names beside what the source names nothing but an index, which is an expression there:
 * `x.y[count.index].id` names one resource, and the plan lists `count.index` with it.
 */
function isIndexedBy(inSource: Value, inPlan: Value): boolean {
  const [stated, listed] = [referencesOf(inSource), referencesOf(inPlan)];
  const names = new Set(stated.map(({ address }) => address));
  return (
    stated.some(({ index }) => index === '*') &&
    stated.every(({ address }) => listed.some((one) => one.address === address)) &&
    listed.every(({ address, kind }) => names.has(address) || indexKinds.has(kind))
  );
}

const indexKinds: ReadonlySet<Reference['kind']> = new Set(['other', 'variable', 'local']);

/** Elements that are known stay visible; each unknown one is what is said of it, or of the whole. */
function mergePartly(known: Value, mask: unknown, said: Value, isUnordered = false): Value {
  if (mask === true) return said === null ? leftToCloud : isWhollyKnown(said) ? configuredUnseen : said;
  if (mask === null || typeof mask !== 'object') return known;
  if (!Array.isArray(mask)) return mergeMap(known, mask as Json, said);
  const length = Math.max(mask.length, isList(known) ? known.length : 0);
  const one = isList(said) && said.length === length && !isUnordered ? said : undefined;
  const whole = one ? configuredUnseen : collectReferences(said);
  return Array.from({ length }, (_, at) =>
    mergePartly(isList(known) ? (known[at] ?? null) : null, mask[at], one?.[at] ?? whole),
  );
}

function mergeMap(known: Value, mask: Json, said: Value): Value {
  const result: Record<string, Value> = Object.create(null);
  const whole = isMap(said) ? leftToCloud : collectReferences(said);
  for (const key of new Set([...(isMap(known) ? Object.keys(known) : []), ...Object.keys(mask)])) {
    const value = isMap(known) ? (own(known, key) ?? null) : null;
    const one = isMap(said) ? own(said, key) : undefined;
    result[key] = mergePartly(value, ownIn(mask, key), one ?? whole);
  }
  return result;
}

function mergeBlocks(key: string, known: Value, mask: unknown, sources: Sources): Value {
  const { stated, configured, schema } = sources;
  const statedBlock = stated === undefined ? undefined : (own(stated, key) ?? null);
  const expression = configured === Unclassified ? undefined : ownIn(configured, key);
  if (statedBlock === null) {
    if (expression !== undefined) return configuredUnseen;
    return mask === true ? leftToCloud : mergePartly(known, mask, leftToCloud);
  }
  if (mask === true || !isList(known)) return statedBlock ?? configuredUnseen;
  if (!Array.isArray(mask)) return configuredUnseen;
  const expressions = expression === undefined ? [] : Array.isArray(expression) ? expression : [expression];
  const statedBlocks = isList(statedBlock) ? statedBlock : undefined;
  const type = ownIn(schema?.block_types, key);
  const isOrdered = known.length === 1 || type?.nesting_mode === 'list';
  // A set's order is not its source's, and a dynamic block has no expression at all: neither may be guessed.
  const canPair = isOrdered && (statedBlocks ?? expressions).length === known.length;
  if (!canPair) return statedBlocks ?? mergePartly(known, mask, configuredUnseen);
  return known.map((block, at) => {
    const inner: unknown = mask[at] ?? {};
    const statedOne = statedBlocks?.[at];
    if (inner === true) return statedOne ?? configuredUnseen;
    if (!isMap(block) || typeof inner !== 'object' || Array.isArray(inner)) {
      return block instanceof Unknown || !hasUnknown(inner) ? block : configuredUnseen;
    }
    return mergeUnknown(block, inner as Json, {
      origins: sources.origins,
      schema: type?.block,
      configured: (expressions[at] as Json | undefined) ?? Unclassified,
      stated: isMap(statedOne) ? statedOne : undefined,
    });
  });
}
