import type { Check, DatabaseDrill, Drill, DrilledDataset } from '../../contracts/drill';
import { declarationOf, differenceOf } from '../../estate/dataset-declaration';
import type { Estate } from '../../estate/model';
import type { GivenDrill } from '../finding';
import type { CopyAnalysis, PromiseAnalysis } from './analyse';
import { otherSettings } from './drilled-settings';

/**
 * How old a drill may be that shows something. Source: BSI C5:2020, BCM-04, which asks for tests at least annually and
 * after essential changes; a changed declaration or setting ends what a drill shows at once.
 */
export const greatestAgeInDays = 365;
const day = 24 * 60 * 60 * 1000;

/** What one drill says of one dataset. */
export interface DrillOfDataset {
  readonly file: string;
  readonly finishedAt: string;
  readonly by: DrilledDataset['by'];
  /**
   * `held`: it counts, and all data was there; `failed`: it was exercised as it is declared now, and something did not
   * hold; `not-counted`: it says nothing of what was judged.
   */
  readonly outcome: 'held' | 'failed' | 'not-counted';
  /** Why it does not count; null where it does. */
  readonly why: string | null;
  /** Sites of which the loss was exercised; of a database that failed every site that holds it. */
  readonly sites: readonly string[];
  /** What did not hold, in words. */
  readonly found: readonly string[];
  /** Objects that were looked for, or rows that clients were told of, and how many of them were missing. */
  readonly exercised: number;
  readonly missing: number;
  /** Of the database server that was exercised; null for objects. */
  readonly version: string | null;
  /** Of the servers that were judged, by the tags of their images; null for objects, and where none says. */
  readonly runs: string | null;
}

/** The newest drill that counts and has exercised a loss. */
export type Exercised = Pick<DrillOfDataset, 'file' | 'finishedAt' | 'by' | 'found'> & {
  readonly outcome: 'held' | 'failed';
};

interface Judging {
  readonly estate: Estate;
  readonly asOf: string;
}

/** What each drill says of a dataset, the newest first. */
export function drillsOf(
  promise: PromiseAnalysis,
  drills: readonly GivenDrill[],
  judging: Judging,
): readonly DrillOfDataset[] {
  const found = drills.flatMap(({ file, drill }) => {
    const { name } = promise.dataset;
    return drilledIn(drill, name).map((drilled): DrillOfDataset => {
      const said =
        drilled.by === 'database'
          ? saidOfDatabase(drill, name, promise)
          : saidOfObjects(drill, name, promise);
      const why = whyNot(drilled, said, drill, promise, judging);
      const outcome = why !== undefined ? 'not-counted' : said.found.length > 0 ? 'failed' : 'held';
      return { file, finishedAt: drill.finishedAt, by: drilled.by, outcome, why: why ?? null, ...said };
    });
  });
  return found.toSorted(
    (a, b) =>
      Date.parse(b.finishedAt) - Date.parse(a.finishedAt) ||
      Number(b.outcome === 'failed') - Number(a.outcome === 'failed') ||
      (a.file < b.file ? -1 : 1),
  );
}

/** The newest of the drills that count and have exercised the loss of a site. */
export function exercisedBy(drills: readonly DrillOfDataset[], site: string): Exercised | undefined {
  for (const { file, finishedAt, by, found, outcome, sites } of drills) {
    if (outcome !== 'not-counted' && sites.includes(site)) return { file, finishedAt, by, found, outcome };
  }
  return undefined;
}

type Drilled = Pick<DrilledDataset, 'by'> & Partial<DrilledDataset>;

/** How a drill exercised a dataset. Reports of 1.0.0 say so of databases alone, and not as what it was declared. */
function drilledIn(drill: Drill, dataset: string): readonly Drilled[] {
  if (drill.datasets) return drill.datasets.filter((one) => one.dataset === dataset);
  return drill.databases.some((one) => one.dataset === dataset) ? [{ by: 'database' }] : [];
}

type Said = Pick<DrillOfDataset, 'sites' | 'found' | 'exercised' | 'missing' | 'version' | 'runs'>;

function saidOfDatabase({ databases }: Drill, name: string, { dataset, copies }: PromiseAnalysis): Said {
  const all = databases.filter((one) => one.dataset === name);
  const found = all.flatMap(faultsOf);
  const holding = [dataset.home, ...dataset.copies].map(({ site }) => site);
  const lost = all.flatMap(({ losses = [], rows }) =>
    rows.acknowledged > 0 ? losses.map(({ site }) => site) : [],
  );
  const inTheEnd = all.flatMap(({ rows }) => rows.missingInTheEnd.map(({ rows: missing }) => missing));
  const withServers = all.flatMap(({ losses = [] }) => losses.map(({ missingRows }) => missingRows));
  return {
    sites: found.length > 0 ? holding : holding.filter((site) => lost.includes(site)),
    found,
    exercised: all.reduce((sum, { rows }) => sum + rows.acknowledged, 0),
    missing: Math.max(0, ...inTheEnd, ...withServers),
    version: all[0]?.version ?? null,
    runs: [...new Set(copies.flatMap(({ image }) => versionOf(image)))].join(', ') || null,
  };
}

