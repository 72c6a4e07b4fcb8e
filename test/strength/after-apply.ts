import { type SchemaBlock, schemaOf, type TypeConstraint } from '../../graph/schema';
import { idOf } from './draft';
import { leftToTheCloud } from './left-to-the-cloud';
import { type ChangeJson, type Json, type PlanJson, parsePlan } from './plan-json';

/** A plan as the next one would be, after an apply that went well. */
export interface Applied {
  /** Plan JSON: nothing changes any more, and nothing is unknown. */
  readonly plan: string;
  /** Addresses of resources made by the apply. */
  readonly made: ReadonlySet<string>;
  /** Addresses of what existed and was changed or taken away: the change is judged, and it is over. */
  readonly changed: ReadonlySet<string>;
  /** Addresses with a value that the plan does not show the making of: what they come to is anybody’s guess. */
  readonly guessed: ReadonlySet<string>;
}

/** Fills in what an apply would: references with the values of their targets, the rest as the cloud does. */
export function applyPlan(text: string): Applied {
  return new Apply(parsePlan(text)).run();
}

class Apply {
  readonly #changes: ReadonlyMap<string, ChangeJson>;
  readonly #settled = new Map<string, Json>();
  readonly #guessed = new Set<string>();

  constructor(readonly plan: PlanJson) {
    const kept = plan.resource_changes.filter(
      ({ mode, change: { actions } }) =>
        mode === 'managed' && actions[0] !== 'delete' && actions[0] !== 'forget',
    );
    const replaced = plan.resource_changes.filter(
      ({ mode, change: { actions } }) =>
        mode === 'managed' && actions.length === 2 && actions[0] === 'delete',
    );
    this.#changes = new Map([...kept, ...replaced].map((one) => [one.address, one]));
  }

  run(): Applied {
    const made = new Set<string>();
    const changes = [...this.#changes.values()].map((one) => {
      const values = this.#settle(one);
      if (one.change.actions.includes('create')) made.add(one.address);
      const change = { ...one.change, actions: ['no-op'], before: values, after: values, after_unknown: {} };
      return { ...one, change };
    });
    const data = this.plan.resource_changes.filter(({ mode }) => mode === 'data');
    const plan = structuredClone({ ...this.plan, resource_changes: [...changes, ...data] });
    const modules = [plan.planned_values.root_module];
    for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
      // A plan lists what it forgets among the planned values still.
      module.resources = (module.resources ?? []).filter(
        ({ address, mode }) => mode === 'data' || this.#changes.has(address),
      );
      for (const one of module.resources) one.values = this.#settled.get(one.address) ?? one.values;
      modules.push(...(module.child_modules ?? []));
    }
    const isChange = ({ change: { actions } }: ChangeJson) => !['create', 'no-op'].includes(actions.join());
    const changed = new Set(this.plan.resource_changes.filter(isChange).map(({ address }) => address));
    return { plan: JSON.stringify(plan), made, changed, guessed: this.#guessed };
  }

  #settle(one: ChangeJson): Json {
    const known = this.#settled.get(one.address);
    if (known) return known;
    const values: Json = { ...one.change.after, id: one.change.after?.id ?? idOf(one.address) };
    // Set before it is filled: a circle of references ends at what is known.
    this.#settled.set(one.address, values);
    const schema = schemaOf(one.type, 'managed');
    const expressions = this.#expressions(one);
    this.#fill(values, one.change.after_unknown || {}, expressions, schema, one);
    return values;
  }

  #fill(
    values: Json,
    unknown: Json,
    expressions: Json,
    schema: SchemaBlock | undefined,
    one: ChangeJson,
  ): void {
    // What is configured first: what the cloud decides may hang on it.
    const isOwn = ([key]: readonly [string, unknown]) => Number(expressions[key] === undefined);
    for (const [key, mask] of Object.entries(unknown).toSorted((a, b) => isOwn(a) - isOwn(b))) {
      const block = schema?.block_types?.[key]?.block;
      if (mask === true) {
        if (values[key] !== undefined && values[key] !== null) continue;
        values[key] = this.#value(
          expressions[key],
          schema?.attributes?.[key]?.type,
          key,
          one,
          block !== undefined,
        );
      } else if (block && Array.isArray(mask) && Array.isArray(values[key])) {
        const list = structuredClone(values[key]) as Json[];
        values[key] = list;
        for (const [at, inner] of mask.entries()) {
          const stated = Array.isArray(expressions[key]) ? (expressions[key] as Json[])[at] : undefined;
          const into = list[at];
          if (into && inner !== null && typeof inner === 'object')
            this.#fill(into, inner as Json, stated ?? {}, block, one);
        }
      } else if (JSON.stringify(mask).includes('true')) {
        // One part of a list or map: what the whole comes to is not shown.
        this.#guessed.add(one.address);
      }
    }
  }

  #value(
    expression: unknown,
    type: TypeConstraint | undefined,
    key: string,
    one: ChangeJson,
    isBlock: boolean,
  ): unknown {
    const { references, constant_value: constant } = (expression ?? {}) as {
      references?: string[];
      constant_value?: unknown;
    };
    if (references === undefined) {
      if (expression !== undefined && constant === undefined) this.#guessed.add(one.address);
      return isBlock ? [] : this.#left(one, key, type);
    }
    const named = references.filter(
      (ref) =>
        !references.some(
          (other) => other !== ref && /^[.[]/.test(other.slice(ref.length)) && other.startsWith(ref),
        ),
    );
    const isList = Array.isArray(type) && (type[0] === 'list' || type[0] === 'set');
    const values = named.map((ref) => this.#follow(ref, one));
    const isPlain =
      values.every((value) => value !== undefined) &&
      (isList ||
        (values.length === 1 &&
          !Array.isArray(type) &&
          (constant === undefined || /^\$\{[\w.-]+\}$/.test(String(constant)))));
    if (!isPlain) {
      this.#guessed.add(one.address);
      return this.#left(one, key, type);
    }
    return isList ? values : values[0];
  }

  /** The value of `type.name.attribute` in the module of a resource; undefined where it is not plainly one. */
  #follow(reference: string, from: ChangeJson): unknown {
    const [, name, attribute = ''] = /^([\w-]+\.[\w-]+)\.(\w+)$/.exec(reference) ?? [];
    if (name === undefined) return undefined;
    const prefix = from.module_address === undefined ? '' : `${from.module_address}.`;
    const target = this.#changes.get(`${prefix}${name}`);
    return target && this.#settle(target)[attribute];
  }

  #expressions({ module_address: path = '', type, name }: ChangeJson): Json {
    let module = this.plan.configuration.root_module;
    for (const [, call = ''] of path.matchAll(/module\.([\w-]+)(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?/g)) {
      const next = module.module_calls?.[call]?.module;
      if (!next) return {};
      module = next;
    }
    return module.resources?.find((one) => one.address === `${type}.${name}`)?.expressions ?? {};
  }

  #left(one: ChangeJson, attribute: string, type: TypeConstraint | undefined): unknown {
    return leftToTheCloud({
      resource: one.type,
      attribute,
      type,
      region: this.#region(),
      own: this.#settle(one),
      find: (id) => [...this.#settled.values()].find((values) => values.id === id),
    });
  }

  #region(): string {
    const config = this.plan.configuration.provider_config.openstack as
      | { expressions?: { region?: { constant_value?: unknown } } }
      | undefined;
    return String(config?.expressions?.region?.constant_value ?? 'region-one');
  }
}
