import type { DatasetReport, Report } from '../judge/report';
import { declaredChanges } from './declared-change';
import type { Aspect, Direction, PromiseChange, ResourceChange } from './diff-report';
import { isLoss } from './resource-layer';
import { type DatasetPair, lossesByDataset, survivalChanges } from './survival-change';
import { order } from './verdict-change';

/** What the change does to the promise, dataset by dataset, gravest first. */
export function promiseChanges(
  base: Report,
  head: Report,
  resources: readonly ResourceChange[],
): readonly PromiseChange[] {
  const called = namesBefore(base.datasets, head.datasets);
  const [baseLosses, headLosses] = [lossesByDataset(base), lossesByDataset(head)];
  const paired = head.datasets.map((is): DatasetPair => {
    const before = called.get(is.dataset) ?? is.dataset;
    return {
      name: is.dataset,
      base: base.datasets.find(({ dataset }) => dataset === before),
      head: is,
      baseLosses: baseLosses.get(before) ?? [],
      headLosses: headLosses.get(is.dataset) ?? [],
    };
  });
  const kept = new Set([...called.values(), ...head.datasets.map(({ dataset }) => dataset)]);
  return [
    ...paired.flatMap((pair) => [...existence(pair), ...survivalChanges(pair), ...declaredChanges(pair)]),
    ...base.datasets.filter(({ dataset }) => !kept.has(dataset)).map(withdrawn),
    ...destroyed(resources),
  ].toSorted(byGravity);
}

/** Datasets that are called otherwise than they were: the same keys open them at the same sites. */
function namesBefore(
  were: readonly DatasetReport[],
  are: readonly DatasetReport[],
): ReadonlyMap<string, string> {
  const left = were.filter(({ dataset }) => !are.some((is) => is.dataset === dataset));
  const come = are.filter(({ dataset }) => !were.some((was) => was.dataset === dataset));
  return new Map(
    come.flatMap((is) => {
      const was = left.find((one) => sealOf(one) !== '' && sealOf(one) === sealOf(is));
      return was ? [[is.dataset, was.dataset] as const] : [];
    }),
  );
}

function sealOf({ declared }: DatasetReport): string {
  return (declared?.places ?? [])
    .map(({ site, key }) => `${site} ${key}`)
    .toSorted()
    .join();
}

function existence({ name, base, head }: DatasetPair): readonly PromiseChange[] {
  if (base?.dataset === name || !head) return [];
  const before = base ? base.dataset : '';
  return [declaration(name, base ? 'name' : 'dataset', [before, base ? name : head.title], 'changed')];
}

function withdrawn({ dataset, title }: DatasetReport): PromiseChange {
  return declaration(dataset, 'dataset', [title, ''], 'worse');
}

function declaration(
  dataset: string,
  what: string,
  [before, after]: readonly [string, string],
  direction: Direction,
): PromiseChange {
  return { aspect: 'declaration', direction, dataset, what, before, after, witness: null, losses: [] };
}

/** What is destroyed of a dataset, or made anew without what was in it, by site. */
function destroyed(resources: readonly ResourceChange[]): readonly PromiseChange[] {
  const groups = new Map<string, { dataset: string; one: ResourceChange; addresses: string[] }>();
  for (const one of resources.filter(isLoss)) {
    for (const dataset of one.datasets) {
      const key = JSON.stringify([dataset, one.stack, one.action]);
      const group = groups.get(key) ?? { dataset, one, addresses: [] };
      group.addresses.push(one.address);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ dataset, one, addresses }) => ({
    aspect: 'data',
    direction: 'worse',
    dataset,
    what: `what ${one.stack} holds of it`,
    before: 'there',
    after: one.action === 'destroy' ? 'destroyed' : 'destroyed, and its place made anew and empty',
    witness: addresses.toSorted(order).join(', '),
    losses: [],
  }));
}

const directions: readonly Direction[] = ['worse', 'changed', 'better'];
const aspects: readonly Aspect[] = ['data', 'survival', 'residency', 'reach', 'keys', 'declaration'];

function byGravity(a: PromiseChange, b: PromiseChange): number {
  return (
    directions.indexOf(a.direction) - directions.indexOf(b.direction) ||
    aspects.indexOf(a.aspect) - aspects.indexOf(b.aspect) ||
    order(a.dataset, b.dataset) ||
    order(a.what, b.what) ||
    order(a.after, b.after)
  );
}
