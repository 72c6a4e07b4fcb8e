import type { Resource, Stack } from '../graph/graph';
import { describeDifferences, differingPaths, isSettable } from './differences';
import type { DriftedObject } from './drifted-object';
import { type Attributes, type ChangeJson, existing, type PlanJson } from './plan-json';

/** What a plan against the real state shows: what the refresh found changed or gone, and what was never applied. */
export function driftInPlan(plan: PlanJson, stack: Stack): readonly DriftedObject[] {
  const resources = new Map(stack.resources.map((resource) => [resource.address, resource]));
  const refreshed = new Map(plan.resource_drift.map((one) => [keyOf(one), one]));
  const planned = plan.resource_changes.filter(({ mode }) => mode === 'managed');
  const ids = new Set(existing(plan).map(({ change }) => change.before?.id));
  const known = new Set(planned.map(keyOf));
  // What the configuration no longer has either is in no change.
  const lost = plan.resource_drift.filter(
    (one) => one.mode === 'managed' && !known.has(keyOf(one)) && isGone(one),
  );
  return [
    ...planned.flatMap((one) => {
      const resource = resources.get(one.address);
      return resource
        ? (examine(one, refreshed.get(keyOf(one)), { stack: stack.name, resource, ids }) ?? [])
        : [];
    }),
    ...lost.map((one) => gone(one, stack.name, 'hand')),
  ];
}

function keyOf({ address, deposed = '' }: ChangeJson): string {
  return `${address} ${deposed}`;
}

function isGone({ change }: ChangeJson): boolean {
  return change.actions.includes('delete') && change.after === null;
}

interface Place {
  readonly stack: string;
  readonly resource: Resource;
  /** Ids of everything that is managed. */
  readonly ids: ReadonlySet<unknown>;
}

function examine(
  planned: ChangeJson,
  refreshed: ChangeJson | undefined,
  { stack, resource, ids }: Place,
): DriftedObject | undefined {
  if (refreshed && isGone(refreshed)) return gone(refreshed, stack, 'deploy');
  const { actions, before, after } = planned.change;
  if (before === null) return { ...named(planned, after ?? {}, stack), kind: 'unapplied', now: null, id: '' };
  // The configuration has it no longer, and it is still there.
  if (after === null) return { ...named(planned, before, stack), kind: 'unapplied', now: before };
  const behind = refreshed
    ? pathsOf(planned.type, refreshed.change.before ?? {}, before).filter(
        (path) => !isRepeated(planned.type, path, before, ids),
      )
    : [];
  const repaired = actions.includes('no-op') ? [] : plannedPaths(planned, before, after);
  const unrepaired = behind.filter((path) => !repaired.includes(path));
  if (behind.length === 0 && repaired.length === 0) return undefined;
  const remembered = (refreshed?.change.before ?? {}) as Attributes;
  return {
    ...named(planned, before, stack),
    kind: behind.length > 0 ? 'changed' : 'unapplied',
    differences: [
      ...describeDifferences(resource, repaired, { wanted: after, found: before }),
      ...describeDifferences(resource, unrepaired, { wanted: remembered, found: before }),
    ],
    repairedBy: unrepaired.length > 0 ? 'hand' : 'deploy',
    now: before,
  };
}

/**
 * What only repeats something else that is managed: whose a port is, as soon as a server of ours takes it, and the
 * groups of a server’s ports.
 */
function isRepeated(type: string, path: string, now: Attributes, ids: ReadonlySet<unknown>): boolean {
  if (type === 'openstack_networking_port_v2') {
    return (path === 'device_id' || path === 'device_owner') && ids.has(now.device_id);
  }
  return type === 'openstack_compute_instance_v2' && path === 'security_groups';
}

/** What an update or a replacement changes; what is only known after it follows from something else. */
function plannedPaths(
  { type, change }: ChangeJson,
  before: Attributes,
  after: Attributes,
): readonly string[] {
  const unknown = change.after_unknown || {};
  const paths = pathsOf(type, before, after);
  return paths.filter((path) => unknown[path.split('.')[0] ?? ''] === undefined || !isOpen(unknown, path));
}

function isOpen(unknown: Attributes, path: string): boolean {
  return JSON.stringify(unknown[path.split('.')[0] ?? '']).includes('true');
}

function pathsOf(type: string, one: Attributes, other: Attributes): readonly string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return differingPaths(
    one,
    other,
    names.filter((name) => isSettable(type, name)),
  );
}

function gone(one: ChangeJson, stack: string, repairedBy: DriftedObject['repairedBy']): DriftedObject {
  return { ...named(one, one.change.before ?? {}, stack), kind: 'gone', now: null, repairedBy };
}

function named(
  { address, type }: ChangeJson,
  values: Attributes,
  stack: string,
): Omit<DriftedObject, 'kind' | 'now'> {
  return {
    stack,
    type,
    address,
    id: textOf(values.id),
    name: textOf(values.name),
    differences: [],
    seenIn: 'plan',
    repairedBy: 'deploy',
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
