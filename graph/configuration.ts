import { hasOpening, readExpressions } from './expression';
import { isObject, type Json } from './json-object';
import type { VariableDefaults } from './provider-config';
import { readTraversal } from './traversal';
import { UnreadableInput } from './unreadable-input';
import { configuredUnseen, isWhollyKnown, leftToCloud, type Reference, Unknown, type Value } from './value';

/** Expressions of one resource, as plan JSON states them; `Unclassified` where its configuration is not there. */
export type Configured = Json | typeof Unclassified;
export const Unclassified = Symbol('no configuration');

/** The configuration of all modules: what is configured, without what it evaluates to. */
export class ConfigModule {
  readonly #root: Json;
  /** Resources by the path of the module instance that holds them, then by `type.name`. */
  readonly #byModule = new Map<string, ReadonlyMap<string, Json>>();

  constructor(root: Json) {
    this.#root = root;
  }

  /**
   * Expressions of `type.name` (or `data.type.name`) in the module at a path such as `module.a["x"].module.b`.
   * Undefined where its configuration is not there; without expressions where it configures nothing.
   */
  resource(modulePath: string, address: string): Json | undefined {
    const resources = this.#byModule.get(modulePath) ?? indexResources(this.#module(modulePath));
    this.#byModule.set(modulePath, resources);
    const found = resources.get(address);
    if (found === undefined) return undefined;
    const { expressions = {} } = found;
    return isObject(expressions) ? expressions : undefined;
  }

  /** The `for_each` of a resource as plan JSON states it; undefined without one. */
  forEach(modulePath: string, address: string): unknown {
    this.resource(modulePath, address);
    return member(this.#byModule.get(modulePath)?.get(address), 'for_each_expression');
  }

  /** Whether a resource has provisioners. */
  isProvisioned(modulePath: string, address: string): boolean {
    this.resource(modulePath, address);
    const provisioners = member(this.#byModule.get(modulePath)?.get(address), 'provisioners');
    return Array.isArray(provisioners) ? provisioners.length > 0 : (provisioners ?? null) !== null;
  }

  #module(path: string): unknown {
    let module: unknown = this.#root;
    moduleStep.lastIndex = 0;
    while (moduleStep.lastIndex < path.length) {
      const name = moduleStep.exec(path)?.[1];
      if (name === undefined) return undefined;
      module = member(member(member(module, 'module_calls'), name), 'module');
    }
    return module;
  }
}

const moduleStep = /(?:^|(?!^)\.)module\.([\w-]+)(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/y;

function member(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function indexResources(module: unknown): ReadonlyMap<string, Json> {
  const resources = member(module, 'resources');
  const map = new Map<string, Json>();
  for (const one of Array.isArray(resources) ? (resources as readonly unknown[]) : []) {
    if (isObject(one) && typeof one.address === 'string') map.set(one.address, one);
  }
  return map;
}

/** Reads the configuration part of plan JSON. */
export function readConfiguration(
  json: Json,
  file: string,
): { root: ConfigModule; defaults: VariableDefaults } {
  const { root_module: root = {}, provider_config: configs = {} } = json;
  for (const [name, part] of Object.entries({ root_module: root, provider_config: configs })) {
    if (!isObject(part))
      throw new UnreadableInput(file, `configuration.${name} is no object`, 'make the plan again');
  }
  const defaults = readDefaults(member(root, 'variables'));
  return { root: new ConfigModule(root as Json), defaults };
}

/** Defaults of variables; Terraform takes no expression there. */
export function readDefaults(variables: unknown): VariableDefaults {
  const defaults = new Map<string, Value>();
  for (const [name, variable] of Object.entries(isObject(variables) ? variables : {})) {
    const stated = member(variable, 'default');
    if (stated !== undefined && stated !== null) defaults.set(name, stated as Value);
  }
  return defaults;
}

/** What an expression in plan JSON says of a value: a constant, or what it may depend on. */
export function readExpression(expression: unknown): Value {
  if (Array.isArray(expression)) return expression.map(readExpression);
  if (!isObject(expression)) return configuredUnseen;
  const { references, constant_value: constant } = expression;
  if (Array.isArray(references)) return readReferences(references, constant);
  // Without references too: the source of JSON syntax may call a function.
  if (constant !== undefined) return readExpressions(constant);
  return Object.keys(expression).length === 0 ? configuredUnseen : readBlock(expression);
}

/** What the expressions of a block say, by argument. */
export function readBlock(expressions: Json): Value {
  const block: Record<string, Value> = Object.create(null);
  for (const [key, expression] of Object.entries(expressions)) block[key] = readExpression(expression);
  return block;
}

/**
 * References say what a value may depend on, never what it is. A constant beside them is the value where it was
 * written in HCL (`true ? "x" : a.b`), and the expression itself where it was written in JSON syntax.
 */
function readReferences(references: readonly unknown[], constant: unknown): Value {
  if (constant !== undefined) {
    const stated = readExpressions(constant);
    if (!isWhollyKnown(stated)) return stated;
    if (!mayHoldOpening(constant)) return stated;
  }
  return new Unknown('reference', longest(references));
}

function mayHoldOpening(json: unknown): boolean {
  if (typeof json === 'string') return hasOpening(json);
  return json !== null && typeof json === 'object' && Object.values(json).some(mayHoldOpening);
}

/** What an unknown value of plan JSON is, by its expression: its parts where they are stated, else what it depends on. */
export function classify(expression: unknown): Value {
  if (expression === undefined) return leftToCloud;
  const stated = readExpression(expression);
  if (stated === null) return leftToCloud;
  return isWhollyKnown(stated) ? configuredUnseen : stated;
}

/** What any part of an unknown value may depend on. */
export function collectReferences(value: Value): Unknown {
  if (value instanceof Unknown) return value.exact ? new Unknown('reference', value.references) : value;
  const unknowns: Unknown[] = [];
  const walk = (one: Value) => {
    if (one instanceof Unknown) unknowns.push(one);
    else if (one !== null && typeof one === 'object') for (const inner of Object.values(one)) walk(inner);
  };
  walk(value);
  const named = unknowns.filter((u) => u.kind === 'reference');
  if (named.some((u) => u.references.length === 0)) return configuredUnseen;
  return new Unknown(
    'reference',
    named.flatMap((u) => u.references),
  );
}

/** Plan JSON lists a reference and its prefixes; only the longest of each says something. */
function longest(references: readonly unknown[]): Reference[] {
  const texts = new Set(references.map((one) => (typeof one === 'string' ? one : '?')));
  const prefixes = new Set([...texts].flatMap(prefixesOf));
  return [...texts].filter((one) => !prefixes.has(one)).map((text) => readTraversal(text) ?? anything);
}

/** A reference that cannot be read may lead anywhere. */
const anything: Reference = { kind: 'other', address: '?', attribute: '' };

/** What is left of a traversal without its last steps; of one that is no longer a name, nothing. */
function prefixesOf(text: string): string[] {
  if (text.length > 1000) return [];
  return [...text.matchAll(/[.[]/g)].map((match) => text.slice(0, match.index));
}
