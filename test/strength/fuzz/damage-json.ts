import type { Json, PlanJson } from '../plan-json';
import type { Damage, Expected } from './damage-text';
import type { Random } from './random';

type Path = readonly (string | number)[];

function onPlan(
  name: string,
  expected: Expected,
  change: (plan: PlanJson, random: Random) => unknown,
): Damage {
  return {
    name,
    expected,
    apply(text, random) {
      const plan = JSON.parse(text) as PlanJson;
      return Buffer.from(JSON.stringify(change(plan, random) ?? plan));
    },
  };
}

/** A way to some place of the plan, deep ones as likely as shallow ones. */
function somewhere(json: unknown, random: Random): { holder: Json; key: string; path: Path } {
  let holder = json as Json;
  const path: string[] = [];
  for (;;) {
    const key = random.pick(Object.keys(holder));
    path.push(key);
    const inner = holder[key];
    const isLeaf = inner === null || typeof inner !== 'object' || Object.keys(inner).length === 0;
    if (isLeaf || random.next() < 0.15) return { holder, key, path };
    holder = inner as Json;
  }
}

const prototypeKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
];

const junk: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  '',
  'x',
  '${',
  '%{if}',
  '${a.b.c[',
  [],
  {},
  [null],
  [[]],
  [[[[]]]],
  { '': '' },
  { references: ['a.b'] },
  { constant_value: {} },
  ...prototypeKeys,
];

