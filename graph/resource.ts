import { readExpression } from './configuration';
import { hasOpening } from './expression';
import { type SchemaBlock, schemaOf } from './schema';
import { describe, Hidden, isList, isMap, leftToCloud, own, Unknown, type Value } from './value';
import type { WrittenDown } from './written-down';

/** What happens to a resource. `declared` is all that a synthesized stack can say. */
export type Action = 'declared' | 'create' | 'update' | 'replace' | 'delete' | 'forget' | 'no-op' | 'read';

export type Attributes = { readonly [key: string]: Value };

export interface ResourceParts {
  readonly stack: string;
  /** Terraform's full address, `module.a["x"].openstack_t.n[0]`. With the stack it is the identity. */
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** Address of the module instance that holds it, empty for the root module. */
  readonly module: string;
  readonly index?: string | number | undefined;
  readonly action: Action;
  readonly attributes: Attributes;
  /** One of the attributes, where not all of them have to be read for it. */
  attribute?(name: string): Value | undefined;
  /** Attributes before the change, where the source knows them. */
  readonly before?: Attributes | undefined;
  /** What a missing attribute means: left to the cloud in a synthesized stack, not set in a plan. */
  readonly absent: Value;
  /** Paths that must never be printed, `psk` or `user.0.password`; the empty path is all of it. */
  readonly sensitive?: ReadonlySet<string>;
  /** Key of what an earlier replacement left behind at the address, and which now goes. */
  readonly deposed?: string | undefined;
  /** It stands for any number of instances (`count`, `for_each`), none included: a synthesized stack expands none. */
  readonly repeated?: boolean;
  /** `lifecycle.prevent_destroy`, which only a synthesized stack shows. */
  readonly preventDestroy?: boolean;
  /** The object that it replaces stays, no longer managed. */
  readonly leavesOld?: boolean;
  /** Whether its configuration has provisioners: programs that run beside what is planned. */
  readonly provisioned?: boolean;
  /** Expressions of its configuration, as plan JSON states them. */
  readonly expressions?: { readonly [key: string]: unknown } | undefined;
  /** Whether what names in its expressions stand for is written down. */
  readonly writtenDown?: WrittenDown | undefined;
}

const splitPaths = new Map<string, readonly string[]>();

/** A path's steps. Rules ask for the same few paths of every resource; those with an index are not kept. */
function stepsOf(path: string): readonly string[] {
  const known = splitPaths.get(path);
  if (known) return known;
  const steps = path.split('.');
  if (!/\.\d/.test(path)) splitPaths.set(path, steps);
  return steps;
}

export class Resource {
  readonly stack: string;
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly module: string;
  readonly index: string | number | undefined;
  readonly action: Action;
  readonly preventDestroy: boolean | undefined;
  readonly deposed: string | undefined;
  readonly repeated: boolean;
  /** Read when asked for: rules look at few parts of most resources. */
  readonly #parts: ResourceParts;

  constructor(parts: ResourceParts) {
    this.stack = parts.stack;
    this.address = parts.address;
    this.mode = parts.mode;
    this.type = parts.type;
    this.name = parts.name;
    this.module = parts.module;
    this.index = parts.index;
    this.action = parts.action;
    this.preventDestroy = parts.preventDestroy;
    this.deposed = parts.deposed;
    this.repeated = parts.repeated ?? false;
    this.#parts = parts;
  }

  get attributes(): Attributes {
    return this.#parts.attributes;
  }

  get before(): Attributes | undefined {
    return this.#parts.before;
  }

  /** Whether it will be there, and managed, after the apply. */
  get remains(): boolean {
    return this.action !== 'delete' && this.action !== 'forget';
  }

  /** Whether the apply makes it anew, so that what it is made with is what it will be. */
  get isMadeNow(): boolean {
    return this.action === 'create' || this.action === 'replace' || this.action === 'declared';
  }

  /** Whether an object of it stays in the cloud that is no longer managed after the apply. */
  get isLeftBehind(): boolean {
    return this.action === 'forget' || (this.#parts.leavesOld ?? false);
  }

  /** Whether programs run when it is made or goes (`provisioner`), of whose doing no plan shows anything. */
  get isProvisioned(): boolean {
    return this.#parts.provisioned ?? false;
  }

  /** Whether the configuration sets an attribute or block; undefined where the source does not show it. */
  configures(attribute: string): boolean | undefined {
    if (this.action === 'declared') return (this.#attribute(attribute) ?? null) !== null;
    const { expressions } = this.#parts;
    if (expressions === undefined) return undefined;
    if (Object.hasOwn(expressions, attribute)) return true;
    // A `dynamic` block leaves no trace in a plan's configuration.
    const blocks = schemaOf(this.type, this.mode)?.block_types ?? {};
    return Object.hasOwn(blocks, attribute) ? undefined : false;
  }

  /**
   * Whether the configuration writes an attribute down as a literal, itself or in a local or a variable's default,
   * and not as another resource's value or one that is given from outside. Undefined where the source does not
   * show it: `each.value` may hold a literal, and what a plan's local holds is in the source alone.
   */
  isLiteral(attribute: string): boolean | undefined {
    if (this.action === 'declared') {
      const value = this.#attribute(attribute);
      if (!(value instanceof Unknown)) return value !== undefined && value !== null;
      return this.#areWritten(value.references.map(({ address }) => address));
    }
    const { references, constant_value: constant } = this.#expression(attribute) ?? {};
    // Beside references, a constant of HCL is what they come to; one of JSON syntax is the expression itself.
    if (typeof constant === 'string' && !hasOpening(constant)) return true;
    if (Array.isArray(references)) {
      return this.#areWritten(references.map(String), this.#attribute(attribute));
    }
    return constant === undefined ? undefined : constant !== null;
  }

  /** Names that the expression of an attribute refers to, `var.x`; none for a literal, undefined where not shown. */
  namesIn(attribute: string): readonly string[] | undefined {
    if (this.action === 'declared') {
      const value = this.#attribute(attribute);
      return value instanceof Unknown ? value.references.map(({ address }) => address) : [];
    }
    const expression = this.#expression(attribute);
    if (expression === undefined) return undefined;
    const { references = [] } = expression;
    return Array.isArray(references) ? references.map(String) : undefined;
  }

  /** What the plan's configuration says of one attribute; undefined where it says nothing. */
  #expression(attribute: string): { readonly [key: string]: unknown } | undefined {
    const { expressions } = this.#parts;
    const one = expressions && Object.hasOwn(expressions, attribute) ? expressions[attribute] : undefined;
    return one !== null && typeof one === 'object' ? (one as { readonly [key: string]: unknown }) : undefined;
  }

  #areWritten(names: readonly string[], value?: Value): boolean | undefined {
    return this.#parts.writtenDown?.(this.module, names, value);
  }

