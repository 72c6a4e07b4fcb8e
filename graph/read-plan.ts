import { readConfiguration } from './configuration';
import type { ProviderConfig, Stack } from './graph';
import { parseJson } from './json';
import { isObject, type Json } from './json-object';
import { normaliseBlock } from './normalise';
import { Origins } from './origins';
import { readProviders } from './plan-providers';
import { type PlanContext, plannedResource } from './planned-resource';
import { BrokenChange, type Change, checkChange } from './read-change';
import type { Attributes } from './resource';
import { schemaOf } from './schema';
import { UnreadableInput } from './unreadable-input';
import { clip, type Value } from './value';
import { baseOf, leftOut } from './whole-plan';
import { writtenInPlan } from './written-down';

type SourceAttributes = ReadonlyMap<string, { readonly [key: string]: Value }>;

export interface PlanSource {
  /** JSON from `terraform show -json`; bytes where it may be larger than a string can be. */
  readonly text: string | Buffer;
  /** For messages. */
  readonly file: string;
  /** The stack's name; plan JSON has none. */
  readonly stack: string;
  /** Attributes as the configuration states them, by `type.name`, and `local`; decides what plan JSON leaves open. */
  readonly source?: SourceAttributes | undefined;
}

const remake = 'make it again: terraform plan -out=FILE, then terraform show -json FILE';

/**
 * Reads plan JSON, format 1.x.
 * @throws UnreadableInput as `openPlan` does
 */
export function readPlan({ text, file, stack, source }: PlanSource): Stack {
  return openPlan(text, file).read(stack, source);
}

/** A plan that was found whole, before it is known which stack it is of. */
export interface OpenedPlan {
  readonly providers: readonly ProviderConfig[];
  /** Types of the resources and data sources in it. */
  readonly types: ReadonlySet<string>;
  /** Its resources, as those of a stack. */
  read(stack: string, source?: SourceAttributes): Stack;
}

/**
 * Opens plan JSON, format 1.x.
 * @throws UnreadableInput on a plan that is truncated, errored, incomplete (`-target`), of another format, that
 *   names one resource twice, or that is in any other way not what Terraform writes
 */
export function openPlan(text: string | Buffer, file: string): OpenedPlan {
  const json = parseJson(text, file, remake);
  refuseUnusable(json, file);
  const { root, defaults } = readConfiguration(json.configuration as Json, file);
  const changes = changesIn(json, 'resource_changes', file);
  const drift = changesIn(json, 'resource_drift', file);
  refuseInconsistent(changes, json.planned_values as Json, file);
  refuseTargeted(json, changes, file);
  const providers = readProviders(json.configuration as Json, changes, file);
  const actions = actionsIn(json, file);
  const { variables } = json;
  const values = valuesOf(variables);
  const { root_module: module } = json.configuration as Json;
  const origins = new Origins(isObject(module) ? module : {});
  return {
    providers,
    types: new Set(changes.map(({ identity }) => identity.type)),
    read(stack, source) {
      const writtenDown = writtenInPlan({ root: module, variables, locals: source?.get('local') });
      const context: PlanContext = { stack, configuration: root, origins, source, writtenDown };
      const resources = changes.map((change) => plannedResource(change, context));
      const asLeft = drift.length === 0 ? undefined : asLeftBy(drift);
      const parts = { providers, defaults, values, resources, ...(actions.length > 0 ? { actions } : {}) };
      return { name: stack, source: 'plan', ...parts, ...(asLeft ? { asLeft } : {}) };
    },
  };
}

function changesIn(json: Json, key: 'resource_changes' | 'resource_drift', file: string): readonly Change[] {
  const { [key]: listed = [] } = json;
  if (!Array.isArray(listed)) throw new UnreadableInput(file, `${key} is no list`, remake);
  return listed.map((change: unknown, at) => check(change, `${key}[${at}]`, file));
}

function valuesOf(variables: unknown): ReadonlyMap<string, Value> {
  const entries = Object.entries(isObject(variables) ? variables : {});
  return new Map(
    entries.flatMap(([name, one]) =>
      isObject(one) && one.value !== undefined ? [[`var.${name}`, one.value as Value] as const] : [],
    ),
  );
}

/** Actions that are invoked now or, where the plan defers them, later. */
function actionsIn(json: Json, file: string): NonNullable<Stack['actions']> {
  return ['action_invocations', 'deferred_action_invocations'].flatMap((key) => {
    const listed = json[key] ?? [];
    if (!Array.isArray(listed)) throw new UnreadableInput(file, `${key} is no list`, remake);
    return listed.map((one: unknown) => {
      const stated = isObject(one) && isObject(one.action_invocation) ? one.action_invocation : one;
      const { address, type } = isObject(stated) ? stated : {};
      return { address: clip(String(address ?? '(action)')), type: clip(String(type ?? 'action')) };
    });
  });
}

