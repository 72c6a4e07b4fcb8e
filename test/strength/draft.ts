import { schemaOf } from '../../graph/schema';
import type { PlannedSite } from '../estate-plan';
import type { ChangeJson, ConfiguredJson, Json, PlanJson } from './plan-json';

/** What a value depends on that no plan shows before the apply. */
const decidedAtApply = 'terraform_data.decided_at_apply.output';

/** A value that is configured and known only at apply. */
export const decidedLater = `\${${decidedAtApply}}`;

/**
 * One stack that is being broken: its plan as Terraform would have written it, and the source it was made from.
 * Both are changed alike, so that what is tested is the rules and never the reader.
 *
 * A value that holds `${type.name.attribute}` is known at apply, as it is in a plan.
 */
export class Draft {
  readonly plan: PlanJson;
  readonly source: Json;

  constructor(readonly site: PlannedSite) {
    this.plan = JSON.parse(site.plan) as PlanJson;
    this.source = JSON.parse(site.source) as Json;
  }

  done(): PlannedSite {
    return {
      stack: this.site.stack,
      plan: JSON.stringify(this.plan),
      source: JSON.stringify(this.source),
    };
  }

  /** @throws Error where no such resource is planned: a mutant that breaks nothing is none */
  change(address: string): ChangeJson {
    const found = this.plan.resource_changes.find((one) => one.address === address);
    if (!found) throw new Error(`no ${address} in the plan of ${this.site.stack}`);
    return found;
  }

  /** What the configuration says of a resource, beside its expressions. */
  configured(address: string): ConfiguredJson {
    const found = this.plan.configuration.root_module.resources?.find((one) => one.address === address);
    if (!found) throw new Error(`no ${address} in the configuration of ${this.site.stack}`);
    return found;
  }

  addresses(type: string): string[] {
    return this.plan.resource_changes.filter((one) => one.type === type).map(({ address }) => address);
  }

  /** A value as it is known before the apply. */
  get(address: string, attribute: string): unknown {
    return this.change(address).change.after?.[attribute];
  }

  /** Sets attributes and blocks; null leaves an attribute out. */
  set(address: string, attributes: Json): void {
    const { change, type } = this.change(address);
    const planned = this.#planned(address);
    const configured = this.configured(address);
    configured.expressions ??= {};
    const stated = this.#stated(address);
    for (const [attribute, value] of Object.entries(attributes)) {
      if (attribute === 'lifecycle') {
        if (value === null) delete stated.lifecycle;
        else stated.lifecycle = value;
        continue;
      }
      const isBlock = schemaOf(type, 'managed')?.block_types?.[attribute] !== undefined;
      const isOpen = value === null && schemaOf(type, 'managed')?.attributes?.[attribute]?.computed === true;
      const split = isBlock
        ? splitBlocks(value as Json[])
        : { known: value, unknown: refers(value) || isOpen };
      const unknown = (change.after_unknown || {}) as Json;
      change.after_unknown = unknown;
      for (const values of [change.after ?? {}, planned]) {
        if (split.unknown === true) delete values[attribute];
        else values[attribute] = split.known;
      }
      if (split.unknown === false) delete unknown[attribute];
      else unknown[attribute] = split.unknown;
      if (value === null) delete (configured.expressions as Json)[attribute];
      else
        (configured.expressions as Json)[attribute] = isBlock
          ? (value as Json[]).map(blockExpressions)
          : expression(value);
      if (value === null) delete stated[attribute];
      else stated[attribute] = value;
    }
  }

