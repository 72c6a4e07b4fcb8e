import { Graph, type Resource, type Stack } from '../graph/graph';
import { type Finding, markOf, reasonOf, type Subject, undecided } from './finding';
import type { JudgedStack } from './judged-stack';
import type { Context, Policy } from './policy';
import type { Tally } from './tally';

/**
 * Takes everything that a policy says of what it can see. Where it leaves a planned resource undecided and the source
 * of the plan breaks it, it fails: what is definite in a source is never reversed by its plan.
 */
export function examine(
  policy: Policy,
  stacks: readonly JudgedStack[],
  context: Context,
  tally: Tally,
): void {
  const seen: JudgedStack[] = [];
  for (const stack of stacks) {
    if (!concerns(policy, stack.stack)) continue;
    const shown = shownTo(policy, stack, context);
    if (shown) seen.push(shown);
    else tally.hides(policy, stack, `(${stack.stack.source})`);
    // A source shows its own module only: what its plan has of others is not seen by looking there.
    const isPart = 'examine' in policy && shown?.readFrom && shown.stack.isPartial;
    if (isPart) tally.hides(policy, stack, '(modules)');
  }
  if ('examine' in policy) {
    for (const stack of seen) examineResources(policy, stack, contextOf(stack, context), tally);
  } else if ('examineStack' in policy) {
    for (const shown of seen) {
      const { stack, readFrom } = shown;
      const subject = { stack: stack.name, address: '(stack)' };
      takeAll(policy, subject, () => policy.examineStack(stack, contextOf(shown, context)), tally, readFrom);
    }
  } else if (seen.length > 0) {
    const subject = { stack: '', address: '(estate)' };
    takeAll(policy, subject, () => policy.examineEstate(context), tally);
  }
}

/** Whether a policy is about what a stack is written in: clouds (Terraform) or clusters (Kubernetes). */
export function concerns({ observableIn }: Policy, { source }: Stack): boolean {
  return source === 'manifests'
    ? observableIn.includes('manifests')
    : observableIn.some((kind) => kind !== 'manifests');
}

/** What a policy looks at: the stack as it was read, else the source it was made from, else nothing. */
function shownTo(policy: Policy, judged: JudgedStack, context: Context): JudgedStack | undefined {
  if (policy.needsObservation && !context.observations?.of(judged.stack.name)) return undefined;
  return [judged, judged.writtenAs].find((one) => one && policy.observableIn.includes(one.stack.source));
}

type PolicyOfResources = Extract<Policy, { readonly resources: readonly string[] }>;

function examineResources(
  policy: PolicyOfResources,
  stack: JudgedStack,
  context: Context,
  tally: Tally,
): void {
  for (const { resource, subject, id } of policy.resources.flatMap((type) => stack.ofType(type))) {
    if (!resource.remains && !policy.includesDeleted) continue;
    const finding = attempt(() => examineOne(policy, resource, stack, context));
    if (finding?.outcome === 'pass') tally.passes(policy, id);
    else if (finding) {
      tally.takes(policy, { ...subject, dataset: markOf(resource, 'dataset') }, finding, stack.readFrom);
    }
  }
}

function examineOne(
  policy: PolicyOfResources,
  resource: Resource,
  { writtenAs }: JudgedStack,
  context: Context,
): Finding | undefined {
  const finding = policy.examine(resource, context);
  const isOpen = finding?.outcome === 'undecided' && policy.observableIn.includes('synth');
  const stated = isOpen ? writtenAs?.at(resource.address) : undefined;
  const judged = stated && policy.examine(stated, amongSources(context));
  return judged?.outcome === 'fail' ? judged : finding;
}

/** A stack that is the source of a plan is looked at among sources. */
function contextOf(stack: JudgedStack, context: Context): Context {
  return stack.readFrom ? amongSources(context) : context;
}

const sources = new WeakMap<Graph, Graph>();

/** The same with the sources of plans in their place: what leads to a resource there is found there. */
function amongSources(context: Context): Context {
  const { graph } = context;
  const known = sources.get(graph) ?? new Graph(graph.stacks.map((stack) => stack.writtenAs ?? stack));
  sources.set(graph, known);
  return { ...context, graph: known };
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
