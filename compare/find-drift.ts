import type { Observation } from '../contracts/observation';
import { Graph, type Stack } from '../graph/graph';
import { readPlan } from '../graph/read-plan';
import type { Report } from '../judge/report';
import { asItIs, observedOf } from './as-it-is';
import type { ComparedSite, DriftReport, ReportedDrift } from './drift-report';
import type { DriftedObject, DriftKind } from './drifted-object';
import { datasetsAt } from './held-datasets';
import { bySeverity, type Meaning, worsened } from './meaning';
import { driftInObservation } from './observed-drift';
import { existing, type PlanJson, parsePlan } from './plan-json';
import { driftInPlan } from './planned-drift';

/** One site: its plan against the real state, and what its APIs were seen to hold after it. */
export interface ComparedInput {
  readonly stack: string;
  /** Terraform's JSON; it holds secrets. */
  readonly planJson: string;
  readonly observation: Observation;
  /** Identities (`type id`) of what others prepare in the project: keys that the estate names. */
  readonly expected: ReadonlySet<string>;
}

/** Judges these plans, by stack, with these observations, beside whatever else the estate consists of. */
export type Judge = (plans: ReadonlyMap<string, string>, observations: readonly Observation[]) => Report;

export interface FindDriftOptions {
  /** Objects judged one by one; each costs a whole judgement. @default 60 */
  readonly mostJudgedAlone?: number;
}

interface Site extends ComparedInput {
  readonly plan: PlanJson;
  readonly planned: Stack;
  readonly drifted: readonly DriftedObject[];
}

/**
 * Finds what was changed behind Terraform's back, and what each change means: the estate is judged as it is
 * configured, and again with that one object as it is now. What is worse then, it means.
 * @throws UnreadableInput where a plan cannot be read
 */
export function findDrift(
  inputs: readonly ComparedInput[],
  judge: Judge,
  { mostJudgedAlone = 60 }: FindDriftOptions = {},
): DriftReport {
  const sites = inputs.map(compare);
  const all = sites.flatMap(({ drifted }) => drifted);
  const report = (drifted: readonly DriftedObject[]) => judgeWith(sites, drifted, judge);
  const configured = report([]);
  const graph = new Graph(sites.map(({ planned }) => planned));
  const mean = (drifted: readonly DriftedObject[]) =>
    worsened(configured, report(drifted))
      .map((one) => ({ ...one, datasets: unite(one.datasets, datasetsAt(graph, one.subject)) }))
      .toSorted(bySeverity);
  const drifted = all.map((one, at) => {
    const meaning = at < mostJudgedAlone ? mean([one]) : undefined;
    return reported(one, meaning && withItsPresence(one, meaning, graph).toSorted(bySeverity));
  });
  const alone = new Set(drifted.flatMap(({ meaning }) => meaning.map(keyOf)));
  const together = all.length > 1 ? mean(all).filter((one) => !alone.has(keyOf(one))) : [];
  return {
    kind: 'drift',
    schemaVersion: '1.0.0',
    asOf: configured.asOf,
    sites: sites.map(describeSite),
    drifted: drifted.toSorted(byImportance),
    together,
    summary: count(all),
  };
}

function compare(input: ComparedInput): Site {
  const { stack, planJson, observation, expected } = input;
  const file = `${stack}.tfplan`;
  const plan = parsePlan(planJson, file);
  const planned = readPlan({ text: planJson, file, stack });
  const inPlan = driftInPlan(plan, planned);
  const observed = driftInObservation(plan, planned, observation, expected);
  return { ...input, plan, planned, drifted: unify([...inPlan, ...observed]) };
}

