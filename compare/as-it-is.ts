import type { Observation } from '../contracts/observation';
import type { DriftedObject } from './drifted-object';
import { type ChangeJson, identityOf, type PlanJson } from './plan-json';

/**
 * The plan as it would be if nothing were to be done about these drifted objects: what has changed stays as it is
 * now, what is gone stays away, what nobody manages belongs to it. So the rules judge what exists as they judge
 * what is planned, in the provider's own terms, with the configuration's references wherever nothing drifted.
 */
export function asItIs(plan: PlanJson, drifted: readonly DriftedObject[]): string {
  const byAddress = new Map(drifted.map((one) => [one.address, one]));
  const changes = plan.resource_changes.map((one) => {
    const drift =
      one.mode === 'managed' && one.deposed === undefined ? byAddress.get(one.address) : undefined;
    return drift ? stays(one, drift) : one;
  });
  const added = drifted.filter(({ kind, type }) => kind === 'unmanaged' && type.startsWith('openstack_'));
  return JSON.stringify({ ...plan, resource_changes: [...changes, ...added.map(joins)] });
}

function stays(one: ChangeJson, { now }: DriftedObject): ChangeJson {
  const { before, after, before_sensitive: masks = false } = one.change;
  if (now === null) {
    const was = before ?? after;
    return { ...one, change: { actions: ['delete'], before: was, after: null, before_sensitive: masks } };
  }
  return {
    ...one,
    change: { actions: ['no-op'], before: now, after: now, before_sensitive: masks, after_sensitive: masks },
  };
}

function joins({ type, address, id, now }: DriftedObject): ChangeJson {
  const change = { actions: ['no-op'], before: now, after: now };
  return { address, mode: 'managed', type, name: 'unmanaged', index: id, change };
}

/** What was observed of what is managed or the cloud's own, and of these objects: nothing else is judged with it. */
export function observedOf(
  observation: Observation,
  plan: PlanJson,
  drifted: readonly DriftedObject[],
): Observation {
  const known = new Set([
    ...plan.resource_changes.map(({ type, change }) => identityOf(type, change.before?.id)),
    ...drifted.map(({ type, id }) => identityOf(type, id)),
  ]);
  const resources = observation.resources.filter(
    ({ type, id, madeByCloud }) => madeByCloud || known.has(identityOf(type, id)),
  );
  return { ...observation, resources };
}
