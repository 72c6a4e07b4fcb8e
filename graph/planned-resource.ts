import { type ConfigModule, Unclassified } from './configuration';
import { hasUnknown, mergeMember, mergeUnknown, type Sources } from './merge-unknown';
import { normaliseBlock, normaliseMember } from './normalise';
import type { Origins, Place } from './origins';
import type { Change } from './read-change';
import { type Attributes, Resource, type ResourceParts } from './resource';
import { type SchemaBlock, schemaOf } from './schema';
import { own, type Value } from './value';
import type { WrittenDown } from './written-down';

export interface PlanContext {
  readonly stack: string;
  readonly configuration: ConfigModule;
  readonly origins: Origins;
  /** Attributes as the source states them, by `type.name` of the root module. */
  readonly source: ReadonlyMap<string, Attributes> | undefined;
  readonly writtenDown: WrittenDown;
}

/** The resource that a change makes: what is known of it and what is not put together, in the schema's form. */
export function plannedResource(change: Change, context: PlanContext): Resource {
  return new Resource(new PlannedParts(change, context));
}

/** Parts of a planned resource. Each is made when it is asked for: of a large plan, rules look at little. */
class PlannedParts implements ResourceParts {
  readonly absent = null;
  readonly #change: Change;
  readonly #context: PlanContext;
  readonly #schema: SchemaBlock | undefined;
  /** Attributes that were asked for. */
  readonly #formed = new Map<string, Value>();
  #sources: Sources | undefined;
  #sensitive: ReadonlySet<string> | undefined;

  constructor(change: Change, context: PlanContext) {
    this.#change = change;
    this.#context = context;
    this.#schema = schemaOf(change.identity.type, change.identity.mode);
  }

  get address() {
    return this.#change.address;
  }
  get action() {
    return this.#change.action;
  }
  get stack() {
    return this.#context.stack;
  }
  get mode() {
    return this.#change.identity.mode;
  }
  get type() {
    return this.#change.identity.type;
  }
  get name() {
    return this.#change.identity.name;
  }
  get module() {
    return this.#change.identity.module;
  }
  get index() {
    return this.#change.identity.index;
  }
  get deposed() {
    return this.#change.identity.deposed;
  }

  get attributes(): Attributes {
    const { values, unknown } = this.#change;
    return normaliseBlock(mergeUnknown(values, unknown, this.#said()), this.#schema);
  }

  attribute(name: string): Value {
    const known = this.#formed.get(name);
    if (known !== undefined) return known;
    const value = this.#form(name);
    this.#formed.set(name, value);
    return value;
  }

  #form(name: string): Value {
    const { values, unknown } = this.#change;
    const known = own(values, name) ?? null;
    const mask = Object.hasOwn(unknown, name) ? unknown[name] : undefined;
    const merged = hasUnknown(mask) ? mergeMember(name, known, mask, this.#said()) : known;
    return normaliseMember(merged, name, this.#schema);
  }

  get before(): Attributes | undefined {
    const { before } = this.#change;
    return before && normaliseBlock(before, this.#schema);
  }

  get writtenDown(): WrittenDown {
    return this.#context.writtenDown;
  }

  get expressions(): Attributes | undefined {
    const { configured } = this.#said();
    return configured === Unclassified ? undefined : (configured as Attributes);
  }

  get leavesOld(): boolean {
    return this.#change.leavesOld;
  }

  get provisioned(): boolean {
    const { mode, type, name, module } = this.#change.identity;
    return mode === 'managed' && this.#context.configuration.isProvisioned(module, `${type}.${name}`);
  }

  get sensitive(): ReadonlySet<string> {
    this.#sensitive ??= sensitivePaths(this.#change.masks);
    return this.#sensitive;
  }

  /** What the plan's configuration and the source say of it. */
  #said(): Sources {
    this.#sources ??= this.#find();
    return this.#sources;
  }

  #find(): Sources {
    const { address, mode, type, name, module, index } = this.#change.identity;
    // Most addresses are that of their configuration already.
    const isOnly = module === '' && index === undefined;
    const local = isOnly ? address : `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
    const { configuration, origins, source } = this.#context;
    const place: Place = {
      module,
      get each() {
        return configuration.forEach(module, local);
      },
    };
    return {
      schema: this.#schema,
      configured: configuration.resource(module, local) ?? Unclassified,
      stated: module === '' ? source?.get(local) : undefined,
      origins: (value, argument) => origins.of(value, argument, place),
    };
  }
}

const noPaths: ReadonlySet<string> = new Set();

/** Every path that one of the masks marks; the empty path where it marks the whole. */
function sensitivePaths(masks: readonly unknown[]): ReadonlySet<string> {
  const paths: string[] = [];
  const walk = (mask: unknown, path: string) => {
    if (mask === true) paths.push(path);
    if (mask === null || typeof mask !== 'object') return;
    for (const [key, inner] of Object.entries(mask)) walk(inner, path === '' ? key : `${path}.${key}`);
  };
  for (const mask of masks) walk(mask, '');
  return paths.length === 0 ? noPaths : new Set(paths);
}
