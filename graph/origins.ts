import { classify, collectReferences } from './configuration';
import { isObject, type Json } from './json-object';
import { areOfOne } from './traversal';
import { isList, isMap, type Reference, Unknown, type Value } from './value';

/** Where an expression stands: a module instance, and the `for_each` that its `each` belongs to. */
export interface Place {
  /** Path such as `module.a["x"].module.b`; a step that may have any key, or none, ends in `[*]`. */
  readonly module: string;
  readonly each?: unknown;
}

/** References that are followed for one value; what takes more is no answer. */
const mostSteps = 1000;

/** What has been followed for one value, so that a circle ends. */
interface Seen {
  readonly steps: Set<string>;
  composed: boolean;
}

/**
 * Follows references through inputs and outputs of modules and through `for_each` to what they come from. Plan JSON
 * states those expressions as it states all: by what they may depend on. It states no local, so a local stays one.
 */
export class Origins {
  readonly #root: Json;

  /** @param root `configuration.root_module` of plan JSON */
  constructor(root: Json) {
    this.#root = root;
  }

  /** A value of a resource's attribute or block argument, with its references followed. */
  of(value: Value, argument: string, place: Place): Value {
    if (value instanceof Unknown) return this.#unknown(value, argument, place);
    if (isList(value)) return value.map((one) => this.of(one, argument, place));
    if (!isMap(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.of(one, key, place)]));
  }

  #unknown(value: Unknown, argument: string, place: Place): Unknown {
    const [first] = value.references;
    // What is exact comes from the source itself, which says more than plan JSON does, but not of modules.
    if (first === undefined || (value.exact && first.kind !== 'module')) return value;
    if (place.module === '' && value.references.every(isFollowed)) return value;
    const seen: Seen = { steps: new Set(), composed: value.composed };
    const references = value.references.flatMap((one) => this.#trace(one, place, seen));
    if (seen.steps.size >= mostSteps) return value;
    const named = distinct(references.map((one) => (isNamedByIndex(one, argument) ? idOf(one) : one)));
    // What was cut off may have been looked for among instances, and not found.
    const isComposed = seen.composed || references.some((one) => isNamedByIndex(one, argument));
    return new Unknown(value.kind, named, false, value.template, isComposed);
  }

  #trace(reference: Reference, place: Place, seen: Seen): readonly Reference[] {
    const { kind, address, attribute, index = '' } = reference;
    const here = { ...reference, module: place.module };
    const step = JSON.stringify([place.module, address, index, attribute]);
    if (seen.steps.has(step) || seen.steps.size >= mostSteps) return [];
    seen.steps.add(step);
    if (kind === 'variable' && place.module === '') return [{ ...here, isKnown: true }];
    if (kind === 'variable') return this.#input(here, place, seen);
    if (kind === 'module') return this.#output(here, place, seen);
    if (kind !== 'other') return [here];
    const isEachValue = address === 'each' && attribute.split('.')[0] === 'value';
    if (isEachValue) seen.composed = true;
    if (isEachValue && place.each !== undefined) return this.#expression(place.each, here, place, seen);
    return [knownRoots.has(address) && !isEachValue ? { ...here, isKnown: true } : here];
  }

  /** What the call of the module gives the variable, or the variable's default. */
  #input(reference: Reference, { module }: Place, seen: Seen): readonly Reference[] {
    const steps = stepsOf(module);
    const { name } = steps.pop() ?? {};
    const parent = { module: pathOf(steps) };
    const call = member(member(this.#module(steps), 'module_calls'), name);
    if (call === undefined) return [reference];
    const given = member(member(call, 'expressions'), reference.address.slice('var.'.length));
    if (given === undefined) return [{ ...reference, isKnown: true }];
    const each = member(call, 'for_each_expression');
    return this.#expression(given, reference, { ...parent, each }, seen);
  }

  /** What an output of a module states; all of its outputs where it is not said which. */
  #output(reference: Reference, { module }: Place, seen: Seen): readonly Reference[] {
    const name = reference.address.slice('module.'.length);
    const steps = stepsOf(module);
    const call = member(member(this.#module(steps), 'module_calls'), name);
    if (call === undefined) return [reference];
    // What is cut off at the module itself had an index that is not stated, if it was called more than once.
    const isCut = reference.index === undefined && reference.attribute === '';
    const key = isCut ? '[*]' : reference.index === undefined ? '' : `[${keyOf(reference.index)}]`;
    const inside = { module: pathOf([...steps, { name, key }]) };
    const outputs = member(member(call, 'module'), 'outputs');
    const [output = '', ...rest] = reference.attribute.split('.');
    const names = output === '' || output === '*' ? Object.keys(isObject(outputs) ? outputs : {}) : [output];
    const wanted = { ...reference, attribute: rest.join('.') };
    return names.flatMap((one) => {
      const expression = member(member(outputs, one), 'expression');
      return expression === undefined ? [reference] : this.#expression(expression, wanted, inside, seen);
    });
  }

  /** What an expression may depend on, of which the reference takes a part. */
  #expression(expression: unknown, reference: Reference, place: Place, seen: Seen): readonly Reference[] {
    const isConstant = member(expression, 'references') === undefined;
    if (isConstant && member(expression, 'constant_value') !== undefined)
      return [{ ...reference, isKnown: true }];
    const { references } = collectReferences(classify(expression));
    if (references.length === 0) return [reference];
    const takesId = reference.attribute.split('.').at(-1) === 'id';
    if (isComposed(expression, reference, references)) seen.composed = true;
    return references.flatMap((one) =>
      this.#trace(takesId && one.attribute === '' ? { ...one, attribute: 'id' } : one, place, seen),
    );
  }

  #module(steps: readonly Step[]): unknown {
    return steps.reduce<unknown>(
      (module, { name }) => member(member(member(module, 'module_calls'), name), 'module'),
      this.#root,
    );
  }
}

