/**
 * Values of the graph. A value is known (plain JSON), unknown by reference (configured, decided at apply)
 * or left to the cloud (unknown and not configured). A rule says what each of the three means to it.
 */

/** A thing that an expression names, within the module that holds the expression. */
export interface Reference {
  readonly kind: 'resource' | 'data' | 'module' | 'variable' | 'local' | 'other';
  /** `openstack_x.y`, `data.openstack_x.y`, `module.m`, `var.x`, `local.x`, or the root alone. */
  readonly address: string;
  /** Instance key after the address, where the expression states it. */
  readonly index?: string | number;
  /** Attribute path after the address, e.g. `id`; empty where the whole object is meant. */
  readonly attribute: string;
  /**
   * Module instance that holds what is named, where it was followed there; `[*]` stands for any key, or none.
   * @default the module of the expression
   */
  readonly module?: string;
  /** What is named has its value when a plan is made, so it is no resource that is yet to be. */
  readonly isKnown?: boolean;
}

export class Unknown {
  constructor(
    readonly kind: 'reference' | 'left-to-cloud',
    readonly references: readonly Reference[] = [],
    /** True only where the source is one plain reference, so that the value is what it refers to. */
    readonly exact: boolean = false,
    /** The expression as its source states it, where that is at hand: its literal parts are known. */
    readonly template: string | undefined = undefined,
    /**
     * True where an expression puts the value together: it names several things, or one twice, or takes a part of
     * what was put together. Null may come out of it though all that it names is there.
     */
    readonly composed: boolean = false,
  ) {}
}

/** Stands for a value that must not be shown; only in messages. */
export class Hidden extends Unknown {
  constructor() {
    super('reference');
  }
}

export type Value =
  | null
  | string
  | number
  | boolean
  | Unknown
  | readonly Value[]
  | { readonly [key: string]: Value };

/** Unknown and not configured: the cloud decides. */
export const leftToCloud = new Unknown('left-to-cloud');

/** Configured, but by what cannot be seen (a `dynamic` block, a function without references). */
export const configuredUnseen = new Unknown('reference');

export function isUnknown(value: Value | undefined): value is Unknown {
  return value instanceof Unknown;
}

export function isLeftToCloud(value: Value | undefined): boolean {
  return value instanceof Unknown && value.kind === 'left-to-cloud';
}

/** Not configured: not set in a plan, left to the cloud, or the empty text that a provider writes for it. */
export function isUnset(value: Value | undefined): boolean {
  return value === undefined || value === null || value === '' || isLeftToCloud(value);
}

/** Configured by what is not known yet. */
export function isOpen(value: Value | undefined): value is Unknown {
  return value instanceof Unknown && value.kind === 'reference';
}

export function isMap(value: Value | undefined): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** True where nothing inside the value is unknown. */
export function isWhollyKnown(value: Value): boolean {
  if (value instanceof Unknown) return false;
  if (Array.isArray(value)) return value.every(isWhollyKnown);
  if (isMap(value)) return Object.values(value).every(isWhollyKnown);
  return true;
}

/** An own property, so that `__proto__` and `constructor` in a hostile file are data and nothing else. */
export function own(object: { readonly [key: string]: Value }, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets an own property, whatever its name: plain assignment to `__proto__` would set something else. */
export function put(object: Record<string, Value>, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  } else object[key] = value;
}

/** What stands in the place of a value that must not be shown. */
export const hidden = '(sensitive)';

/** How a value reads in a message; unknown values say what kind they are. */
export function describe(value: Value | undefined): string {
  if (value === undefined || value === null) return 'not set';
  if (value instanceof Unknown) {
    if (value instanceof Hidden) return hidden;
    if (value.kind === 'left-to-cloud') return 'left to the cloud';
    if (value.references.length === 0) return 'configured by something the plan does not show';
    const names = value.references.map(
      (r) =>
        (r.module ? `${r.module}.` : '') +
        r.address +
        (r.index === undefined ? '' : `[${JSON.stringify(r.index)}]`) +
        (r.attribute && `.${r.attribute}`),
    );
    return clip(`${value.exact ? '' : 'computed from '}${names.join(', ')}`);
  }
  // A user and password in a URL are secrets wherever they stand.
  return clip(JSON.stringify(plain(value)).replace(/\/\/[^/@\s"]{1,200}@/g, '//…@'));
}

const longestText = 300;

/** A text short enough for a message. */
export function clip(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}… (${text.length} characters)` : text;
}

function plain(value: Value): unknown {
  if (value instanceof Hidden) return describe(value);
  if (value instanceof Unknown) return `<${describe(value)}>`;
  if (Array.isArray(value)) return value.map(plain);
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
  return value;
}