/** One object may have drifted in what the plan shows and in what it does not. */
function unify(drifted: readonly DriftedObject[]): readonly DriftedObject[] {
  const byAddress = new Map<string, DriftedObject>();
  for (const one of drifted) {
    const first = byAddress.get(one.address);
    const both = first && {
      ...first,
      ...(one.kind === 'gone' ? { kind: one.kind, now: null } : { kind: 'changed' as const, now: one.now }),
      differences: [...first.differences, ...one.differences],
      repairedBy: one.kind === 'gone' ? ('deploy' as const) : ('hand' as const),
    };
    byAddress.set(one.address, both ?? one);
  }
  return [...byAddress.values()];
}

function judgeWith(sites: readonly Site[], drifted: readonly DriftedObject[], judge: Judge): Report {
  const own = (site: Site) => drifted.filter(({ stack }) => stack === site.stack);
  const plans = sites.map((site) => [site.stack, asItIs(site.plan, own(site))] as const);
  const observations = sites.map((site) => observedOf(site.observation, site.plan, own(site)));
  return judge(new Map(plans), observations);
}

function reported(one: DriftedObject, meaning: readonly Meaning[] | undefined): ReportedDrift {
  const { kind, stack: site, type, address, id, name, seenIn, repairedBy, differences } = one;
  return {
    kind,
    severity: meaning === undefined ? 'high' : (meaning[0]?.severity ?? 'low'),
    site,
    type,
    address,
    id,
    name,
    seenIn,
    repairedBy,
    differences,
    meaning: meaning ?? [],
    isJudgedAlone: meaning !== undefined,
  };
}

export const unmanagedPolicy = 'operations/nothing-unmanaged';

/** The one rule that is broken by being there at all, with the datasets of what it is made from or hangs on. */
function withItsPresence(
  { kind, stack, address, now }: DriftedObject,
  meaning: readonly Meaning[],
  graph: Graph,
): readonly Meaning[] {
  if (kind !== 'unmanaged') return meaning;
  const ids = [now?.volume_id, now?.instance_id, now?.device_id].filter(
    (id) => id !== undefined && id !== '',
  );
  const owners = graph.stack(stack)?.resources.filter((one) => ids.includes(one.get('id'))) ?? [];
  const datasets = [...new Set(owners.flatMap((one) => datasetsAt(graph, `${stack}:${one.address}`)))];
  const of = datasets.length === 0 ? '' : `it belongs to what holds ${datasets.join(', ')}, and `;
  const message = `${of}nothing manages it: no plan shows it, and whoever made it went past every rule`;
  return [
    ...meaning.filter(({ policy }) => policy !== unmanagedPolicy),
    { severity: 'high', policy: unmanagedPolicy, subject: `${stack}:${address}`, datasets, message },
  ];
}

function keyOf({ policy, subject, message }: Meaning): string {
  return JSON.stringify([policy, subject, message]);
}

function unite(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...new Set([...one, ...other])];
}

/** No service of that kind, or no such extension: nothing of the type can be there. */
const absent = /^the catalogue has no service|answered 404$/;

function describeSite({ stack, observation, plan }: Site): ComparedSite {
  const { observedAt, notListed } = observation;
  return {
    site: stack,
    observedAt,
    managed: existing(plan).length,
    notListed: notListed.map((one) => ({ ...one, refused: !absent.test(one.reason) })),
  };
}

const kinds: readonly DriftKind[] = ['gone', 'changed', 'unmanaged', 'unapplied'];

/** Worst first, then by site, kind and address, so that two runs print the same. */
function byImportance(a: ReportedDrift, b: ReportedDrift): number {
  return (
    bySeverity(a, b) ||
    Number(a.meaning.length === 0) - Number(b.meaning.length === 0) ||
    order(a.site, b.site) ||
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    order(a.address, b.address)
  );
}

function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function count(drifted: readonly DriftedObject[]): DriftReport['summary'] {
  const of = (kind: DriftKind) => drifted.filter((one) => one.kind === kind).length;
  return { changed: of('changed'), gone: of('gone'), unmanaged: of('unmanaged'), unapplied: of('unapplied') };
}