/** Most references of most plans: to an attribute of a resource beside it. */
function isFollowed({ kind, attribute }: Reference): boolean {
  return (kind === 'resource' || kind === 'data') && attribute !== '';
}

/** Roots whose values are known when a plan is made; `each.value` may be what a resource is yet to get. */
const knownRoots: ReadonlySet<string> = new Set(['each', 'count', 'path', 'terraform']);

/** Types whose ids an argument takes. */
const takers: Readonly<Record<string, readonly string[]>> = {
  device_id: ['openstack_compute_instance_v2'],
  instance_id: ['openstack_compute_instance_v2'],
  network_id: ['openstack_networking_network_v2'],
  port: ['openstack_networking_port_v2'],
  port_id: ['openstack_networking_port_v2'],
  remote_group_id: ['openstack_networking_secgroup_v2'],
  router_id: ['openstack_networking_router_v2'],
  security_group_id: ['openstack_networking_secgroup_v2'],
  security_group_ids: ['openstack_networking_secgroup_v2'],
  subnet_id: ['openstack_networking_subnet_v2'],
  // A server's network, or the volume that its disk is.
  uuid: ['openstack_networking_network_v2', 'openstack_blockstorage_volume_v3'],
  volume_id: ['openstack_blockstorage_volume_v3'],
};

/**
 * Whether plan JSON has cut a reference off at an index that is itself an expression (`x.y[count.index].id` reads
 * `x.y`), where the argument takes the id of just such a resource.
 */
function isNamedByIndex({ kind, address, attribute }: Reference, argument: string): boolean {
  const type = address.replace(/^data\./, '').split('.')[0] ?? '';
  if ((kind !== 'resource' && kind !== 'data') || attribute !== '' || !Object.hasOwn(takers, argument))
    return false;
  return takers[argument]?.includes(type) ?? false;
}

function idOf(reference: Reference): Reference {
  return { ...reference, attribute: 'id' };
}

/** Whether something else than the whole of one thing may come out: one of several, or a part that is not an id. */
function isComposed(
  expression: unknown,
  { kind, index, attribute }: Reference,
  [first]: readonly Reference[],
) {
  const names = member(expression, 'references');
  if (!Array.isArray(names) || !areOfOne(names.map(String))) return true;
  const isPart = attribute !== '' || (index !== undefined && kind === 'variable');
  const isOfResource = first?.kind === 'resource' || first?.kind === 'data';
  const isIdOfWhole = isOfResource && first.attribute === '' && attribute === 'id';
  return isPart && !(isIdOfWhole && (index === undefined || kind === 'module'));
}

interface Step {
  readonly name: string;
  /** With its brackets; empty where the module is called once. */
  readonly key: string;
}

const step = /(?:^|(?!^)\.)module\.([\w-]+)((?:\[(?:"(?:[^"\\]|\\.)*"|\d+|\*)\])?)/y;

function stepsOf(path: string): Step[] {
  const steps: Step[] = [];
  step.lastIndex = 0;
  for (let match = step.exec(path); match; match = step.exec(path)) {
    steps.push({ name: match[1] ?? '', key: match[2] ?? '' });
  }
  return steps;
}

function pathOf(steps: readonly Step[]): string {
  return steps.map(({ name, key }) => `module.${name}${key}`).join('.');
}

function keyOf(index: string | number | undefined): string {
  return index === undefined || index === '*' ? '*' : JSON.stringify(index);
}

function member(value: unknown, key: string | undefined): unknown {
  return key !== undefined && isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function distinct(references: readonly Reference[]): readonly Reference[] {
  return [...new Map(references.map((one) => [JSON.stringify(one), one])).values()];
}
