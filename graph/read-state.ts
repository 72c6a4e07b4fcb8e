import type { Stack } from './graph';
import { parseJson } from './json';
import { isObject, type Json } from './json-object';
import { normaliseBlock } from './normalise';
import { Resource } from './resource';
import { schemaOf } from './schema';
import { UnreadableInput } from './unreadable-input';
import { clip, type Value } from './value';

const remake = 'terraform state pull > FILE, or terraform show -json > FILE in the stack’s folder';

/** One object of a state, in either format. */
interface StateObject {
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly module: string;
  readonly index: string | number | undefined;
  readonly deposed: string | undefined;
  readonly values: { readonly [key: string]: Value };
  readonly sensitive: readonly string[];
}

/**
 * Reads a state: what `terraform show -json` says of one (format 1.x), or the file itself (`terraform.tfstate`,
 * version 4). It shows what exists, tainted and deposed objects among it, and neither configuration nor provider
 * arguments nor what will be done: every object is there and stays as it is (`no-op`).
 * @throws UnreadableInput on what is no such state, is encrypted, or names one object twice
 */
export function readState(text: string | Buffer, file: string, stackName: string): Stack {
  const json = parseJson(text, file, remake);
  const refuse: Refuse = (why, fix = remake) => new UnreadableInput(file, why, fix);
  const objects =
    json.format_version === undefined ? [...rawObjects(json, refuse)] : [...shownObjects(json, refuse)];
  const seen = new Set<string>();
  const resources = objects.map((object) => {
    const resource = existing(object, stackName);
    if (seen.has(resource.address)) throw refuse(`${clip(resource.address)} is in it twice`);
    seen.add(resource.address);
    return resource;
  });
  return { name: stackName, source: 'state', providers: [], resources };
}

type Refuse = (why: string, fix?: string) => UnreadableInput;

function existing(object: StateObject, stack: string): Resource {
  const { mode, type, name, module, index, deposed, values, sensitive } = object;
  const base = `${module === '' ? '' : `${module}.`}${mode === 'data' ? 'data.' : ''}${type}.${name}`;
  const address = index === undefined ? base : `${base}[${JSON.stringify(index)}]`;
  return new Resource({
    stack,
    address: deposed === undefined ? address : `${address} (deposed object ${deposed})`,
    mode,
    type,
    name,
    module,
    ...(index === undefined ? {} : { index }),
    ...(deposed === undefined ? {} : { deposed }),
    action: mode === 'data' ? 'read' : 'no-op',
    attributes: normaliseBlock(values, schemaOf(type, mode)),
    absent: null,
    sensitive: new Set(sensitive),
  });
}

function* shownObjects(json: Json, refuse: Refuse): Iterable<StateObject> {
  const { format_version: version, values } = json;
  if (json.resource_changes !== undefined || json.planned_values !== undefined)
    throw refuse('it is a plan, not a state', 'name it with --plan');
  if (typeof version !== 'string' || !/^1\.\d{1,9}$/.test(version))
    throw refuse(`its format is ${clip(String(version))}; formats 1.x are read`);
  // The state of a stack that was never applied, or is destroyed, has no values.
  if (values === undefined) return;
  const modules: unknown[] = [isObject(values) ? values.root_module : undefined];
  for (const [at, module] of modules.entries()) {
    if (!isObject(module)) throw refuse(`values hold a module that is no object (${at})`);
    const { resources = [], child_modules: children = [], address = '' } = module;
    if (!Array.isArray(resources) || !Array.isArray(children) || typeof address !== 'string')
      throw refuse('values hold no lists of resources and modules');
    modules.push(...children);
    for (const one of resources as readonly unknown[]) {
      if (!isObject(one)) throw refuse('a resource is no object');
      const { index, deposed_key: deposed, values: attributes, sensitive_values: mask = {} } = one;
      const instance = { index, deposed, attributes, sensitive: markedIn(mask, '') };
      yield objectOf(one, address, instance, refuse);
    }
  }
}

function* rawObjects(json: Json, refuse: Refuse): Iterable<StateObject> {
  if (json.encrypted_data !== undefined)
    throw refuse('the state is encrypted', 'show it with the program that has the key: tofu show -json');
  if (json.version !== 4 || typeof json.lineage !== 'string')
    throw refuse('it is JSON but no state of version 4: version or lineage is missing');
  const { resources = [] } = json;
  if (!Array.isArray(resources)) throw refuse('its resources are no list');
  for (const one of resources as readonly unknown[]) {
    const instances = isObject(one) ? one.instances : undefined;
    if (!isObject(one) || !Array.isArray(instances)) throw refuse('a resource has no list of instances');
    const { module = '' } = one;
    if (typeof module !== 'string') throw refuse('a resource’s module is no text');
    for (const instance of instances as readonly unknown[]) {
      if (!isObject(instance)) throw refuse('an instance is no object');
      const { index_key: index, deposed, attributes, sensitive_attributes: marks = [] } = instance;
      yield objectOf(one, module, { index, deposed, attributes, sensitive: pathsOf(marks) }, refuse);
    }
  }
}

interface Instance {
  readonly index: unknown;
  readonly deposed: unknown;
  readonly attributes: unknown;
  readonly sensitive: readonly string[];
}

function objectOf(resource: Json, module: string, instance: Instance, refuse: Refuse): StateObject {
  const { mode, type, name } = resource;
  const { index = undefined, deposed = undefined, attributes, sensitive } = instance;
  if (typeof type !== 'string' || typeof name !== 'string') throw refuse('a resource has no type or name');
  const called = clip(`${type}.${name}`);
  if (mode !== 'managed' && mode !== 'data') throw refuse(`${called} is of no known mode`);
  if (index !== undefined && typeof index !== 'string' && typeof index !== 'number')
    throw refuse(`the index of ${called} is neither text nor number`);
  if (deposed !== undefined && typeof deposed !== 'string')
    throw refuse(`the deposed key of ${called} is no text`);
  if (!isObject(attributes)) throw refuse(`${called} has no attributes`);
  const values = attributes as StateObject['values'];
  return { mode, type, name, module, index, deposed: deposed || undefined, values, sensitive };
}

/** Paths that a mask of `terraform show -json` marks; the empty path where it marks the whole. */
function markedIn(mask: unknown, path: string): string[] {
  if (mask === true) return [path];
  if (mask === null || typeof mask !== 'object') return [];
  return Object.entries(mask).flatMap(([key, inner]) =>
    markedIn(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** Paths of a state file, each a list of steps; what cannot be read marks the whole object. */
function pathsOf(marks: unknown): string[] {
  if (!Array.isArray(marks)) return [''];
  return (marks as readonly unknown[]).map((steps) => {
    if (!Array.isArray(steps)) return '';
    const keys = (steps as readonly unknown[]).map((step) => {
      const { type, value } = (step ?? {}) as Json;
      return type === 'get_attr' && typeof value === 'string' ? value : undefined;
    });
    // An element of a list is not told apart: all of the list counts as marked.
    const end = keys.indexOf(undefined);
    return (end === -1 ? keys : keys.slice(0, end)).join('.');
  });
}
