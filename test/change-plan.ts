import { schemaOf } from '../graph/schema';
import type { PlanChange } from '../judge/policy';
import type { PlannedSite } from './estate-plan';

type Json = { [key: string]: unknown };
type Setting = readonly [attribute: string, value: unknown];

/** A reference to something that is in no plan, and decided at apply. */
const decidedAtApply = 'terraform_data.decided_at_apply.output';

/**
 * The estate's stacks after a change, in the plan as Terraform would have written it and in the source alike.
 *
 * Besides resources, `set` reaches `provider.openstack` (arguments, and `version`), a further `provider.openstack.x`,
 * and `backend`, which only the source has, as has an attribute `lifecycle`. A resource that is not there is added.
 * @throws Error where nothing is there to be changed
 */
export function changePlan(sites: readonly PlannedSite[], change: PlanChange): PlannedSite[] {
  if (!sites.some(({ stack }) => stack === change.stack)) throw new Error(`no stack ${change.stack}`);
  return sites.map((site) => (site.stack === change.stack ? changeSite(site, change) : site));
}

function changeSite({ stack, plan, source }: PlannedSite, { remove, set = {} }: PlanChange): PlannedSite {
  const planJson = JSON.parse(plan) as Json;
  const sourceJson = JSON.parse(source) as Json;
  if (remove !== undefined) {
    removeFromPlan(planJson, remove);
    removeFromSource(sourceJson, remove);
  }
  for (const [address, attributes] of Object.entries(set)) {
    const settings = Object.entries(attributes);
    if (address === 'backend') object(sourceJson, 'terraform').backend = attributes;
    else if (address.startsWith('provider.')) {
      setProvider(planJson, sourceJson, address.slice('provider.'.length), settings);
    } else {
      setInPlan(planJson, address, settings);
      setInSource(sourceJson, address, settings);
    }
  }
  return { stack, plan: JSON.stringify(planJson), source: JSON.stringify(sourceJson) };
}

function removeFromPlan(plan: Json, address: string): void {
  const isOther = (one: Json) => one.address !== address;
  const changes = (plan.resource_changes as Json[]).filter(isOther);
  if (changes.length === (plan.resource_changes as Json[]).length)
    throw new Error(`no ${address} in the plan`);
  plan.resource_changes = changes;
  for (const part of ['planned_values', 'configuration']) {
    const module = object(object(plan, part), 'root_module');
    module.resources = (module.resources as Json[]).filter(isOther);
  }
}

function removeFromSource(source: Json, address: string): void {
  const [type = '', name = ''] = address.split('.');
  delete object(object(source, 'resource'), type)[name];
}

function setInPlan(plan: Json, address: string, settings: readonly Setting[]): void {
  const planned = resourceIn(object(object(plan, 'planned_values'), 'root_module'), address);
  const configured = resourceIn(object(object(plan, 'configuration'), 'root_module'), address);
  const change = changeOf(plan, address);
  for (const [attribute, value] of settings) {
    if (attribute === 'lifecycle') continue;
    const after = object(change, 'after');
    const unknown = object(change, 'after_unknown');
    const isOpen = isReference(value) || (value === null && isComputed(address, attribute));
    for (const values of [after, object(planned, 'values')]) {
      if (isOpen) delete values[attribute];
      else values[attribute] = value;
    }
    if (isOpen) unknown[attribute] = true;
    else delete unknown[attribute];
    const expressions = object(configured, 'expressions');
    if (value === null) delete expressions[attribute];
    else expressions[attribute] = expressionOf(value, isBlock(address, attribute));
  }
}

function resourceIn(module: Json, address: string): Json {
  const resources = module.resources as Json[];
  const found = resources.find((one) => one.address === address);
  if (found) return found;
  const [type = '', name = ''] = address.split('.');
  const added = { address, mode: 'managed', type, name };
  resources.push(added);
  return added;
}

function changeOf(plan: Json, address: string): Json {
  const resource = resourceIn({ resources: plan.resource_changes }, address);
  resource.change ??= { actions: ['create'], before: null, ...nothingSet(address), after_sensitive: {} };
  return resource.change as Json;
}

/** A resource that is made now with nothing set: what the provider computes is unknown, all else null. */
function nothingSet(address: string): { readonly after: Json; readonly after_unknown: Json } {
  const attributes = schemaOf(address.split('.')[0] ?? '', 'managed')?.attributes ?? {};
  const [computed, plain] = [true, false].map((is) =>
    Object.keys(attributes).filter((name) => (attributes[name]?.computed === true) === is),
  );
  return {
    after: Object.fromEntries((plain ?? []).map((name) => [name, null])),
    after_unknown: Object.fromEntries((computed ?? []).map((name) => [name, true])),
  };
}

function isComputed(address: string, attribute: string): boolean {
  return schemaOf(address.split('.')[0] ?? '', 'managed')?.attributes?.[attribute]?.computed === true;
}

function isBlock(address: string, attribute: string): boolean {
  return schemaOf(address.split('.')[0] ?? '', 'managed')?.block_types?.[attribute] !== undefined;
}

/** `unknown`, or a reference such as `${openstack_x.y.id}`. */
function isReference(value: unknown): value is string {
  return value === 'unknown' || (typeof value === 'string' && /^\$\{[\w.-]+\}$/.test(value));
}

function expressionOf(value: unknown, block: boolean): unknown {
  if (isReference(value)) {
    const reference = value === 'unknown' ? decidedAtApply : value.slice(2, -1);
    return { references: [reference, reference.replace(/\.\w+$/, '')] };
  }
  if (!block) return { constant_value: value };
  return (value as Json[]).map((one) =>
    Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, { constant_value: inner }])),
  );
}

function setInSource(source: Json, address: string, settings: readonly Setting[]): void {
  const [type = '', name = ''] = address.split('.');
  const resource = object(object(object(source, 'resource'), type), name);
  for (const [attribute, value] of settings) put(resource, attribute, value);
}

function setProvider(plan: Json, source: Json, name: string, settings: readonly Setting[]): void {
  const [local = '', alias] = name.split('.');
  const configs = object(object(plan, 'configuration'), 'provider_config');
  configs[name] ??= { ...structuredClone(configs[local] as Json), alias };
  const planned = configs[name] as Json;
  const blocks = object(source, 'provider')[local] as Json[];
  const [first] = blocks;
  if (alias !== undefined && !blocks.some((b) => b.alias === alias)) blocks.push({ ...first, alias });
  const stated = blocks.find((b) => b.alias === alias) ?? {};
  for (const [argument, value] of settings) {
    if (argument === 'version') {
      const required = object(object(object(source, 'terraform'), 'required_providers'), local);
      put(required, 'version', value);
      put(planned, 'version_constraint', value);
      continue;
    }
    put(stated, argument, value);
    const expressions = object(planned, 'expressions');
    if (value === null) delete expressions[argument];
    else expressions[argument] = expressionOf(value, false);
  }
}

function put(into: Json, key: string, value: unknown): void {
  if (value === null) delete into[key];
  else into[key] = value === 'unknown' ? `\${${decidedAtApply}}` : value;
}

/** The object at a key, made where there is none. */
function object(parent: Json, key: string): Json {
  parent[key] ??= {};
  return parent[key] as Json;
}
