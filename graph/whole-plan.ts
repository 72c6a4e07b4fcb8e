import { isObject, type Json } from './json-object';
import type { Change } from './read-change';

/** The address of what a change is an instance of: without the keys of modules and of its own. */
export function baseOf({ identity: { mode, module, type, name } }: Change): string {
  const path = module.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '');
  return `${path === '' ? '' : `${path}.`}${mode === 'data' ? 'data.' : ''}${type}.${name}`;
}

/**
 * A resource that a plan leaves out though its configuration has it, one of those that are always planned: without
 * `count` and `for_each`, of it and of the modules that hold it. A plan that destroys everything plans only what is there.
 * @param planned addresses of what has changes, as `baseOf` has them
 */
export function leftOut(plan: Json, planned: ReadonlySet<string>): string | undefined {
  if (plansEnd(plan)) return undefined;
  const waiting: { path: string; module: unknown }[] = [
    { path: '', module: isObject(plan.configuration) ? plan.configuration.root_module : undefined },
  ];
  while (waiting.length > 0) {
    const { path = '', module } = waiting.pop() ?? {};
    if (!isObject(module)) continue;
    const { resources, module_calls: calls } = module;
    const addresses = (Array.isArray(resources) ? (resources as readonly unknown[]) : []).flatMap((one) =>
      isObject(one) && one.mode === 'managed' && isSingle(one) ? [`${path}${String(one.address)}`] : [],
    );
    const missing = addresses.find((address) => !planned.has(address));
    if (missing !== undefined) return missing;
    for (const [name, call] of Object.entries(isObject(calls) ? calls : {})) {
      if (isObject(call) && isSingle(call))
        waiting.push({ path: `${path}module.${name}.`, module: call.module });
    }
  }
  return undefined;
}

/** A `for_each` of a function without references is not in the configuration; `each.key` where it is used is. */
function isSingle({ count_expression: count, for_each_expression: each, expressions }: Json): boolean {
  if (count !== undefined || each !== undefined) return false;
  return !JSON.stringify(expressions ?? {}).includes('"each.');
}

/** Whether nothing is to remain of what a plan is about. */
function plansEnd({ planned_values: values }: Json): boolean {
  const root = isObject(values) ? values.root_module : undefined;
  const { resources = [], child_modules: children = [] } = isObject(root) ? root : {};
  return [resources, children].every((list) => Array.isArray(list) && list.length === 0);
}
