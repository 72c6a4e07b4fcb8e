import type { DatasetReport, PromiseVerdict, Report } from '../judge/report';
import type { Direction, PromiseChange } from './diff-report';

/** One dataset in the two reports; undefined where the estate does not have it. */
export interface DatasetPair {
  readonly name: string;
  readonly base: DatasetReport | undefined;
  readonly head: DatasetReport | undefined;
  readonly baseLosses: readonly PromiseVerdict[];
  readonly headLosses: readonly PromiseVerdict[];
}

/** Copies that come, go or change, and single losses that are withstood otherwise than they were. */
export function survivalChanges(pair: DatasetPair): readonly PromiseChange[] {
  return [...copies(pair), ...losses(pair), ...lag(pair), ...drilled(pair)];
}

type Copy = DatasetReport['copies'][number];

function copies({ name, base, head }: DatasetPair): readonly PromiseChange[] {
  const sites = [...new Set([...(head?.copies ?? []), ...(base?.copies ?? [])].map(({ site }) => site))];
  return sites.flatMap((site) => {
    const [was, is] = [base, head].map((one) => one?.copies.find((copy) => copy.site === site));
    const [before, after] = [describeCopy(was), describeCopy(is)];
    if (before === after) return [];
    return [
      {
        aspect: 'survival' as const,
        direction: rankOfCopy(was) - rankOfCopy(is) || slower(was, is),
        dataset: name,
        what: `copy at ${site}`,
        before,
        after,
        witness: is && is.status !== 'present' ? is.notes.slice(0, 2).join(', ') || null : null,
        losses: [],
      },
    ].map((one) => ({ ...one, direction: directionOf(one.direction) }));
  });
}

const copyRanks: Readonly<Record<Copy['status'], number>> = { present: 0, undecided: 1, missing: 2 };

function rankOfCopy(copy: Copy | undefined): number {
  return copy === undefined ? 3 : copyRanks[copy.status];
}

function slower(was: Copy | undefined, is: Copy | undefined): number {
  return (was?.lag ?? 0) - (is?.lag ?? 0);
}

/** @param gain greater than zero where it is better now */
function directionOf(gain: number): Direction {
  if (gain === 0) return 'changed';
  return gain > 0 ? 'better' : 'worse';
}

function describeCopy(copy: Copy | undefined): string {
  if (copy === undefined) return '';
  const { role, mode, lag, status } = copy;
  const way =
    role === 'home' ? 'home' : mode === 'synchronous' ? 'synchronous' : `at most ${duration(lag)} behind`;
  if (status === 'present') return way;
  return `${way}, ${status === 'missing' ? 'but it does not count' : 'but not decided'}`;
}

export function duration(seconds: number): string {
  return seconds % 60 === 0 && seconds > 60 ? `${seconds / 60} min` : `${seconds} s`;
}

/** Losses that fare alike are one change: the names of the losses, and the first counterexample. */
function losses({ name, baseLosses, headLosses, base }: DatasetPair): readonly PromiseChange[] {
  const were = new Map(baseLosses.map((one) => [lossOf(one), one]));
  const groups = new Map<string, { was: PromiseVerdict | undefined; all: PromiseVerdict[] }>();
  for (const is of headLosses) {
    const was = were.get(lossOf(is));
    // A loss that takes nothing of it yet is no other than one that is withstood; of a new dataset nothing was.
    const [before, after] = [was ? rankOf(was) : base ? 0 : rankOf(is), rankOf(is)];
    if (before === after) continue;
    const key = JSON.stringify([
      was?.outcome,
      was?.survivingCopies,
      is.outcome,
      is.outcome === 'withstands' ? [was?.conditions, is.conditions] : [],
    ]);
    const group = groups.get(key) ?? { was, all: [] };
    group.all.push(is);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ was, all }) => {
    const [first] = all as [PromiseVerdict];
    return {
      aspect: 'survival',
      direction: directionOf((was ? rankOf(was) : 0) - rankOf(first)),
      dataset: name,
      what: `loss of ${nameLosses(all.map(lossOf))}`,
      before: was ? describeLoss(was, first.outcome === 'withstands') : 'took no copy of it',
      after: describeLoss(first),
      witness: first.counterexample,
      losses: all.map(lossOf).toSorted(),
    };
  });
}

function lossOf({ losses }: PromiseVerdict): string {
  return losses.join('+');
}

const outcomes: readonly PromiseVerdict['outcome'][] = ['withstands', 'undecided', 'lost'];

/** 0 withstands, 1 withstands if something unconfirmed holds, 2 undecided, 3 lost. */
function rankOf({ outcome, conditional }: PromiseVerdict): number {
  const rank = outcomes.indexOf(outcome);
  return rank === 0 ? Number(conditional) : rank + 1;
}

