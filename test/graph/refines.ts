import { Graph, type Resource, type Stack } from '../../graph/graph';
import { type SchemaBlock, schemaOf, type TypeConstraint } from '../../graph/schema';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';

/**
 * How a plan deviates from the synthesized stack it was made from, one line each; none where it refines it: every
 * literal equal, every reference the same edge, every resource expanded to its instances. A plan may know more.
 */
export function deviations(synth: Stack, plan: Stack): string[] {
  const comparison = new Comparison(new Graph([synth]), new Graph([plan]));
  const planned = groupBy(
    plan.resources.filter((r) => r.module === '' && r.remains && r.deposed === undefined),
    configAddress,
  );
  for (const resource of synth.resources)
    comparison.instances(resource, planned.get(configAddress(resource)));
  const declared = new Set(synth.resources.map(configAddress));
  for (const address of planned.keys()) {
    if (!declared.has(address)) comparison.found.push(`${address} is planned, but not declared`);
  }
  if (synth.isPartial !== true) {
    for (const { module, address } of plan.resources)
      if (module !== '') comparison.found.push(`${address} is planned in a module that is not called`);
  }
  return comparison.found;
}

export function configAddress({ mode, type, name }: Resource): string {
  return `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
}

interface Place {
  readonly at: string;
  readonly synth: Resource;
  readonly plan: Resource;
}

class Comparison {
  readonly found: string[] = [];

  constructor(
    readonly synth: Graph,
    readonly plan: Graph,
  ) {}

  instances(resource: Resource, planned: readonly Resource[] = []): void {
    const { address } = resource;
    // Data that can be read while planning is not among the changes.
    if (resource.mode === 'data' && planned.length === 0) return;
    const isRight = resource.repeated
      ? planned.every((p) => p.index !== undefined)
      : planned.length === 1 && planned[0]?.index === undefined && planned[0]?.address === address;
    if (!isRight) this.found.push(`${address} is planned as [${planned.map((p) => p.address).join(', ')}]`);
    const schema = schemaOf(resource.type, resource.mode);
    for (const one of planned) this.#block(resource.attributes, one.attributes, schema, place(resource, one));
  }

  #block(
    synth: { readonly [key: string]: Value },
    plan: { readonly [key: string]: Value },
    schema: SchemaBlock | undefined,
    where: Place,
  ): void {
    for (const key of Object.keys(synth)) {
      const [one, other] = [own(synth, key) ?? null, own(plan, key) ?? null];
      const block = schema?.block_types?.[key];
      const inner = within(where, key);
      if (block && isList(one)) this.#blocks(one, other, block, inner);
      else this.#value(one, other, schema?.attributes?.[key]?.type, inner);
    }
  }

  #blocks(
    synth: readonly Value[],
    plan: Value,
    { block, nesting_mode: mode }: { readonly block: SchemaBlock; readonly nesting_mode: string },
    where: Place,
  ): void {
    if (!isList(plan)) {
      this.#says(where, synth, plan);
      return;
    }
    this.#elements(synth, plan, mode === 'set', where, (one, other, inner) => {
      if (isMap(one) && isMap(other)) this.#block(one, other, block, inner);
      else this.#value(one, other, undefined, inner);
    });
  }

  #elements(
    synth: readonly Value[],
    plan: readonly Value[],
    isSet: boolean,
    where: Place,
    compare: (one: Value, other: Value, where: Place) => void,
  ): void {
    if (synth.length !== plan.length) {
      this.#says(where, synth, plan);
      return;
    }
    const left = [...plan];
    for (const [at, one] of synth.entries()) {
      const inner = within(where, String(at));
      if (!isSet) {
        compare(one, plan[at] as Value, inner);
        continue;
      }
      const match = left.findIndex((other) => this.#agree(() => compare(one, other, inner)));
      if (match === -1) this.#says(inner, one, plan);
      else left.splice(match, 1);
    }
  }

  #agree(compare: () => void): boolean {
    const before = this.found.length;
    compare();
    return this.found.splice(before).length === 0;
  }

  #value(synth: Value, plan: Value, type: TypeConstraint | undefined, where: Place): void {
    if (synth instanceof Unknown) this.#unknown(synth, plan, where);
    else if (synth === null) {
      if (plan instanceof Unknown && plan.kind === 'reference') this.#says(where, synth, plan);
    } else if (isList(synth) && isList(plan)) {
      const isSet = Array.isArray(type) && type[0] === 'set';
      this.#elements(synth, plan, isSet, where, (one, other, inner) =>
        this.#value(one, other, undefined, inner),
      );
    } else if (isMap(synth) && isMap(plan)) {
      for (const key of new Set([...Object.keys(synth), ...Object.keys(plan)])) {
        const [one, other] = [own(synth, key), own(plan, key)];
        if (one === undefined || other === undefined)
          this.#says(within(where, key), one ?? null, other ?? null);
        else this.#value(one, other, undefined, within(where, key));
      }
    } else if (synth !== plan) this.#says(where, synth, plan);
  }

  #unknown(synth: Unknown, plan: Value, where: Place): void {
    if (synth.kind === 'left-to-cloud') return;
    const edge = this.synth.resolve(where.synth, synth);
    if (plan instanceof Unknown && knowsMore(synth, plan)) return;
    if (plan instanceof Unknown) {
      const targets = this.plan.resolve(where.plan, plan).targets;
      const [from, to] = [edge.targets, targets].map((list) =>
        [...new Set(list.map(configAddress))].toSorted(),
      );
      const isSame =
        plan.kind === 'reference' &&
        synth.exact === plan.exact &&
        JSON.stringify(from) === JSON.stringify(to);
      const attribute = (one: Unknown) => one.references.map((r) => r.attribute).join();
      if (!isSame || attribute(synth) !== attribute(plan)) this.#says(where, synth, plan);
      return;
    }
    // What the plan knows of an exact reference is what its target has there.
    const [target] = edge.targets;
    const [reference] = synth.references;
    if (!synth.exact || !target || target.repeated || !reference) return;
    const [known] = this.plan.resolve(where.plan, synth).targets;
    if (known === undefined || JSON.stringify(known.get(reference.attribute)) !== JSON.stringify(plan))
      this.#says(where, synth, plan);
  }

  #says(where: Place, synth: Value, plan: Value): void {
    this.found.push(`${where.at}: declared ${JSON.stringify(synth)}, planned ${JSON.stringify(plan)}`);
  }
}

/** What a module hands on, and that a variable comes to null, a plan states and its source alone does not. */
function knowsMore(synth: Unknown, plan: Unknown): boolean {
  const kinds = new Set(synth.references.map(({ kind }) => kind));
  if (plan.kind === 'left-to-cloud') return kinds.size === 1 && kinds.has('variable');
  return kinds.has('module') && plan.references.every(({ module }) => module !== undefined);
}

function place(synth: Resource, plan: Resource): Place {
  return { at: plan.address, synth, plan };
}

function within(where: Place, key: string): Place {
  return { ...where, at: `${where.at}.${key}` };
}

function groupBy(resources: readonly Resource[], keyOf: (one: Resource) => string): Map<string, Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const one of resources) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
