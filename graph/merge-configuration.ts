import type { Json } from './json-object';

/**
 * The files of one module as one, in the form that a synthesized stack has. JSON syntax lets a block be an object or
 * a list of objects at many places; only what is read of a stack is kept (no outputs, no moves).
 * @throws Error where a file is not of that form, or two blocks claim one name, which Terraform refuses
 */
export function mergeConfiguration(files: readonly unknown[]): Json {
  const blocks = files.flatMap((file) => blocksOf(file));
  const section = (name: string) => blocks.flatMap((block) => blocksOf(block[name]));
  const module = section('module').map((named) => mapValues(named, only));
  const settings = section('terraform');
  const setting = (name: string) => settings.flatMap((block) => blocksOf(block[name]));
  const cloud = setting('cloud');
  return {
    terraform: {
      required_providers: joined(setting('required_providers')),
      ...(cloud.length > 0 ? { cloud } : {}),
      backend: joined(setting('backend').map((named) => mapValues(named, only))),
    },
    provider: listed(section('provider')),
    resource: byTypeAndName(section('resource')),
    data: byTypeAndName(section('data')),
    locals: joined(section('locals')),
    variable: mapValues(joined(section('variable')), only),
    ...(module.length > 0 ? { module: joined(module) } : {}),
  };
}

function blocksOf(value: unknown): Json[] {
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((one) => {
    if (one === null || typeof one !== 'object' || Array.isArray(one))
      throw new Error('a block is no object');
    return one as Json;
  });
}

function only(value: unknown): Json {
  const [block, ...more] = blocksOf(value);
  if (block === undefined || more.length > 0) throw new Error('one block is expected');
  return block;
}

function mapValues(object: Json, change: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function joined(parts: readonly Json[]): Json {
  const entries = parts.flatMap((part) => Object.entries(part));
  if (new Set(entries.map(([key]) => key)).size < entries.length) throw new Error('a name is taken twice');
  return Object.fromEntries(entries);
}

function listed(parts: readonly Json[]): Json {
  const all: Record<string, Json[]> = Object.create(null);
  for (const [name, configs] of parts.flatMap((part) => Object.entries(part)))
    all[name] = [...(all[name] ?? []), ...blocksOf(configs)];
  return all;
}

function byTypeAndName(parts: readonly Json[]): Json {
  return mapValues(listed(parts), (named) => mapValues(joined(named as Json[]), only));
}