function describeLoss(promise: PromiseVerdict, withConditions = true): string {
  const { outcome, conditional, conditions, survivingCopies } = promise;
  if (outcome === 'lost') return 'nothing is left';
  if (outcome === 'undecided') return 'not decided';
  const assumed =
    conditional && withConditions ? `, if ${conditions.map((all) => all.join(' and ')).join(', or ')}` : '';
  return `${survivingCopies.join(', ')} left${assumed}`;
}

const mostNamed = 5;

/** `site clinic, zone nova and 3 more`; the most telling kinds come first, as reports list them. */
export function nameLosses(losses: readonly string[]): string {
  // Of the kind alone: a name may hold a dash of its own.
  const names = losses.map((loss) =>
    loss.replace(/^[^:]*:/, (kind) => `${kind.slice(0, -1).replaceAll('-', ' ')} `),
  );
  const shown = names.slice(0, mostNamed);
  return names.length > mostNamed
    ? `${shown.join(', ')} and ${names.length - mostNamed} more`
    : shown.join(', ');
}

/** Where every loss is withstood as before, what is left may be further behind. */
function lag({ name, baseLosses, headLosses }: DatasetPair): readonly PromiseChange[] {
  const were = new Map(baseLosses.map((one) => [lossOf(one), one]));
  const groups = new Map<string, { before: number; after: number; all: string[] }>();
  for (const is of headLosses) {
    const before = were.get(lossOf(is))?.lag ?? null;
    if (before === null || is.lag === null || before === is.lag) continue;
    const key = `${before} ${is.lag}`;
    const group = groups.get(key) ?? { before, after: is.lag, all: [] };
    group.all.push(lossOf(is));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ before, after, all }) => ({
    aspect: 'survival',
    direction: directionOf(before - after),
    dataset: name,
    what: `what the loss of ${nameLosses(all)} leaves`,
    before: `at most ${duration(before)} behind`,
    after: `at most ${duration(after)} behind`,
    witness: null,
    losses: all.toSorted(),
  }));
}

/** What drills say of a loss: shown, contradicted, or nothing. */
function drilled({ name, baseLosses, headLosses }: DatasetPair): readonly PromiseChange[] {
  const were = new Map(baseLosses.map((one) => [lossOf(one), one]));
  const groups = new Map<
    string,
    { was: PromiseVerdict | undefined; all: [PromiseVerdict, ...PromiseVerdict[]] }
  >();
  for (const is of headLosses) {
    const was = were.get(lossOf(is));
    if (rankOfDrill(was) === rankOfDrill(is)) continue;
    const key = JSON.stringify([describeDrill(was), describeDrill(is)]);
    const group = groups.get(key);
    if (group) group.all.push(is);
    else groups.set(key, { was, all: [is] });
  }
  return [...groups.values()].map(({ was, all }) => ({
    aspect: 'survival',
    direction: directionOf(rankOfDrill(all[0]) - rankOfDrill(was)),
    dataset: name,
    what: `what drills say of the loss of ${nameLosses(all.map(lossOf))}`,
    before: describeDrill(was),
    after: describeDrill(all[0]),
    witness: all[0].drill?.file ?? null,
    losses: all.map(lossOf).toSorted(),
  }));
}

/** 2 shown, 1 nothing said, 0 contradicted. */
function rankOfDrill(loss: PromiseVerdict | undefined): number {
  if (loss?.drill === undefined) return 1;
  return loss.drill.outcome === 'held' ? 2 : 0;
}

function describeDrill(loss: PromiseVerdict | undefined): string {
  if (loss?.drill === undefined) return 'nothing';
  const { outcome, finishedAt } = loss.drill;
  return `${outcome === 'held' ? 'shown' : 'contradicted: not all data was there'}, ${finishedAt.slice(0, 10)}`;
}

/** The losses of a report by dataset, made once. */
export function lossesByDataset({ promises }: Report): ReadonlyMap<string, readonly PromiseVerdict[]> {
  const map = new Map<string, PromiseVerdict[]>();
  for (const one of promises) {
    const list = map.get(one.dataset);
    if (list) list.push(one);
    else map.set(one.dataset, [one]);
  }
  return new Map([...map].map(([dataset, list]) => [dataset, list.toSorted(byKind)] as const));
}

/** As an estate lists them: what everybody knows first, an order that no report’s own decides. */
const kinds = [
  ...['site', 'zone', 'building', 'town', 'control-plane', 'identity-provider', 'key-store'],
  ...['account', 'key', 'credential'],
];

function byKind(a: PromiseVerdict, b: PromiseVerdict): number {
  const [one, other] = [lossOf(a), lossOf(b)];
  const rank = (loss: string) => kinds.indexOf(loss.split(':')[0] ?? '');
  return rank(one) - rank(other) || (one < other ? -1 : 1);
}
