import type { Graph, Resource } from '../graph/graph';
import { markOf } from '../judge/finding';
import { comparedObjects, type ObjectsOfStack } from './cluster-objects';
import { comparedChanges } from './compared-changes';
import type { ResourceAction, ResourceChange, ResourceLayer } from './diff-report';
import { datasetsAt } from './held-datasets';
import { type FoundChange, forgotten, plannedChanges } from './planned-changes';
import type { Secrets } from './secrets';
import { graphOf, type PlanOfStack, readStackPlan, type StackPlan } from './stack-plan';
import { order, type Renames } from './verdict-change';

export interface ResourceComparison {
  readonly layer: ResourceLayer;
  readonly renames: Renames;
}

/** Of one side: plans of its clouds, and objects of its clusters; undefined where there is nothing but a report. */
export interface ComparedResources {
  readonly plans?: readonly PlanOfStack[] | undefined;
  readonly objects?: readonly ObjectsOfStack[] | undefined;
}

/**
 * What becomes of resources. A plan that was made against a state says so itself. Of plans that were made without
 * one, what they come to is compared: what would be there after the one, and after the other.
 * @param secrets gets what both sides must not show
 * @throws UnreadableInput where a plan cannot be read
 */
export function compareResources(
  { plans: base, objects: were }: ComparedResources,
  { plans: head, objects: are }: ComparedResources,
  secrets: Secrets,
): ResourceComparison {
  // A source says more than a plan alone: with one on one side only, the same would seem to differ.
  const all = [...(base ?? []), ...(head ?? [])];
  const withSource = all.every(({ source }) => source !== undefined);
  const read = (plans: readonly PlanOfStack[] = []) =>
    plans.map((plan) => readStackPlan(plan, { withSource, secrets }));
  const [before, after] = [read(base), read(head)];
  if (head === undefined) return unobservable('a report holds no resources: name the plans beside it');
  if (base === undefined && !after.some(({ isAgainstState }) => isAgainstState)) {
    return unobservable(
      'the base is a report alone, and the head’s plans were made without a state: they say nothing of what exists',
    );
  }
  const objects = were && are ? comparedObjects(were, are, secrets) : [];
  return compareStacks(before, after, { isBaseKnown: base !== undefined, objects, secrets });
}

function unobservable(reason: string): ResourceComparison {
  return {
    layer: { observable: false, reason, changes: [], pending: 0, summary: count([]) },
    renames: new Map(),
  };
}

function compareStacks(
  were: readonly StackPlan[],
  are: readonly StackPlan[],
  context: {
    readonly isBaseKnown: boolean;
    readonly objects: readonly FoundChange[];
    readonly secrets: Secrets;
  },
): ResourceComparison {
  const { isBaseKnown, objects, secrets } = context;
  const names = [...new Set([...were, ...are].map(({ stack }) => stack))].toSorted(order);
  let pending = 0;
  const planned = names.flatMap((name) => {
    const [was, is] = [were, are].map((plans) => plans.find(({ stack }) => stack === name));
    if (!is) return was ? forgotten(was) : [];
    if (is.isAgainstState) {
      const changes = plannedChanges(was, is, secrets);
      pending += changes.pending;
      return changes.found;
    }
    return was || isBaseKnown ? comparedChanges(was, is, secrets) : [];
  });
  const found = [...planned, ...objects];
  const graphs = [graphOf(are), graphOf(were)] as const;
  const changes = found.map((one) => described(one, graphs)).toSorted(byGravity);
  const renames = found.flatMap(({ stack, address, previousAddress }) =>
    previousAddress === null ? [] : [[`${stack}:${address}`, `${stack}:${previousAddress}`] as const],
  );
  const layer = { observable: true, reason: '', changes, pending, summary: count(changes) };
  return { layer, renames: new Map(renames) };
}

function described({ resource, ...change }: FoundChange, graphs: readonly Graph[]): ResourceChange {
  const subject = `${change.stack}:${change.address}`;
  const held = graphs.map((graph) => datasetsAt(graph, subject)).find((datasets) => datasets.length > 0);
  return { ...change, datasets: held ?? datasetsBehind(resource, graphs) };
}

/** What leads a resource to the one whose part it is: an attachment to its volume, a rule to its group. */
const leads = ['volume_id', 'security_group_id'];

function datasetsBehind(resource: Resource, graphs: readonly Graph[]): readonly string[] {
  const own = markOf(resource, 'dataset');
  if (own !== undefined) return [own];
  const targets = graphs.flatMap((graph) => leads.flatMap((path) => graph.follow(resource, path).targets));
  const marks = targets.flatMap((target) => markOf(target, 'dataset') ?? []);
  return [...new Set(marks)].toSorted(order);
}

const actions: readonly ResourceAction[] = [
  'destroy',
  'replace',
  'forget',
  'change',
  'update',
  'move',
  'create',
  'keep',
];

function byGravity(a: ResourceChange, b: ResourceChange): number {
  return (
    Number(isLoss(b)) - Number(isLoss(a)) ||
    actions.indexOf(a.action) - actions.indexOf(b.action) ||
    order(a.stack, b.stack) ||
    order(a.datasets.join(), b.datasets.join()) ||
    order(a.address, b.address)
  );
}

/** Whether data or keys go with it, and no other resource can make them again. */
export function isLoss({ stateful, action }: ResourceChange): boolean {
  return stateful && (action === 'destroy' || action === 'replace');
}

function count(changes: readonly ResourceChange[]): ResourceLayer['summary'] {
  const numbers = actions.map((action) => [action, changes.filter((one) => one.action === action).length]);
  return Object.fromEntries(numbers) as ResourceLayer['summary'];
}
