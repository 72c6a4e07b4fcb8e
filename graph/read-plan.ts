import { readConfiguration } from './configuration';
import type { Stack } from './graph';
import { parseJson } from './json';
import { BrokenChange, type ChangeContext, readChange } from './read-change';
import type { Resource } from './resource';
import { UnreadableInput } from './unreadable-input';
import { clip, type Value } from './value';

type Json = { readonly [key: string]: unknown };

export interface PlanSource {
  /** JSON from `terraform show -json`. */
  readonly text: string;
  /** For messages. */
  readonly file: string;
  /** The stack's name; plan JSON has none. */
  readonly stack: string;
  /** Attributes as the configuration states them, by `type.name`; decides what plan JSON leaves open. */
  readonly source?: ReadonlyMap<string, { readonly [key: string]: Value }>;
}

const remake = 'make it again: terraform plan -out=FILE, then terraform show -json FILE';

/**
 * Reads plan JSON, format 1.x.
 * @throws UnreadableInput on a plan that is truncated, errored, incomplete (`-target`), of another format, that
 *   names one resource twice, or that is in any other way not what Terraform writes
 */
export function readPlan({ text, file, stack, source }: PlanSource): Stack {
  const json = parseJson(text, file, remake);
  refuseUnusable(json, file);
  const configuration = readConfiguration(json.configuration as Json, file);
  const { resource_changes: changes = [] } = json;
  if (!Array.isArray(changes)) throw new UnreadableInput(file, 'resource_changes is no list', remake);
  const context = { stack, configuration: configuration.root, source };
  const resources = changes.map((change: unknown, at) =>
    readOne(change, `resource_changes[${at}]`, file, context),
  );
  refuseInconsistent(resources, json.planned_values as Json, file);
  return { name: stack, source: 'plan', providers: configuration.providers, resources };
}

function readOne(change: unknown, where: string, file: string, context: ChangeContext): Resource {
  try {
    return readChange(change, context);
  } catch (error) {
    if (!(error instanceof BrokenChange)) throw error;
    throw new UnreadableInput(file, `${where}: ${clip(error.message)}`, remake);
  }
}

function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function refuseUnusable(json: Json, file: string): void {
  const refuse = (why: string, fix = remake) => {
    throw new UnreadableInput(file, why, fix);
  };
  const { format_version: version, errored = false, complete = true } = json;
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
}

/** One resource twice, or one that is planned without a change: parts of it were cut or put together by hand. */
function refuseInconsistent(resources: readonly Resource[], planned: Json, file: string): void {
  const seen = new Set<string>();
  for (const { address } of resources) {
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
