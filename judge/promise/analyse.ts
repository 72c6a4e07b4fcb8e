import type { Dataset } from '../../estate/model';
import type { Value } from '../../graph/value';
import { postgresClusterType } from '../facts/operated-pods';
import { type Facts, reasonOf } from '../finding';
import { type FoundCopy, findCopy } from './copy';
import { type DrillOfDataset, drillsOf, exercisedBy } from './drilled';
import { analyseLoss, isShownLoss, type LossAnalysis } from './loss-analysis';
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
  /** What the server that serves it is set to, as PostgreSQL names it; absent where no such server is among the inputs. */
  readonly parameters?: Value;
  /** The image that it runs from; absent as above. */
  readonly image?: Value;
}

/** Whether one thing that a copy needs is there, and what is in the way. */
export interface Checked {
  readonly outcome: 'pass' | 'fail' | 'undecided';
  readonly notes: readonly Note[];
}

/**
 * How far the promise was reached. `possible`: place, key and path of every copy are there. `configured`: every copy is
 * also set to follow its home as declared. `none`: not even the first. `shown`: beyond that a drill has exercised it;
 * of a dataset the loss of each single site, of a loss that very one.
 */
export type Level = 'none' | 'possible' | 'configured' | 'shown';

export interface PromiseAnalysis {
  readonly dataset: Dataset;
  readonly level: Level;
  /** The level by what was judged alone, whatever a drill has shown. */
  readonly provided: Level;
  readonly copies: readonly CopyAnalysis[];
  readonly losses: readonly LossAnalysis[];
  /** Minimal sets of losses after which no present copy is left; each set takes one of every group. */
  readonly fatal: readonly (readonly (readonly Loss[])[])[];
  /** What each drill that was given says of it, the newest first. */
  readonly drills: readonly DrillOfDataset[];
}

/** What each dataset withstands, from the plan and not from its declaration. */
export function analysePromises(facts: Facts): readonly PromiseAnalysis[] {
  return facts.estate.datasets.map((dataset) => withDrills(analyse(dataset, facts), facts));
}

/** Beside what was judged what drills have shown: the level of a loss that was exercised, and of all of them. */
function withDrills(promise: PromiseAnalysis, { drills = [], estate, asOf }: Facts): PromiseAnalysis {
  const of = drillsOf(promise, drills, { estate, asOf });
  const losses = promise.losses.map((one) => {
    const drill = one.loss.kind === 'site' ? exercisedBy(of, one.loss.name) : undefined;
    return drill ? { ...one, drill } : one;
  });
  const ofSites = losses.filter(({ loss }) => loss.kind === 'site');
  const isShown = ofSites.length > 0 && ofSites.every(isShownLoss);
  return { ...promise, losses, drills: of, level: isShown ? 'shown' : promise.provided };
}

function analyse(dataset: Dataset, facts: Facts): PromiseAnalysis {
  const copies = analyseCopies(dataset, facts);
  const losses = lossesOf(dataset, facts.estate);
  const present = copies.filter((c) => c.status === 'present');
  const provided = levelOf(copies);
  return {
    dataset,
    level: provided,
    provided,
    drills: [],
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
    ...parametersOf(homeServing),
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
    const replication = leader && follower && replicationOf(dataset, leader, follower, facts.estate);
    return {
      ...copyAnalysis,
      ...(path ? { path: checked(path) } : {}),
      ...(follower ? { serving: checked(follower.trail) } : {}),
      ...(replication ? { replication: checked(replication) } : {}),
      ...parametersOf(follower),
    };
  });
  return [homeAnalysis, ...others];
}

function parametersOf(serving: Serving | undefined): Pick<CopyAnalysis, 'parameters' | 'image'> {
  const { consumer } = serving ?? {};
  if (consumer?.type !== postgresClusterType) return {};
  const [parameters = null, image = null] = ['spec.postgresql.parameters', 'spec.imageName'].map((path) =>
    consumer.get(path),
  );
  return { parameters, image };
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