function asLeftBy(drift: readonly Change[]): ReadonlyMap<string, Attributes> {
  return new Map(
    drift.flatMap(({ address, before, identity: { type, mode } }) =>
      before === undefined ? [] : [[address, normaliseBlock(before, schemaOf(type, mode))] as const],
    ),
  );
}

function check(change: unknown, where: string, file: string): Change {
  try {
    return checkChange(change);
  } catch (error) {
    if (!(error instanceof BrokenChange)) throw error;
    throw new UnreadableInput(file, `${where}: ${clip(error.message)}`, remake);
  }
}

function refuseUnusable(json: Json, file: string): void {
  const refuse = (why: string, fix = remake) => {
    throw new UnreadableInput(file, why, fix);
  };
  const { format_version: version, errored = false, complete = true } = json;
  if (isState(json)) refuse('it is a state, not a plan', 'name it with --state');
  if (typeof version !== 'string') refuse('it is JSON but no plan: format_version is missing');
  if (!/^1\.\d{1,9}$/.test(String(version)))
    refuse(`its format is ${clip(String(version))}; formats 1.x are read`);
  if (errored !== false)
    refuse('the plan ended with an error, so it is not the whole plan', 'mend the error and plan again');
  if (complete !== true) {
    refuse(
      'the plan is incomplete: it was made with -target or has deferred changes',
      'plan without -target',
    );
  }
  if (!isObject(json.configuration)) refuse('it has no configuration: it is a state or was cut');
  if (!isObject(json.planned_values)) refuse('it has no planned_values: it is a state or was cut');
  if (plansNothing(json)) {
    refuse('it plans nothing of the resources that it configures: it was cut, or destroys what is not there');
  }
}

/** A state’s own file, or what `terraform show -json` says of one. */
function isState(json: Json): boolean {
  if (json.configuration !== undefined || json.planned_values !== undefined) return false;
  return json.resource_changes === undefined && (isObject(json.values) || typeof json.lineage === 'string');
}

/**
 * Whether a plan has no change at all, though its configuration has resources that are always planned: those
 * without `count` and `for_each`.
 */
function plansNothing({
  resource_changes: changes = [],
  configuration,
  planned_values: planned,
}: Json): boolean {
  const [resources, values] = [configuration, planned].map((part) => {
    const root = isObject(part) ? part.root_module : undefined;
    return isObject(root) && Array.isArray(root.resources) ? (root.resources as readonly unknown[]) : [];
  });
  if (!Array.isArray(changes) || changes.length > 0 || values?.length !== 0) return false;
  return (resources ?? []).some(
    (one) =>
      isObject(one) &&
      one.mode === 'managed' &&
      one.count_expression === undefined &&
      one.for_each_expression === undefined,
  );
}

/** Terraform before 1.8 and OpenTofu do not say whether a plan is complete: what it leaves out says so. */
function refuseTargeted(json: Json, changes: readonly Change[], file: string): void {
  if (json.complete !== undefined) return;
  const missing = leftOut(json, new Set(changes.map(baseOf)));
  if (missing === undefined) return;
  const why = `${clip(missing)} is configured, but not in the plan: it was made with -target, or was cut`;
  throw new UnreadableInput(file, why, 'plan without -target');
}

/** One resource twice, or one that is planned without a change: parts of it were cut or put together by hand. */
function refuseInconsistent(changes: readonly Change[], planned: Json, file: string): void {
  const seen = new Set<string>();
  for (const { address } of changes) {
    if (seen.has(address)) throw new UnreadableInput(file, `${clip(address)} is in it twice`, remake);
    seen.add(address);
  }
  const modules: unknown[] = [planned.root_module];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    if (!isObject(module)) continue;
    const { resources: listed = [], child_modules: children = [] } = module;
    if (!Array.isArray(listed) || !Array.isArray(children))
      throw new UnreadableInput(file, 'planned_values holds no lists of resources and modules', remake);
    for (const one of listed as readonly unknown[]) {
      if (!isObject(one) || one.mode !== 'managed' || seen.has(String(one.address))) continue;
      throw new UnreadableInput(
        file,
        `${clip(String(one.address))} is planned, but its change is not in resource_changes`,
        `plan without -refresh-only, or ${remake}`,
      );
    }
    modules.push(...children);
  }
}
