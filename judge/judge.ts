import type { Estate } from '../estate/model';
import type { Graph } from '../graph/graph';
import { type Facts, type Finding, markOf, reasonOf, type Subject, undecided } from './finding';
import { JudgedStack } from './judged-stack';
import { makeReport } from './make-report';
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

function examine(policy: Policy, stacks: readonly JudgedStack[], context: Context, tally: Tally): void {
  const seen = stacks.flatMap((stack) => stack.shownTo(policy) ?? []);
  for (const stack of stacks) {
    const shown = stack.shownTo(policy);
    if (!shown) tally.hides(policy, stack, `(${stack.stack.source})`);
    // A source shows its own module only: what its plan has of others is not seen by looking there.
    else if (shown.readFrom && shown.stack.isPartial) tally.hides(policy, stack, '(modules)');
  }
  if ('examine' in policy) {
    for (const stack of seen) examineResources(policy, stack, context, tally);
  } else if ('examineStack' in policy) {
    for (const { stack, readFrom } of seen) {
      const subject = { stack: stack.name, address: '(stack)' };
      takeAll(policy, subject, () => policy.examineStack(stack, context), tally, readFrom);
    }
  } else if (seen.length > 0) {
    const subject = { stack: '', address: '(estate)' };
    takeAll(policy, subject, () => policy.examineEstate(context), tally);
  }
}

type PolicyOfResources = Extract<Policy, { readonly resources: readonly string[] }>;

function examineResources(
  policy: PolicyOfResources,
  stack: JudgedStack,
  context: Context,
  tally: Tally,
): void {
  for (const judged of policy.resources.flatMap((type) => stack.ofType(type))) {
    const { resource, subject } = judged;
    if (!resource.remains && !policy.includesDeleted) continue;
    const finding = attempt(() => policy.examine(resource, context));
    if (finding?.outcome === 'pass') tally.passes(policy, judged.id);
    else if (finding) {
      tally.takes(policy, { ...subject, dataset: markOf(resource, 'dataset') }, finding, stack.readFrom);
    }
  }
}

/** A policy that fails to examine has decided nothing. */
function attempt(run: () => Finding | undefined): Finding | undefined {
  try {
    return run();
  } catch (error) {
    return undecided(`the policy could not examine it (${reasonOf(error)})`);
  }
}

/** Takes what a policy finds, up to where it breaks off. */
function takeAll(
  policy: Policy,
  subject: Subject,
  run: () => Iterable<readonly [Subject, Finding]>,
  tally: Tally,
  readFrom?: 'source',
): void {
  const broken = attempt(() => {
    for (const [one, finding] of run()) tally.takes(policy, one, finding, readFrom);
    return undefined;
  });
  if (broken) tally.takes(policy, subject, broken, readFrom);
}
