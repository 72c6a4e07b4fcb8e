import type { SchemaBlock, TypeConstraint } from './schema';
import { configuredUnseen, isList, isMap, isWhollyKnown, own, put, Unknown, type Value } from './value';

/**
 * Brings the attributes of a resource into the schema's form: `"8"` becomes 8 where a number belongs, a single
 * block a list of one, a list where a set belongs is sorted when it is wholly literal. Rules never do this.
 */
export function normaliseBlock(
  value: { readonly [key: string]: Value },
  schema: SchemaBlock | undefined,
): Record<string, Value> {
  const result: Record<string, Value> = { ...value };
  for (const key of Object.keys(result)) {
    const given = own(result, key) as Value;
    const normal = normaliseMember(given, key, schema);
    if (normal !== given) put(result, key, normal);
  }
  if (schema && !isNamed(schema, 'dynamic')) hideDynamic(result);
  return result;
}

/** One attribute or block in the schema's form. */
export function normaliseMember(given: Value, key: string, schema: SchemaBlock | undefined): Value {
  if (given === null || schema === undefined) return given;
  const { attributes = {}, block_types: blocks = {} } = schema;
  const type = Object.hasOwn(attributes, key) ? attributes[key]?.type : undefined;
  if (type) return normaliseType(given, type);
  const block = Object.hasOwn(blocks, key) ? blocks[key]?.block : undefined;
  return block ? normaliseBlocks(given, block) : given;
}

function isNamed({ attributes = {}, block_types = {} }: SchemaBlock, key: string): boolean {
  return Object.hasOwn(attributes, key) || Object.hasOwn(block_types, key);
}

/** Blocks that a `dynamic` block makes are configured, and what they are is not shown. JSON syntax only. */
export function hideDynamic(block: Record<string, Value>): void {
  const { dynamic } = block;
  if (dynamic === undefined) return;
  delete block.dynamic;
  for (const one of isList(dynamic) ? dynamic : [dynamic]) {
    for (const name of isMap(one) ? Object.keys(one) : []) block[name] = configuredUnseen;
  }
}

function normaliseBlocks(given: Value, schema: SchemaBlock): Value {
  if (given === null || given instanceof Unknown) return given;
  const list = isList(given) ? given : [given];
  return list.map((one) => (isMap(one) ? normaliseBlock(one, schema) : one));
}

function normaliseType(given: Value, type: TypeConstraint): Value {
  if (given === null || given instanceof Unknown) return given;
  if (typeof type === 'string') return normaliseScalar(given, type);
  const [kind, inner] = type;
  if (kind === 'list' || kind === 'set' || kind === 'tuple') {
    const list = isList(given) ? given : [given];
    if (kind === 'tuple') return list;
    const elements = list.map((one) => normaliseType(one, inner as TypeConstraint));
    return kind === 'set' && elements.every(isWhollyKnown) ? elements.toSorted(byText) : elements;
  }
  if (!isMap(given)) return given;
  const result: Record<string, Value> = Object.create(null);
  for (const key of Object.keys(given)) {
    const types = inner as Record<string, TypeConstraint>;
    const innerType =
      kind === 'map' ? (inner as TypeConstraint) : Object.hasOwn(types, key) ? types[key] : undefined;
    const one = own(given, key) as Value;
    result[key] = innerType === undefined ? one : normaliseType(one, innerType);
  }
  return result;
}

function byText(one: Value, other: Value): number {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a === b ? 0 : a < b ? -1 : 1;
}

function normaliseScalar(given: Value, type: string): Value {
  if (type === 'string' && (typeof given === 'number' || typeof given === 'boolean')) return String(given);
  if (type === 'number' && typeof given === 'string' && given.trim() !== '' && Number.isFinite(Number(given)))
    return Number(given);
  if (type === 'bool' && (given === 'true' || given === 'false')) return given === 'true';
  return given;
}
