import type { PageData, PageDataset } from './data';

/** What is left of one dataset after several losses at once. */
export interface Survival {
  readonly outcome: 'withstands' | 'lost' | 'undecided';
  /** Sites whose copy is lost. */
  readonly taken: readonly string[];
  /** Sites whose copy is left and counts, least lag first. */
  readonly surviving: readonly string[];
  /** Greatest lag of the best copy left, in seconds; null where none is left. */
  readonly lag: number | null;
  /** Lists of unconfirmed assumptions of which one whole list has to hold; empty where nothing has to be assumed. */
  readonly conditions: readonly (readonly string[])[];
}

type Facts = Pick<PageData, 'losses' | 'restsOn'>;

/**
 * Counts as the judge does: a copy is left while no loss takes it, and counts while it is in what was judged. An
 * undecided copy that is left makes the answer undecided, never good.
 * @param off ids of what is lost, `kind:name`
 */
export function survivalOf(dataset: PageDataset, off: ReadonlySet<string>, facts: Facts): Survival {
  const lost = facts.losses
    .filter(({ id }) => off.has(id))
    .map(({ kind, takes }) => ({
      kind,
      takes: Object.hasOwn(takes, dataset.name) ? (takes[dataset.name] ?? []) : [],
    }));
  const isTaken = (site: string) => lost.some(({ takes }) => takes.includes(site));
  const left = dataset.copies.filter(({ site }) => !isTaken(site));
  const best = left.filter(({ status }) => status === 'present').toSorted((a, b) => a.lag - b.lag);
  const concerns = ({ sites, losses, apart }: Facts['restsOn'][number], site: string) =>
    sites.includes(site) &&
    lost.some(
      ({ kind, takes }) =>
        (losses === null || losses.includes(kind)) &&
        takes.length > 0 &&
        (!apart || sites.some((one) => takes.includes(one))),
    );
  const conditions = best.map(({ site }) =>
    facts.restsOn.filter((one) => concerns(one, site)).map(({ assumption }) => assumption),
  );
  const isOpen = left.some(({ status }) => status === 'undecided');
  return {
    outcome: best.length > 0 ? 'withstands' : isOpen ? 'undecided' : 'lost',
    taken: dataset.copies.filter(({ site }) => isTaken(site)).map(({ site }) => site),
    surviving: best.map(({ site }) => site),
    lag: best[0]?.lag ?? null,
    conditions: smallest(conditions),
  };
}

/** Smallest lists of which one suffices; none where one is empty, since then nothing has to be assumed. */
function smallest(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (lists.some((list) => list.length === 0)) return [];
  const isWithin = (inner: readonly string[], outer: readonly string[]) =>
    inner.length < outer.length && inner.every((one) => outer.includes(one));
  const minimal = lists.filter((list) => !lists.some((other) => isWithin(other, list)));
  return [...new Map(minimal.map((list) => [JSON.stringify(list), list])).values()];
}
