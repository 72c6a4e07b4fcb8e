import fc from 'fast-check';
import { diff, type Side } from '../../compare/diff';
import type { Report } from '../../judge/report';
import { estatePlan, type PlannedSite } from '../estate-plan';
import { changedSites, sideOf } from './diff-sides';

/** The plan of one stack is enough to shuffle, every kind of list is in it; the report is of all. */
const stack = 'clinic';
const volume = 'openstack_blockstorage_volume_v3.imaging_data';
const port = 'openstack_networking_port_v2.identity_1_port';

type Json = { [key: string]: unknown };

let base: Side;
let head: Side;

beforeAll(async () => {
  const make = (name: string, sites: readonly PlannedSite[]): Side => {
    const side = sideOf(name, sites);
    return { ...side, plans: (side.plans ?? []).filter((plan) => plan.stack === stack) };
  };
  base = make('base', await estatePlan());
  const changed = await changedSites(
    { stack, remove: 'openstack_networking_secgroup_v2.imaging_access' },
    { stack, set: { [volume]: { availability_zone: 'elsewhere', size: 9000, volume_type: 'plain' } } },
  );
  head = make('head', changed);
});

/** Numbers that decide an order, as many as are asked for. */
function shuffler(seed: number) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  return <T>(list: readonly T[]): T[] =>
    list
      .map((one) => [next(), one] as const)
      .sort(([a], [b]) => a - b)
      .map(([, one]) => one);
}

type Shuffle = ReturnType<typeof shuffler>;

/** Keys of every object, and elements of no list: what stands beside each other in masks has to stay so. */
function withKeysShuffled(value: unknown, shuffle: Shuffle): unknown {
  if (Array.isArray(value)) return value.map((one) => withKeysShuffled(one, shuffle));
  if (typeof value !== 'object' || value === null) return value;
  const entries = shuffle(Object.entries(value));
  return Object.fromEntries(entries.map(([key, one]) => [key, withKeysShuffled(one, shuffle)]));
}

/** Blocks and lists of an attribute in another order, with what is said of each of them. */
function withBlocksShuffled(change: Json, shuffle: Shuffle): Json {
  const after = { ...(change.after as Json | null) };
  const [unknown, sensitive] = [
    { ...(change.after_unknown as Json) },
    { ...(change.after_sensitive as Json) },
  ];
  for (const [name, value] of Object.entries(after)) {
    if (!Array.isArray(value)) continue;
    const order = shuffle(value.map((_, at) => at));
    for (const part of [after, unknown, sensitive]) {
      const list = part[name];
      if (Array.isArray(list) && list.length === value.length) part[name] = order.map((at) => list[at]);
    }
  }
  return { ...change, after, after_unknown: unknown, after_sensitive: sensitive };
}

function shuffledPlan(planJson: string, shuffle: Shuffle): string {
  const plan = JSON.parse(planJson) as Json & { resource_changes: { change: Json }[] };
  const changes = plan.resource_changes.map((one) => ({
    ...one,
    change: withBlocksShuffled(one.change, shuffle),
  }));
  return JSON.stringify(withKeysShuffled({ ...plan, resource_changes: shuffle(changes) }, shuffle));
}

function shuffledReport(report: Report, shuffle: Shuffle): Report {
  return withKeysShuffled(
    {
      ...report,
      inputs: shuffle(report.inputs),
      policies: shuffle(report.policies),
      passed: shuffle(report.passed.map((one) => ({ ...one, addresses: shuffle(one.addresses) }))),
      verdicts: shuffle(report.verdicts),
      promises: shuffle(report.promises),
      datasets: shuffle(report.datasets.map((one) => ({ ...one, copies: shuffle(one.copies) }))),
    },
    shuffle,
  ) as Report;
}