  /**
   * What the configuration states of an attribute, where values show another form of it: of user data a plan and a
   * state hold the hash. Undefined where the source does not show it.
   */
  stated(attribute: string): Value | undefined {
    if (this.action === 'declared') return this.get(attribute);
    const { expressions } = this.#parts;
    if (expressions === undefined) return undefined;
    return Object.hasOwn(expressions, attribute) ? readExpression(expressions[attribute]) : leftToCloud;
  }

  /** Whether a path is marked sensitive by its source or its kind. */
  isSensitive(path: string): boolean {
    const steps = stepsOf(path);
    if (steps.some((step) => isSecretName(this, step))) return true;
    const { sensitive = noPaths } = this.#parts;
    if (sensitive.size === 0) return false;
    return sensitive.has('') || steps.some((_, at) => sensitive.has(steps.slice(0, at + 1).join('.')));
  }

  /** How a value of the resource reads in a message: what is sensitive, in it or as a whole, is left out. */
  show(path: string, root?: Attributes): string {
    return describe(this.#masked(root ? this.at(root, path) : this.get(path), path));
  }

  #masked(value: Value, path: string): Value {
    if (this.isSensitive(path)) return new Hidden();
    if (isList(value)) return value.map((one, at) => this.#masked(one, `${path}.${at}`));
    if (!isMap(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, this.#masked(one, `${path}.${key}`)]),
    );
  }

  /**
   * The value at a path such as `metadata.estate:site` or `network.0.port`. What lies below an unknown is
   * that unknown; a key missing from a known map is null.
   */
  get(path: string): Value {
    if (!path.includes('.')) return this.#attribute(path) ?? this.#parts.absent;
    const steps = stepsOf(path);
    return this.#below(this.#attribute(steps[0] as string) ?? this.#parts.absent, steps);
  }

  /** The value at a path of other attributes of the resource, such as those before the change. */
  at(root: Attributes, path: string): Value {
    const steps = stepsOf(path);
    return this.#below(own(root, steps[0] as string) ?? this.#parts.absent, steps);
  }

  #attribute(name: string): Value | undefined {
    const parts = this.#parts;
    return parts.attribute === undefined ? own(parts.attributes, name) : parts.attribute(name);
  }

  /** What the steps after the first lead to. */
  #below(first: Value, steps: readonly string[]): Value {
    let value = first;
    for (let at = 1; at < steps.length; at += 1) {
      const key = steps[at] as string;
      if (value === null || value instanceof Unknown) return value;
      if (isList(value)) value = value[Number(key)] ?? null;
      else if (isMap(value)) value = own(value, key) ?? null;
      else return null;
    }
    return value;
  }

  /** A list of nested blocks, or the unknown it is. An absent block is whatever absence means here. */
  blocks(path: string): readonly Value[] | Unknown {
    const value = this.get(path);
    if (value instanceof Unknown) return value;
    return isList(value) ? value : [];
  }
}

const noPaths: ReadonlySet<string> = new Set();
/** Secret by their nature; the provider marks few of them (a VPN's psk is not). */
const alwaysSensitive: ReadonlySet<string> = new Set([
  'psk',
  'admin_pass',
  'password',
  'private_key',
  'payload',
  'user_data',
  'secret',
  'token',
  'container_sync_key',
]);

/** Whether an attribute or block of that name is a secret of such a resource, at any depth, by its nature or schema. */
export function isSecretName(of: Pick<Resource, 'type' | 'mode'>, name: string): boolean {
  return alwaysSensitive.has(name) || sensitiveNames(of).has(name);
}

const namesByType = new Map<string, ReadonlySet<string>>();

/** Names of attributes that the provider's schema marks as sensitive, at any depth. */
function sensitiveNames({ type, mode }: Pick<Resource, 'type' | 'mode'>): ReadonlySet<string> {
  const key = `${mode} ${type}`;
  const names = namesByType.get(key) ?? new Set(markedIn(schemaOf(type, mode)));
  namesByType.set(key, names);
  return names;
}

function markedIn({ attributes = {}, block_types: blocks = {} }: SchemaBlock = {}): string[] {
  const own = Object.keys(attributes).filter((name) => attributes[name]?.sensitive === true);
  return [...own, ...Object.values(blocks).flatMap(({ block }) => markedIn(block))];
}
