import type { Assumption, Dataset, Estate } from '../../estate/model';
import { type Facts, reasonOf } from '../finding';
import { type FoundCopy, findCopy } from './copy';
import { type Loss, lossesOf, minimalFatalLosses } from './losses';
import { objectCopies } from './object-copy';
import { replicationPath } from './path';
import { replicationOf } from './replicating';
import { type Serving, servingOf } from './serving';
import { type Note, Trail } from './trail';

/** One placement of a dataset as the plan has it. */
export interface CopyAnalysis {
  readonly site: string;
  readonly role: 'home' | 'copy';
  readonly lagSeconds: number;
  /**
   * `present`: place, key and path are in the plan, and where workloads are among the inputs what serves it can start
   * there; `missing`: something is not so; else `undecided`.
   */
  readonly status: 'present' | 'missing' | 'undecided';
  /** What is missing or not known, each with its evidence. */
  readonly notes: readonly Note[];
  /** The way between home and copy alone; the home has none, and so has a copy of which an end was not found. */
  readonly path?: Checked;
  /** Whether what serves it can start there; absent where no workloads are among the inputs. */
  readonly serving?: Checked;
  /**
   * Whether its workload follows the home as declared; absent where nothing among the inputs says how it does. The home
   * follows nobody.
   */
  readonly replication?: Checked;
}

/** Whether one thing that a copy needs is there, and what is in the way. */
export interface Checked {
  readonly outcome: 'pass' | 'fail' | 'undecided';
  readonly notes: readonly Note[];
}

export interface LossAnalysis {
  readonly loss: Loss;
  readonly outcome: 'withstands' | 'lost' | 'undecided';
  /** Sites whose copy is left, least lag first. */
  readonly surviving: readonly string[];
  /** Seconds; null where nothing is left. */
  readonly lagSeconds: number | null;
  /**
   * Unconfirmed assumptions of which one whole list has to hold for a copy to be left; empty where at least one
   * copy rests on none.
   */
  readonly conditions: readonly (readonly string[])[];
  /** Every assumption that the copies left rest on, confirmed or not. */
  readonly assumptions: readonly string[];
}

/**
 * How far the promise was reached. `possible`: place, key and path of every copy are there. `configured`: every copy is
 * also set to follow its home as declared. `none`: not even the first. What was shown, a drill says.
 */
export type Level = 'none' | 'possible' | 'configured';

export interface PromiseAnalysis {
  readonly dataset: Dataset;
  readonly level: Level;
  readonly copies: readonly CopyAnalysis[];
  readonly losses: readonly LossAnalysis[];
  /** Minimal sets of losses after which no present copy is left; each set takes one of every group. */
  readonly fatal: readonly (readonly (readonly Loss[])[])[];
}

/** What each dataset withstands, from the plan and not from its declaration. */
export function analysePromises(facts: Facts): readonly PromiseAnalysis[] {
  return facts.estate.datasets.map((dataset) => analyse(dataset, facts));
}

function analyse(dataset: Dataset, facts: Facts): PromiseAnalysis {
  const copies = analyseCopies(dataset, facts);
  const losses = lossesOf(dataset, facts.estate);
  const present = copies.filter((c) => c.status === 'present');
  return {
    dataset,
    level: levelOf(copies),
    copies,
    losses: losses.map((loss) => analyseLoss(loss, copies, facts)),
    fatal: minimalFatalLosses(
      losses,
      present.map((c) => c.site),
    ),
  };
}

function levelOf(copies: readonly CopyAnalysis[]): Level {
  if (copies.some(({ status }) => status !== 'present')) return 'none';
  const followers = copies.filter(({ role }) => role === 'copy');
  return followers.every(({ replication }) => replication?.outcome === 'pass') ? 'configured' : 'possible';
}

/** What cannot be examined is undecided. */
function analyseCopies(dataset: Dataset, facts: Facts): readonly CopyAnalysis[] {
  try {
    return examineCopies(dataset, facts);
  } catch (error) {
    const trail = new Trail();
    trail.doubts(`it could not be examined (${reasonOf(error)})`);
    return [{ ...dataset.home, lagSeconds: 0 }, ...dataset.copies].map(({ site, lagSeconds }, at) =>
      conclude(site, at === 0 ? 'home' : 'copy', lagSeconds, trail),
    );
  }
}