  /** A resource that is made as well: `type.name` with its attributes and blocks. */
  add(address: string, attributes: Json): void {
    const [type = '', name = ''] = address.split('.');
    // A type of an older or another provider has no schema here.
    const schema = schemaOf(type, 'managed');
    const names = Object.entries(schema?.attributes ?? {});
    const identity = { address, mode: 'managed', type, name };
    const provider = this.plan.resource_changes[0]?.provider_name;
    const plain = names.filter(([, one]) => one.computed !== true).map(([key]) => [key, null]);
    const computed = names.filter(([, one]) => one.computed === true).map(([key]) => [key, true]);
    const blocks = Object.keys(schema?.block_types ?? {}).map((key) => [key, []]);
    const change = {
      actions: ['create'],
      before: null,
      after: Object.fromEntries([...plain, ...blocks]) as Json,
      after_unknown: Object.fromEntries([...computed, ...structuredClone(blocks)]) as Json,
      before_sensitive: false,
      after_sensitive: {},
    };
    this.plan.resource_changes.push({ ...identity, provider_name: provider, change });
    this.#root.push({ ...identity, values: structuredClone(change.after) });
    this.#configuredRoot.push({
      ...identity,
      provider_config_key: 'openstack',
      expressions: {},
      schema_version: 0,
    });
    this.set(address, attributes);
  }

  /** Takes a resource out; what refers to it is left with a value that is decided at apply. */
  remove(address: string): void {
    this.change(address);
    this.plan.resource_changes = this.plan.resource_changes.filter((one) => one.address !== address);
    this.plan.planned_values.root_module.resources = this.#root.filter((one) => one.address !== address);
    this.plan.configuration.root_module.resources = this.#configuredRoot.filter(
      (one) => one.address !== address,
    );
    const [type = '', name = ''] = address.split('.');
    delete (this.source.resource as { [type: string]: Json })[type]?.[name];
  }

  /** Another name for a resource, wherever it is named. */
  rename(address: string, to: string): void {
    this.change(address);
    const [type = '', name = ''] = address.split('.');
    const rename = <T>(json: T): T => renamed(json, `${type}.${name}`, `${type}.${to}`) as T;
    Object.assign(this.plan, rename(this.plan));
    for (const list of [this.plan.resource_changes, this.#root, this.#configuredRoot])
      for (const one of list as Json[]) if (one.address === `${type}.${to}`) one.name = to;
    Object.assign(this.source, rename(this.source));
    const byName = (this.source.resource as { [type: string]: Json })[type] ?? {};
    byName[to] = byName[name];
    delete byName[name];
  }

  /** What a plan does to a resource that exists: `before` are its values, by default those it will have. */
  act(address: string, actions: readonly string[], before: Json = {}): void {
    const { change } = this.change(address);
    const existing = { ...change.after, id: idOf(address), ...before };
    change.actions = [...actions];
    change.before = existing;
    if (actions.includes('create')) return;
    change.after = { ...change.after, id: existing.id };
    if (change.after_unknown) delete change.after_unknown.id;
    if (actions[0] !== 'delete' && actions[0] !== 'forget') return;
    change.after = null;
    change.after_unknown = {};
    // What is forgotten is among the planned values still, as Terraform writes it.
    if (actions[0] === 'delete') {
      this.plan.planned_values.root_module.resources = this.#root.filter((one) => one.address !== address);
    }
  }

  get #root() {
    const module = this.plan.planned_values.root_module;
    module.resources ??= [];
    return module.resources;
  }

  get #configuredRoot() {
    const module = this.plan.configuration.root_module;
    module.resources ??= [];
    return module.resources;
  }

  #planned(address: string): Json {
    return this.#root.find((one) => one.address === address)?.values ?? {};
  }

  /** A resource in the source. */
  #stated(address: string): Json {
    const [type = '', name = ''] = address.split('.');
    const types = this.source.resource as { [type: string]: { [name: string]: Json } };
    types[type] ??= {};
    const byName = types[type];
    byName[name] ??= {};
    return byName[name];
  }
}

/** An id as a cloud would give it, the same for the same address. */
export function idOf(address: string): string {
  let hash = 0;
  for (const letter of address) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  return `00000000-0000-4000-8000-${hash.toString(16).padStart(12, '0')}`;
}

function refers(value: unknown): boolean {
  return /\$\{/.test(JSON.stringify(value) ?? '');
}

function splitBlocks(blocks: readonly Json[]): { known: unknown; unknown: unknown } {
  const part = (isOpen: boolean) =>
    blocks.map((one) =>
      Object.fromEntries(
        Object.entries(one)
          .filter(([, value]) => refers(value) === isOpen)
          .map(([key, value]) => [key, isOpen ? true : value]),
      ),
    );
  return { known: part(false), unknown: part(true) };
}

function expression(value: unknown): unknown {
  const names = [...(JSON.stringify(value) ?? '').matchAll(/\$\{([\w.-]+)\}/g)].map(([, name = '']) => name);
  const references = names.flatMap((name) => [name, name.replace(/\.\w+$/, '')]);
  return references.length === 0 ? { constant_value: value } : { constant_value: value, references };
}

function blockExpressions(block: Json): Json {
  return Object.fromEntries(Object.entries(block).map(([key, value]) => [key, expression(value)]));
}

/** The same JSON with one resource's address replaced by another, wherever a text names it. */
function renamed(json: unknown, from: string, to: string): unknown {
  const escaped = from.replaceAll('.', '\\.');
  const pattern = new RegExp(`(?<![\\w.-])${escaped}(?![\\w-])`, 'g');
  return JSON.parse(JSON.stringify(json).replaceAll(pattern, to)) as unknown;
}