/** JSON with a key that objects have anyway; assigning it would set the prototype instead. */
function withKey(json: Json, key: string, value: unknown): Json {
  return Object.defineProperty(json, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Brackets within brackets, as text: nobody can write what is that deep as a value. */
const deep: Damage = {
  name: 'no end of depth',
  expected: 'no pass of less',
  apply(text, random) {
    const plan = JSON.parse(text) as PlanJson;
    const { holder, key } = somewhere(plan, random);
    holder[key] = 'here it goes down';
    const depth = random.pick([10, 100, 499, 501, 5000, 100_000]);
    const [open, close] = random.pick([
      ['[', ']'],
      ['{"a":', '}'],
    ] as const);
    const nested = `${open.repeat(depth)}1${close.repeat(depth)}`;
    return Buffer.from(JSON.stringify(plan).replace('"here it goes down"', () => nested));
  },
};

const anyChange = (plan: PlanJson, random: Random) => random.pick(plan.resource_changes);
const configured = (plan: PlanJson) => plan.configuration.root_module.resources ?? [];

function repeat(times: number, change: () => void): void {
  for (let left = times; left > 0; left -= 1) change();
}

function shuffleKeys(json: unknown, random: Random): unknown {
  if (Array.isArray(json)) return json.map((one) => shuffleKeys(one, random));
  if (json === null || typeof json !== 'object') return json;
  const entries = random.shuffled(Object.entries(json));
  return Object.fromEntries(entries.map(([key, value]) => [key, shuffleKeys(value, random)]));
}

/** Damage to what is in a file that is JSON still. */
export const jsonDamages: readonly Damage[] = [
  onPlan('something else at some place', 'no pass of less', (plan, random) =>
    repeat(1 + random.below(3), () => {
      const { holder, key } = somewhere(plan, random);
      holder[key] = structuredClone(random.pick(junk));
    }),
  ),
  onPlan('a place taken out', 'no pass of less', (plan, random) =>
    repeat(1 + random.below(2), () => {
      const { holder, key } = somewhere(plan, random);
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
    }),
  ),
  onPlan('nothing in all places of one name', 'no pass of less', (plan, random) => {
    const { key } = somewhere(plan, random);
    return JSON.parse(JSON.stringify(plan, (name, value: unknown) => (name === key ? null : value)));
  }),
  onPlan('a place from somewhere else', 'no pass of less', (plan, random) => {
    const [from, to] = [somewhere(plan, random), somewhere(plan, random)];
    to.holder[to.key] = structuredClone(from.holder[from.key]);
  }),
  onPlan('a key that every object has', 'no pass of less', (plan, random) => {
    const { holder } = somewhere(plan, random);
    if (!Array.isArray(holder))
      withKey(holder, random.pick(prototypeKeys), structuredClone(random.pick(junk)));
  }),
  onPlan('an attribute that nobody knows', 'no pass of less', (plan, random) => {
    const { change } = anyChange(plan, random);
    withKey(change.after ?? {}, random.pick(prototypeKeys), structuredClone(random.pick(junk)));
  }),
  onPlan('a resource of such a name', 'no pass of less', (plan, random) => {
    const name = random.pick(prototypeKeys);
    const copy = structuredClone(anyChange(plan, random));
    plan.resource_changes.push({ ...copy, name, address: `${copy.type}.${name}` });
  }),
  onPlan('a type of such a name', 'no pass of less', (plan, random) => {
    const type = random.pick(prototypeKeys);
    const copy = structuredClone(anyChange(plan, random));
    plan.resource_changes.push({ ...copy, type, address: `${type}.${copy.name}` });
  }),
  onPlan('a resource twice', 'refused', (plan, random) => {
    plan.resource_changes.push(structuredClone(anyChange(plan, random)));
  }),
  onPlan('a resource planned and not changed', 'refused', (plan, random) => {
    plan.resource_changes.splice(random.below(plan.resource_changes.length), 1);
  }),
  onPlan('no changes', 'refused', (plan) => {
    plan.resource_changes = [];
  }),
  onPlan('a resource without its configuration', 'no pass of less', (plan, random) => {
    configured(plan).splice(random.below(configured(plan).length), 1);
  }),
  onPlan('a resource that is changed and not planned', 'no pass of less', (plan, random) => {
    plan.planned_values.root_module.resources?.splice(random.below(5), 1);
  }),
  deep,
  onPlan('a text without end', 'no pass of less', (plan, random) => {
    const { holder, key } = somewhere(plan, random);
    holder[key] = random
      .pick(['a', '${', '[', '"', '\\', '.a', 'a.', '${a.', '%{', '0.0.0.0/0,'])
      .repeat(random.pick([100, 1000, 30_000]));
  }),
  onPlan('a list without end', 'no pass of less', (plan, random) => {
    const { holder, key } = somewhere(plan, random);
    holder[key] = Array.from({ length: 3000 }, () => structuredClone(random.pick(junk)));
  }),
  onPlan('an index without end', 'no pass of less', (plan, random) => {
    const one = anyChange(plan, random);
    const index = random.pick(['k', '"', '\\', ']', '${', 'é']).repeat(random.pick([3, 100_000]));
    const address = `${one.type}.${one.name}[${JSON.stringify(index)}]`;
    for (const planned of plan.planned_values.root_module.resources ?? [])
      if (planned.address === one.address) planned.address = address;
    Object.assign(one, { index, address });
  }),
  onPlan('a module of an odd name', 'no pass of less', (plan, random) => {
    const one = anyChange(plan, random);
    const path = `module.m[${JSON.stringify(random.pick(['"', ']', '].module.x', '\\"', '["', '.', '', '__proto__']))}]`;
    const address = `${path}.${one.address}`;
    plan.planned_values.root_module.resources = (plan.planned_values.root_module.resources ?? []).filter(
      (planned) => planned.address !== one.address,
    );
    Object.assign(one, { module_address: path, address });
  }),
  onPlan('references in a circle', 'no pass of less', (plan, random) => {
    const chosen = random.shuffled(configured(plan)).slice(0, 1 + random.below(4));
    for (const [at, one] of chosen.entries()) {
      const next = chosen[(at + 1) % chosen.length] ?? one;
      const change = plan.resource_changes.find(({ address }) => address === one.address)?.change;
      for (const key of Object.keys(one.expressions ?? {})) {
        if (random.next() < 0.5) continue;
        const reference = `${next.address}.${random.pick(['id', key])}`;
        (one.expressions as Json)[key] = { references: [reference, next.address] };
        delete change?.after?.[key];
        if (change?.after_unknown) change.after_unknown[key] = true;
      }
    }
  }),
  onPlan('everything unknown', 'no pass of less', (plan, random) => {
    const { change } = anyChange(plan, random);
    change.after_unknown = Object.fromEntries(Object.keys(change.after ?? {}).map((key) => [key, true]));
    if (random.next() < 0.5) change.after = {};
  }),
  onPlan('an end that was none', 'refused', (plan, random) => {
    Object.assign(
      plan,
      random.pick([{ errored: true }, { complete: false }, { errored: 1 }, { complete: null }]),
    );
  }),
  onPlan('another format', 'refused', (plan, random) => {
    plan.format_version = random.pick(['0.2', '2.0', '1', '', null, 1.2, '1.2.3', ['1.2']]);
  }),
  onPlan('actions that nobody defined', 'refused', (plan, random) => {
    anyChange(plan, random).change.actions = random.pick([
      [],
      ['destroy'],
      ['create', 'create'],
      [['create']],
      ['no-op', 'no-op', 'no-op'],
      ['create,delete'],
    ]) as string[];
  }),
  onPlan('resources in another order', 'the same', (plan, random) => {
    plan.resource_changes = random.shuffled(plan.resource_changes);
  }),
  onPlan('keys in another order', 'the same', (plan, random) => shuffleKeys(plan, random)),
  onPlan('more that nobody asked for', 'the same', (plan, random) => {
    plan.terraform_version = random.pick(['1.14.0', '0.0.0', '\ud800']);
    plan.a_key_of_the_future = structuredClone(random.pick(junk));
    anyChange(plan, random).a_key_of_the_future = structuredClone(random.pick(junk));
    plan.resource_drift = random.pick([[], undefined]);
  }),
];
