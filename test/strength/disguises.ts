import type { Json, ModuleJson, PlanJson, PlannedModuleJson } from './plan-json';

/** The same configuration written in another way, as Terraform would plan it. */
export interface Disguise {
  readonly name: string;
  /** Whether a plan says exactly as much of it; elsewhere what is definite may become undecided. */
  readonly isExact: boolean;
  apply(plan: PlanJson): void;
  /** Where a resource of the root module, or a provider or variable of it, is found now. */
  addressOf(address: string): string;
}

const split = (address: string) => /^((?:data\.)?[\w-]+)\.([\w-]+)(.*)$/.exec(address) ?? [];

/** Whether an address is that of a resource: a provider or a variable keeps its own. */
const isResource = (address: string) => !/^(?:provider|var)\./.test(address);

const newName = 'other-name-of-';

const renamed: Disguise = {
  name: 'all resources renamed',
  isExact: true,
  apply(plan) {
    // What is deleted has no configuration any more.
    const planned = plan.resource_changes.filter((one) => one.module_address === undefined);
    const names = new Set(
      [...planned, ...(plan.configuration.root_module.resources ?? [])].map(
        ({ mode, type, name }) => `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
      ),
    );
    const pattern = /(?<![\w.-])((?:data\.)?[a-z]\w*)\.([\w-]+)/g;
    const text = JSON.stringify(plan).replace(pattern, (whole, type: string, name: string) =>
      names.has(`${type}.${name}`) ? `${type}.${newName}${name}` : whole,
    );
    Object.assign(plan, JSON.parse(text));
    const lists = [
      plan.resource_changes,
      plan.planned_values.root_module.resources,
      plan.configuration.root_module.resources,
    ] as unknown as (Json[] | undefined)[];
    for (const one of lists.flatMap((list) => list ?? []))
      if (one.module_address === undefined) one.name = `${newName}${one.name}`;
  },
  addressOf(address) {
    const [, type, name, rest] = split(address);
    if (!isResource(address)) return address;
    return `${type}.${newName}${name}${rest}`;
  },
};

const reordered: Disguise = {
  name: 'resources and keys in another order',
  isExact: true,
  apply(plan) {
    const turned = (json: unknown): unknown => {
      if (Array.isArray(json)) return json.map(turned);
      if (json === null || typeof json !== 'object') return json;
      return Object.fromEntries(
        Object.entries(json)
          .toReversed()
          .map(([key, value]) => [key, turned(value)]),
      );
    };
    Object.assign(plan, turned(plan));
    plan.resource_changes.reverse();
    plan.configuration.root_module.resources?.reverse();
  },
  addressOf: (address) => address,
};

function moved(key: string): Disguise {
  const path = `module.site${key}`;
  return {
    name: `all moved into ${path}`,
    isExact: false,
    apply(plan) {
      const root = plan.configuration.root_module;
      // What was a variable of the root is handed on to the module.
      const handed = Object.keys((root.variables ?? {}) as object).map((name) => [
        name,
        { references: [`var.${name}`] },
      ]);
      const call = { source: './site', expressions: Object.fromEntries(handed), module: root };
      plan.configuration.root_module = {
        module_calls: { site: call },
        ...(root.variables === undefined ? {} : { variables: structuredClone(root.variables) }),
      } satisfies ModuleJson;
      for (const one of plan.resource_changes) {
        one.module_address = one.module_address === undefined ? path : `${path}.${one.module_address}`;
        one.address = `${path}.${one.address}`;
      }
      const move = (module: PlannedModuleJson) => {
        for (const one of module.resources ?? []) one.address = `${path}.${one.address}`;
        for (const child of module.child_modules ?? []) {
          child.address = `${path}.${child.address}`;
          move(child);
        }
      };
      const values = plan.planned_values.root_module;
      move(values);
      plan.planned_values.root_module = { child_modules: [{ ...values, address: path }] };
    },
    addressOf: (address) => (isResource(address) ? `${path}.${address}` : address),
  };
}

/** `type.name[0]`, as `count = 1` makes it. */
const counted: Disguise = {
  name: 'every resource made by count',
  isExact: false,
  apply(plan) {
    const single = new Set(
      plan.resource_changes
        .filter(({ index, mode }) => index === undefined && mode === 'managed')
        .map(({ address }) => address),
    );
    for (const one of plan.resource_changes) {
      if (!single.has(one.address)) continue;
      Object.assign(one, { index: 0, address: `${one.address}[0]` });
    }
    for (const one of (plan.planned_values.root_module.resources ?? []) as Json[])
      if (single.has(String(one.address))) Object.assign(one, { index: 0, address: `${one.address}[0]` });
    for (const one of plan.configuration.root_module.resources ?? []) {
      one.expressions = indexed(one.expressions ?? {}, single) as Json;
      if (single.has(one.address)) one.count_expression = { constant_value: 1 };
    }
  },
  addressOf: (address) =>
    isResource(address) && !address.endsWith(']') && !address.startsWith('data.') ? `${address}[0]` : address,
};

/** Expressions whose references name an instance. */
function indexed(json: unknown, single: ReadonlySet<string>): unknown {
  if (Array.isArray(json)) return json.map((one) => indexed(one, single));
  if (json === null || typeof json !== 'object') return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => {
      if (key !== 'references' || !Array.isArray(value)) return [key, indexed(value, single)];
      return [key, value.flatMap((one) => withIndex(String(one), single))];
    }),
  );
}

function withIndex(reference: string, single: ReadonlySet<string>): string[] {
  const [, address = '', rest = ''] = /^([\w-]+\.[\w-]+)(.*)$/.exec(reference) ?? [];
  if (!single.has(address)) return [reference];
  return rest === '' ? [`${address}[0]`, address] : [`${address}[0]${rest}`];
}

/** The provider has a name of its own, as it has beside a second one. */
const aliased: Disguise = {
  name: 'all made by a provider with an alias',
  isExact: false,
  apply(plan) {
    const { openstack, ...others } = plan.configuration.provider_config;
    if (openstack === undefined) return;
    plan.configuration.provider_config = { ...others, 'openstack.site': { ...openstack, alias: 'site' } };
    for (const one of plan.configuration.root_module.resources ?? [])
      if (one.provider_config_key === 'openstack') one.provider_config_key = 'openstack.site';
  },
  addressOf: (address) => address.replace(/^provider\.openstack$/, 'provider.openstack.site'),
};

export const disguises: readonly Disguise[] = [
  renamed,
  reordered,
  counted,
  aliased,
  moved(''),
  moved('[0]'),
  moved('["a.b[\\"c\\"]"]'),
];
