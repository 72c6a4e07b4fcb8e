import { readDefaults } from './configuration';
import { readExpressions } from './expression';
import { type ProviderConfig, Resource, type Stack } from './graph';
import { parseJson } from './json';
import { isObject, type Json } from './json-object';
import { hideDynamic, normaliseBlock } from './normalise';
import { isOfOpenStack } from './provider-config';
import { schemaOf } from './schema';
import { UnreadableInput } from './unreadable-input';
import { isMap, leftToCloud, type Value } from './value';
import { section, type WrittenDown, writtenInSource } from './written-down';

/**
 * Reads one synthesized stack (`cdk.tf.json`, Terraform's JSON syntax).
 * @param text the file's content
 * @param file its name, for messages
 * @param stackName the stack's name, which is part of every resource's identity
 * @throws UnreadableInput where it is no JSON object or its resources are not objects
 */
export function readSynth(text: string, file: string, stackName: string): Stack {
  const json = parseJson(text, file, 'synthesize again');
  const terraform = asObject(json.terraform ?? {}, file, 'terraform');
  const writtenDown = writtenInSource(localsOf(json), defaultsOf(json));
  return {
    name: stackName,
    source: 'synth',
    providers: readProviders(json, terraform, file),
    defaults: readDefaults(json.variable),
    ...readBackend(terraform, file),
    ...(json.module === undefined || json.module === null ? {} : { isPartial: true }),
    resources: [
      ...readResources(json, 'managed', stackName, file, writtenDown),
      ...readResources(json, 'data', stackName, file, writtenDown),
    ],
  };
}

/**
 * Attributes of every resource as the source states them, by `type.name`, and its locals as `local`; used to decide
 * what a plan leaves open.
 */
export function readSourceAttributes(
  text: string,
  file: string,
): Map<string, { readonly [key: string]: Value }> {
  return readSource(text, file, '').attributes;
}

/** A stack's source: as a stack of its own, and as what decides what its plan leaves open. */
export function readSource(
  text: string,
  file: string,
  stackName: string,
): { readonly stack: Stack; readonly attributes: Map<string, { readonly [key: string]: Value }> } {
  const stack = readSynth(text, file, stackName);
  const locals = localsOf(parseJson(text, file, 'synthesize again'));
  const stated = stack.resources.map((r) => [r.address, r.attributes] as const);
  return { stack, attributes: new Map([...stated, ['local', locals]]) };
}

function localsOf(json: Json): { readonly [key: string]: Value } {
  return section(readExpressions(json.locals ?? {}));
}

/** Defaults of variables, by name; one that needs a value has none. */
function defaultsOf(json: Json): { readonly [key: string]: Value } {
  const variables = section(readExpressions(json.variable ?? {}));
  const defaults: Record<string, Value> = Object.create(null);
  for (const [name, body] of Object.entries(variables)) {
    const block = Array.isArray(body) ? (body[0] as Value) : body;
    defaults[name] = isMap(block) ? (block.default ?? null) : null;
  }
  return defaults;
}

/** Blocks and arguments that belong to Terraform, not to the resource. */
const metaArguments = new Set([
  '//',
  'lifecycle',
  'depends_on',
  'provider',
  'count',
  'for_each',
  'provisioner',
  'connection',
]);

function readResources(
  json: Json,
  mode: 'managed' | 'data',
  stack: string,
  file: string,
  writtenDown: WrittenDown,
): Resource[] {
  const section = asObject(
    (mode === 'data' ? json.data : json.resource) ?? {},
    file,
    mode === 'data' ? 'data' : 'resource',
  );
  return Object.entries(section).flatMap(([type, named]) =>
    Object.entries(asObject(named, file, type)).map(([name, body]) => {
      const block = asObject(
        Array.isArray(body) && body.length === 1 ? body[0] : body,
        file,
        `${type}.${name}`,
      );
      return readResource(block, { mode, type, name, stack, writtenDown });
    }),
  );
}

function readResource(
  block: Json,
  id: { mode: 'managed' | 'data'; type: string; name: string; stack: string; writtenDown: WrittenDown },
): Resource {
  const attributes: Record<string, Value> = Object.create(null);
  for (const [key, value] of Object.entries(block)) {
    if (!metaArguments.has(key)) attributes[key] = readExpressions(value);
  }
  hideDynamic(attributes);
  const lifecycle = Array.isArray(block.lifecycle) ? block.lifecycle[0] : block.lifecycle;
  const prefix = id.mode === 'data' ? 'data.' : '';
  return new Resource({
    ...id,
    address: `${prefix}${id.type}.${id.name}`,
    module: '',
    action: id.mode === 'data' ? 'read' : 'declared',
    attributes: normaliseBlock(attributes, schemaOf(id.type, id.mode)),
    absent: leftToCloud,
    repeated: isSet(block.count) || isSet(block.for_each),
    provisioned: isSet(block.provisioner),
    preventDestroy: (lifecycle as Json | undefined)?.prevent_destroy === true,
  });
}

function isSet(argument: unknown): boolean {
  return argument !== undefined && argument !== null;
}

function readProviders(json: Json, terraform: Json, file: string): ProviderConfig[] {
  const required = asObject(terraform.required_providers ?? {}, file, 'terraform.required_providers');
  const section = asObject(json.provider ?? {}, file, 'provider');
  const makers = makersOfOpenStack(json);
  return Object.entries(section).flatMap(([name, configs]) =>
    (Array.isArray(configs) ? configs : [configs]).map((config) => {
      const attributes = readExpressions(asObject(config, file, `provider.${name}`));
      const map = isMap(attributes) ? attributes : {};
      const entry = Object.hasOwn(required, name) ? (required[name] as Json | null) : undefined;
      return {
        name: typeof map.alias === 'string' ? `${name}.${map.alias}` : name,
        source: typeof entry?.source === 'string' ? entry.source : name,
        ...(typeof entry?.version === 'string' ? { version: entry.version } : {}),
        ...(makers.has(name) ? { makesOpenStack: true } : {}),
        attributes: map,
      };
    }),
  );
}

/** Local names of providers that resources of OpenStack's types name as theirs: `osx`, `osx.alias`, `${osx}`. */
function makersOfOpenStack(json: Json): ReadonlySet<string> {
  const sections = [json.resource, json.data].flatMap((one) => Object.entries(isObject(one) ? one : {}));
  const named = sections.filter(([type]) => isOfOpenStack(type));
  const blocks = named.flatMap(([, all]) => Object.values(isObject(all) ? all : {})).flat();
  const providers = blocks.map((block) => (isObject(block) ? block.provider : undefined));
  return new Set(providers.flatMap((one) => /[\w-]+/.exec(String(one ?? ''))?.[0] ?? []));
}

function readBackend(terraform: Json, file: string): Pick<Stack, 'backend'> {
  if (isSet(terraform.cloud)) {
    const attributes = readExpressions(terraform.cloud);
    return { backend: { type: 'cloud', attributes: isMap(attributes) ? attributes : {} } };
  }
  const section = asObject(terraform.backend ?? {}, file, 'terraform.backend');
  const [type] = Object.keys(section);
  if (terraform.cloud !== undefined) return { backend: { type: 'cloud', attributes: {} } };
  if (type === undefined) return { backend: { type: 'local', attributes: {} } };
  const attributes = readExpressions(section[type]);
  return { backend: { type, attributes: isMap(attributes) ? attributes : {} } };
}

function asObject(value: unknown, file: string, where: string): Json {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Json;
  throw new UnreadableInput(
    file,
    `${where} is ${Array.isArray(value) ? 'a list' : String(value)}, not an object`,
    'synthesize again',
  );
}