function shuffled(side: Side, shuffle: Shuffle): Side {
  const plans = (side.plans ?? []).map((plan) => ({
    ...plan,
    planJson: shuffledPlan(plan.planJson, shuffle),
    source: JSON.stringify(withKeysShuffled(JSON.parse(plan.source ?? '{}'), shuffle)),
  }));
  return { ...side, report: shuffledReport(side.report, shuffle), plans: shuffle(plans) };
}

test('the order of anything in plans and reports is none in the result', () => {
  const expected = diff(base, head);
  expect(expected.resources.changes.length).toBeGreaterThan(1);
  expect(expected.promise.length).toBeGreaterThan(1);
  fc.assert(
    fc.property(fc.integer({ min: 1 }), (seed) => {
      const shuffle = shuffler(seed);
      expect(diff(shuffled(base, shuffle), shuffled(head, shuffle))).toEqual(expected);
      expect(diff(base, shuffled(base, shuffle)).resources.changes).toEqual([]);
    }),
    { numRuns: 8 },
  );
});

/** The head with something else in what the plan says of one resource, or in its source. */
function withChange(side: Side, address: string, change: (one: Json) => Json): Side {
  const plans = (side.plans ?? []).map((plan) => {
    const json = JSON.parse(plan.planJson) as { resource_changes: { address: string; change: Json }[] };
    const changes = json.resource_changes.map((one) =>
      one.address === address ? { ...one, change: change(one.change) } : one,
    );
    return { ...plan, planJson: JSON.stringify({ ...json, resource_changes: changes }) };
  });
  return { ...side, plans };
}

test('what the cloud computes is no change, whatever it comes to', () => {
  const computed = withChange(base, volume, (one) => ({
    ...one,
    after: { ...(one.after as Json), attachment: [{ id: 'x', device: '/dev/vdb', instance_id: 'y' }] },
    after_unknown: { ...(one.after_unknown as Json), attachment: false, id: false },
  }));
  expect(diff(base, computed).resources.changes).toEqual([]);
});

test('a default that a new version of the provider has for what nobody set is no change', () => {
  const given = withChange(base, port, (one) => ({
    ...one,
    after: { ...(one.after as Json), description: 'by default', admin_state_up: true },
    after_unknown: { ...(one.after_unknown as Json), admin_state_up: false },
  }));
  expect(diff(base, given).resources.changes).toEqual([]);
});

test('what somebody did set is one', () => {
  const given = withChange(base, volume, (one) => ({ ...one, after: { ...(one.after as Json), size: 1 } }));
  expect(diff(base, given).resources.changes).toMatchObject([{ action: 'update', address: volume }]);
});

const renamed = 'openstack_blockstorage_volume_v3.pictures_data';

/** Everything that the volume is called, called otherwise. */
function renamedSide({ moved }: { readonly moved: boolean }): Side {
  const rename = (text: string) =>
    text.replaceAll(volume, renamed).replaceAll('"imaging_data"', '"pictures_data"');
  const plans = (base.plans ?? []).map((plan) => {
    const source = JSON.parse(rename(plan.source ?? '{}')) as Json;
    if (moved) source.moved = [{ from: volume, to: renamed }];
    return { ...plan, planJson: rename(plan.planJson), source: JSON.stringify(source) };
  });
  const report = JSON.parse(rename(JSON.stringify(base.report))) as Report;
  return { ...base, name: 'renamed', report, plans };
}

test('what a moved block renames is renamed, with everything that refers to it, and keeps its verdicts', () => {
  const { resources, verdicts, promise, worse } = diff(base, renamedSide({ moved: true }));
  expect(resources.changes).toMatchObject([{ action: 'move', address: renamed, previousAddress: volume }]);
  expect({ verdicts, promise, worse }).toEqual({ verdicts: [], promise: [], worse: false });
});

test('without one it is destroyed and made anew, and that is worse', () => {
  const { resources, worse } = diff(base, renamedSide({ moved: false }));
  expect(resources.summary).toMatchObject({ destroy: 1, create: 1 });
  expect(worse).toBe(true);
});
