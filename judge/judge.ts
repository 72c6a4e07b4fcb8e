import type { Observation } from '../contracts/observation';
import type { Estate } from '../estate/model';
import type { Graph } from '../graph/graph';
import { examine } from './examine';
import type { Facts } from './finding';
import { JudgedStack } from './judged-stack';
import { makeReport } from './make-report';
import { Observations } from './observations';
import type { Context, Policy } from './policy';
import { analysePromises } from './promise/analyse';
import type { Exception, Report } from './report';
import { siteOfStack } from './site-of-stack';
import { Tally } from './tally';

export interface JudgeOptions {
  readonly policies: readonly Policy[];
  /** Judged as of this day, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly exceptions?: readonly Exception[];
  readonly inputs?: Report['inputs'];
  /** Existing resources that a judged plan is known to have made, by `stack:address`. */
  readonly creationEvidence?: ReadonlyMap<string, CreationEvidence>;
  /** What the sites' APIs said exists, at most one for each stack. */
  readonly observations?: readonly Observation[];
  readonly toolVersion?: string;
}

/** How a resource was made, as far as a judged apply remembers it. */
export interface CreationEvidence {
  readonly id: string;
  /** Values by path; a resource that has others now was changed since, and what it was made with is not known. */
  readonly sealed: Readonly<Record<string, string | null>>;
}

/** Judges a graph against the estate and makes the report. Never throws on what a policy does: it is undecided. */
export function judge(graph: Graph, estate: Estate, options: JudgeOptions): Report {
  const sites = new Map(graph.stacks.map((stack) => [stack.name, siteOfStack(stack, estate)]));
  const facts: Facts = {
    graph,
    estate,
    asOf: options.asOf,
    observations: new Observations(options.observations ?? [], options.asOf),
    siteOfStack: (stack) => sites.get(stack),
    hasCreationEvidence: (resource) => {
      const made = options.creationEvidence?.get(`${resource.stack}:${resource.address}`);
      if (made === undefined || resource.get('id') !== made.id) return false;
      return Object.entries(made.sealed).every(([path, value]) => resource.get(path) === value);
    },
  };
  const context: Context = { ...facts, promises: analysePromises(facts) };
  const judged = graph.stacks.map((stack) => new JudgedStack(stack, sites.get(stack.name)?.name));
  const tally = new Tally(options.exceptions ?? [], options.asOf);
  for (const policy of options.policies) {
    const isApplicable = policy.needs === undefined || !estate.foreign?.lacks.has(policy.needs);
    if (isApplicable) examine(policy, judged, context, tally);
    else tally.leavesOut(policy);
  }
  return makeReport(tally, judged, context, options);
}
