import type { Estate } from '../estate/model';
import type { Graph } from '../graph/graph';
import { concerns, examine } from './examine';
import type { Facts } from './finding';
import type { CreationEvidence, JudgeOptions } from './judge-options';
import { JudgedStack } from './judged-stack';
import { makeReport } from './make-report';
import { Observations } from './observations';
import type { Context } from './policy';
import { analysePromises } from './promise/analyse';
import type { Report } from './report';
import { siteOfStack } from './site-of-stack';
import { Tally } from './tally';

export type { CreationEvidence, JudgeOptions };

/** Judges a graph against the estate and makes the report. Never throws on what a policy does: it is undecided. */
export function judge(graph: Graph, estate: Estate, options: JudgeOptions): Report {
  const sites = new Map(graph.stacks.map((stack) => [stack.name, siteOfStack(stack, estate)]));
  const facts: Facts = {
    graph,
    estate,
    asOf: options.asOf,
    observations: new Observations(options.observations ?? [], options.asOf),
    drills: options.drills ?? [],
    siteOfStack: (stack) => sites.get(stack),
    hasCreationEvidence: (resource) => {
      const made = options.creationEvidence?.get(`${resource.stack}:${resource.address}`);
      if (made === undefined || resource.get('id') !== made.id) return false;
      return Object.entries(made.sealed).every(([path, value]) => resource.get(path) === value);
    },
  };
  const context: Context = { ...facts, promises: isOfClouds(graph) ? analysePromises(facts) : [] };
  const judged = graph.stacks.map((stack) => new JudgedStack(stack, sites.get(stack.name)?.name));
  const tally = new Tally(options.exceptions ?? [], options.asOf, options.approvals, options.resumed);
  for (const policy of options.policies) {
    const isKnown = policy.needs === undefined || !estate.foreign?.lacks.has(policy.needs);
    if (isKnown && graph.stacks.some((stack) => concerns(policy, stack)))
      examine(policy, judged, context, tally);
    else tally.leavesOut(policy);
  }
  return makeReport(tally, judged, context, options);
}

/** Whether volumes, networks and servers are among the inputs: objects of a cluster alone hold no copy of anything. */
function isOfClouds({ stacks }: Graph): boolean {
  return stacks.length === 0 || stacks.some(({ source }) => source !== 'manifests');
}
