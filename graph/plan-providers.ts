import { readBlock } from './configuration';
import { isObject, type Json } from './json-object';
import { isOfOpenStack, type ProviderConfig } from './provider-config';
import type { Change } from './read-change';
import { UnreadableInput } from './unreadable-input';
import { isMap } from './value';

/**
 * Providers of a plan's configuration. Of a module's own without arguments those are left out that no resource is
 * made by: such a module is handed one, and its resources name that one.
 */
export function readProviders(
  { provider_config: configs = {}, root_module: root }: Json,
  changes: readonly Change[],
  file: string,
): ProviderConfig[] {
  const uses = [...usesIn(root)];
  const users = new Set(uses.map(({ key }) => key));
  const makers = new Set(uses.filter(({ type }) => isOfOpenStack(type)).map(({ key }) => key));
  const sources = new Set<unknown>(
    changes.flatMap(({ identity: { type }, provider }) =>
      provider && isOfOpenStack(type) ? [provider] : [],
    ),
  );
  return Object.entries(configs as Json).flatMap(([key, config]) => {
    if (!isObject(config)) {
      const why = 'configuration.provider_config holds what is no provider';
      throw new UnreadableInput(file, why, 'make the plan again');
    }
    const isHanded = config.module_address !== undefined && config.expressions === undefined;
    if (isHanded && !users.has(key)) return [];
    return [readProvider(config, makers.has(key) || sources.has(config.full_name))];
  });
}

interface Use {
  readonly type: string;
  /** Of `provider_config`. */
  readonly key: string;
}

/** Which provider configuration each resource of a module names, and of the modules that it calls. */
function* usesIn(module: unknown): Iterable<Use> {
  const waiting: unknown[] = [module];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (!isObject(one)) continue;
    const { resources, module_calls: calls } = one;
    for (const each of Array.isArray(resources) ? (resources as readonly unknown[]) : []) {
      if (!isObject(each) || typeof each.provider_config_key !== 'string') continue;
      yield { type: String(each.type), key: each.provider_config_key };
    }
    for (const call of Object.values(isObject(calls) ? calls : {}))
      if (isObject(call)) waiting.push(call.module);
  }
}

function readProvider(config: Json, makesOpenStack: boolean): ProviderConfig {
  const { expressions, full_name: source, version_constraint: version, module_address: module } = config;
  const name = typeof config.name === 'string' ? config.name : '';
  const local = typeof config.alias === 'string' ? `${name}.${config.alias}` : name;
  const attributes = isObject(expressions) ? readBlock(expressions) : {};
  return {
    name: typeof module === 'string' ? `${module}:${local}` : local,
    source: typeof source === 'string' ? source : name,
    ...(typeof version === 'string' ? { version } : {}),
    ...(makesOpenStack ? { makesOpenStack } : {}),
    attributes: isMap(attributes) ? attributes : {},
  };
}