function examineCopies(dataset: Dataset, facts: Facts): readonly CopyAnalysis[] {
  const served = new Map<string, Serving>();
  const find = (placement: { site: string; key: string }) => {
    const site = facts.estate.sites.find((s) => s.name === placement.site);
    if (!site)
      throw new Error(`estate is not validated: ${dataset.name} is placed at unknown site ${placement.site}`);
    const found = findCopy(dataset, { site, key: placement.key }, facts);
    if (isFound(found)) {
      const serving = servingOf(dataset, found, facts);
      if (serving) {
        found.trail.joins(serving.trail);
        served.set(site.name, serving);
      }
    }
    if (isShownInPart(site.name, facts)) trailOf(found).softens();
    return found;
  };
  const containers = objectCopies(dataset, facts);
  // Containers feed each other in a row: what one stack does not show may be missing at any of them.
  const areShownInPart = [...containers.keys()].some((site) => isShownInPart(site, facts));
  const objectsAt = (site: string) => {
    const trail = new Trail();
    trail.joins(containers.get(site) ?? new Trail());
    if (areShownInPart) trail.softens();
    return trail;
  };
  const home = find(dataset.home);
  const homeTrail = objectsAt(dataset.home.site);
  homeTrail.joins(trailOf(home));
  const homeServing = served.get(dataset.home.site);
  const homeAnalysis = {
    ...conclude(dataset.home.site, 'home', 0, homeTrail),
    ...(homeServing ? { serving: checked(homeServing.trail) } : {}),
  };
  const others = dataset.copies.map((copy) => {
    const found = find(copy);
    const trail = new Trail();
    trail.joins(trailOf(found));
    const isPartial = [dataset.home.site, copy.site].some((site) => isShownInPart(site, facts));
    const path =
      isFound(home) && isFound(found)
        ? replicationPath(facts.graph, home, found, dataset.replication.port, facts.asOf)
        : undefined;
    if (path) trail.joins(path);
    else if (!isFound(home))
      trail.lacks(`nothing to replicate from: ${homeAnalysis.notes[0]?.message ?? 'its home is missing'}`);
    if (isPartial) for (const one of [trail, ...(path ? [path] : [])]) one.softens();
    trail.joins(objectsAt(copy.site));
    const copyAnalysis = conclude(copy.site, 'copy', copy.lagSeconds, trail);
    const [leader, follower] = [served.get(dataset.home.site), served.get(copy.site)];
    const replication = leader && follower && replicationOf(dataset, leader, follower);
    return {
      ...copyAnalysis,
      ...(path ? { path: checked(path) } : {}),
      ...(follower ? { serving: checked(follower.trail) } : {}),
      ...(replication ? { replication: checked(replication) } : {}),
    };
  });
  return [homeAnalysis, ...others];
}

function checked({ outcome, notes }: Trail): Checked {
  return { outcome, notes };
}

/** Whether a site's stack calls modules that its source does not show: what is missing may be in them. */
function isShownInPart(site: string, { graph, siteOfStack }: Facts): boolean {
  return graph.stacks.some((stack) => stack.isPartial === true && siteOfStack(stack.name)?.name === site);
}

function isFound(found: FoundCopy | Trail): found is FoundCopy {
  return !(found instanceof Trail);
}

function trailOf(found: FoundCopy | Trail): Trail {
  return found instanceof Trail ? found : found.trail;
}

function conclude(site: string, role: 'home' | 'copy', lagSeconds: number, trail: Trail): CopyAnalysis {
  const status = ({ pass: 'present', fail: 'missing', undecided: 'undecided' } as const)[trail.outcome];
  return { site, role, lagSeconds, status, notes: trail.notes };
}

/** What one loss leaves of a dataset's copies. */
export function analyseLoss(
  loss: Loss,
  copies: readonly CopyAnalysis[],
  facts: Pick<Facts, 'asOf'> & { readonly estate: Pick<Estate, 'assumptions'> },
): LossAnalysis {
  const left = copies.filter((c) => !loss.takes.has(c.site));
  const surviving = left
    .filter((c) => c.status === 'present')
    .toSorted((a, b) => a.lagSeconds - b.lagSeconds);
  const isOpen = left.some((c) => c.status === 'undecided');
  const { assumptions } = facts.estate;
  const restsOn = (copy: CopyAnalysis) => assumptions.filter((a) => concerns(a, loss, copy.site));
  const unconfirmed = surviving.map((c) => restsOn(c).filter((a) => !holds(a, facts.asOf)));
  return {
    loss,
    outcome: surviving.length > 0 ? 'withstands' : isOpen ? 'undecided' : 'lost',
    surviving: surviving.map((c) => c.site),
    lagSeconds: surviving[0]?.lagSeconds ?? null,
    conditions: alternatives(unconfirmed.map((list) => list.map((a) => a.name))),
    assumptions: [...new Set(surviving.flatMap(restsOn))].map((a) => a.name),
  };
}

/** Smallest sets of which one suffices; none where one of them is empty, since then nothing has to be assumed. */
function alternatives(sets: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (sets.some((set) => set.length === 0)) return [];
  const isWithin = (inner: readonly string[], outer: readonly string[]) =>
    inner.length < outer.length && inner.every((one) => outer.includes(one));
  const minimal = sets.filter((set) => !sets.some((other) => isWithin(other, set)));
  return [...new Map(minimal.map((set) => [set.join(), set])).values()];
}

/** Whether a verdict about the copy at a site rests on an assumption, when that loss has happened. */
function concerns(assumption: Assumption, loss: Loss, site: string): boolean {
  const { sites, losses, apart = false } = assumption.concerns;
  if (!sites.includes(site) || !(losses?.includes(loss.kind) ?? true)) return false;
  return !apart || sites.some((one) => loss.takes.has(one));
}

/** Whether an assumption counts as confirmed on a day: a confirmation ends with its review date. */
export function holds(assumption: Estate['assumptions'][number], asOf: string): boolean {
  return assumption.confirmed && assumption.reviewBy >= asOf;
}