/** `17.7` of `ghcr.io/cloudnative-pg/postgresql:17.7-standard-trixie@sha256:…` */
function versionOf(image: CopyAnalysis['image']): readonly string[] {
  const [, version] = typeof image === 'string' ? (/:(\d+(?:\.\d+)*)[^/]*$/.exec(image) ?? []) : [];
  return version === undefined ? [] : [version];
}

function faultsOf({ completed, findings, losses = [] }: DatabaseDrill): readonly string[] {
  if (findings.length > 0) return findings;
  const lost = losses.filter(({ missingRows }) => missingRows > 0);
  if (lost.length > 0) return lost.map((one) => `${one.missingRows} rows were lost with ${one.site}`);
  return completed ? [] : ['it was not completed'];
}

/**
 * A loss was exercised where something was looked for at every other site that holds the dataset. What fails at the loss
 * of a site without the dataset would have failed at any: it contradicts the loss of each site that holds it.
 */
function saidOfObjects(drill: Drill, name: string, { dataset }: PromiseAnalysis): Said {
  const holding = [dataset.home, ...dataset.copies].map(({ site }) => site);
  const ofDataset = drill.losses
    .map((loss) => ({ site: loss.of, checks: loss.checks.filter((check) => check.dataset === name) }))
    .filter(({ site, checks }) => holding.includes(site) || checks.some(({ held }) => !held));
  const isWhole = ({ site, checks }: (typeof ofDataset)[number]) => {
    const seen = checks.filter(({ held, objects }) => held && objects?.missing === 0 && objects.expected > 0);
    const places = new Set(seen.map(({ objects }) => objects?.at));
    return holding.every((each) => each === site || places.has(each));
  };
  const failed = ofDataset.flatMap(({ site, checks }) =>
    checks.filter(({ held }) => !held).map((check) => ({ site, check })),
  );
  const counts = ofDataset.flatMap(({ checks }) => checks.flatMap(({ objects }) => objects ?? []));
  return {
    sites:
      failed.length > 0
        ? [...new Set(failed.flatMap(({ site }) => (holding.includes(site) ? site : holding)))]
        : ofDataset.filter(isWhole).map(({ site }) => site),
    found: failed.map(({ check }) => inWords(check)),
    exercised: counts.reduce((sum, { expected }) => sum + expected, 0),
    missing: counts.reduce((sum, { missing }) => sum + missing, 0),
    version: null,
    runs: null,
  };
}

/** Why a drill says nothing of what was judged; undefined where it does. */
function whyNot(
  { by, declaration }: Drilled,
  said: Said,
  drill: Drill,
  promise: PromiseAnalysis,
  { estate, asOf }: Judging,
): string | undefined {
  if (Date.parse(drill.finishedAt) > Date.parse(`${asOf}T23:59:59.999Z`)) return `it is from after ${asOf}`;
  if (declaration === undefined) {
    return `its report is of version ${drill.schemaVersion}, which does not say as what the dataset was declared`;
  }
  const difference = differenceOf(declaration, declarationOf(promise.dataset, estate));
  if (difference !== undefined) return `it was declared otherwise then: ${difference}`;
  const settings = by === 'database' ? otherSettings(drill, promise) : undefined;
  if (settings?.known) return settings.what;
  // What was found wrong stays wrong until a later drill of the same shows otherwise, however long ago it was.
  if (said.found.length > 0) return undefined;
  const oldest = Date.parse(`${asOf}T00:00:00Z`) - greatestAgeInDays * day;
  if (Date.parse(drill.finishedAt) < oldest) return `it is more than ${greatestAgeInDays} days old`;
  if (!drill.held)
    return `the drill as a whole did not hold: ${failuresOf(drill)[0] ?? 'nothing was exercised'}`;
  if (by === 'database' && said.exercised === 0) return 'no row was acknowledged: nothing was exercised';
  if (said.sites.length === 0) return 'no loss of a site that holds the dataset was exercised';
  return settings?.what ?? lacking(by, promise);
}

/** What was judged has to be what was exercised: a drill shows nothing of what is not there. */
function lacking(by: DrilledDataset['by'], { provided, dataset }: PromiseAnalysis): string | undefined {
  const wanted = by === 'database' ? 'configured' : 'possible';
  const isThere = provided === 'configured' || provided === wanted;
  if (isThere) return undefined;
  return by === 'database'
    ? `what was judged does not say that every copy of ${dataset.name} follows its home, as it did in the drill`
    : `what was judged does not have every copy of ${dataset.name}, as the drill had`;
}

/** What of a drill did not hold, in words. */
export function failuresOf({ losses, databases }: Drill): readonly string[] {
  return [
    ...losses.flatMap(({ checks }) => checks.filter(({ held }) => !held).map(inWords)),
    ...databases.flatMap((one) => faultsOf(one).map((fault) => `${one.dataset}: ${fault}`)),
  ];
}

function inWords({ what, found }: Check): string {
  return found === undefined ? what : `${what}: ${found}`;
}
