import type { Resource } from '../graph/graph';
import type { Action } from '../graph/resource';
import { hidden, isList, isMap, own, type Value } from '../graph/value';
import { statefulTypes } from '../judge/facts/stateful';
import { differingIn, type Shown } from './comparable';
import type { AttributeChange, ResourceAction, ResourceChange } from './diff-report';
import { isSame } from './differences';
import type { Secrets } from './secrets';
import type { PlanEntry, StackPlan } from './stack-plan';

/** A change, and the resource by which it is known what it holds. */
export interface FoundChange extends Omit<ResourceChange, 'datasets'> {
  readonly resource: Resource;
}

/** What a plan that was made against a state does, but for what the base's plan does just so. */
export function plannedChanges(
  base: StackPlan | undefined,
  head: StackPlan,
  secrets: Secrets,
): { readonly found: readonly FoundChange[]; readonly pending: number } {
  const found: FoundChange[] = [];
  let pending = 0;
  for (const [address, entry] of head.entries) {
    const before = base?.isAgainstState ? base.entries.get(address) : undefined;
    const change = plannedChange(entry, { stack: head.stack, base: before, secrets });
    if (change === undefined) continue;
    if (before && isSameChange(before, entry)) pending += 1;
    else found.push(change);
  }
  return { found, pending };
}

const actionOf: Partial<Record<Action, ResourceAction>> = {
  create: 'create',
  update: 'update',
  replace: 'replace',
  delete: 'destroy',
  forget: 'forget',
};

function plannedChange(
  { change, resource }: PlanEntry,
  context: { readonly stack: string; readonly base: PlanEntry | undefined; readonly secrets: Secrets },
): FoundChange | undefined {
  const { stack, base, secrets } = context;
  const { previous_address: previous, action_reason: reason, change: planned } = change;
  const previousAddress = previous !== undefined && previous !== change.address ? previous : null;
  const isKept = resource.action === 'no-op' && base !== undefined && !base.resource.remains;
  const action =
    actionOf[resource.action] ?? (previousAddress === null ? (isKept ? 'keep' : undefined) : 'move');
  if (action === undefined) return undefined;
  const forced = (planned.replace_paths ?? []).map((path) => path.join('.'));
  const attributes =
    resource.before && (action === 'update' || action === 'replace')
      ? attributesOf({ resource, attributes: resource.before }, shown(resource), forced, secrets)
      : [];
  // Nothing but defaults that nobody set, or what the cloud computes.
  if (action === 'update' && attributes.length === 0) {
    return previousAddress === null ? undefined : made('move', resource, stack, { previousAddress });
  }
  return made(action, resource, stack, { previousAddress, attributes, reason: reasonOf(reason) });
}

function attributesOf(
  was: Shown,
  is: Shown,
  forced: readonly string[],
  secrets: Secrets,
): readonly AttributeChange[] {
  const paths = differingIn(was, is, new Map(), { isConfigured: false });
  const left = forced.filter((path) => !paths.some((one) => isWithin(path, one)));
  return describeAttributes(was, is, { paths: [...paths, ...left], forced, secrets });
}

export function describeAttributes(
  was: Shown,
  is: Shown,
  context: {
    readonly paths: readonly string[];
    readonly forced: readonly string[];
    readonly secrets: Secrets;
  },
): readonly AttributeChange[] {
  const { paths, forced, secrets } = context;
  return [...new Set(paths)].toSorted().map((attribute) => ({
    attribute,
    before: describeAttribute(was, is, attribute, secrets),
    after: describeAttribute(is, was, attribute, secrets),
    forcesReplacement: forced.some((path) => isWithin(path, attribute) || isWithin(attribute, path)),
  }));
}

/**
 * Masked before it is shortened: the half of a secret is none that could be recognised. Of a list only what the other
 * one has not is shown, behind a sign for the rest.
 */
function describeAttribute(
  { resource, attributes }: Shown,
  other: Shown,
  path: string,
  secrets: Secrets,
): string {
  const name = path.split('.')[0] ?? '';
  const [value, beside] = [attributes, other.attributes].map((all) => own(all, name) ?? null);
  return resource.show(path, { [name]: withoutSecrets(unshared(value ?? null, beside ?? null), secrets) });
}

const rest = '…';

/** Of a list only what the other one has not, behind a sign for the rest; all of it where only its order is another. */
export function unshared(value: Value, other: Value): Value {
  if (!isList(value) || !isList(other)) return value;
  const own = value.filter((one) => !other.some((each) => isSame(each, one)));
  return own.length === value.length || isSame(value, other) ? value : [rest, ...own];
}

export function withoutSecrets(value: Value, secrets: Secrets): Value {
  if (typeof value === 'string') return secrets.mask(value);
  if (typeof value === 'number') return secrets.mask(String(value)) === hidden ? hidden : value;
  if (isList(value)) return value.map((one) => withoutSecrets(one, secrets));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutSecrets(one, secrets)]));
}

function isWithin(path: string, attribute: string): boolean {
  return path === attribute || path.startsWith(`${attribute}.`);
}

export function shown(resource: Resource): Shown {
  return { resource, attributes: resource.attributes };
}

export function made(
  action: ResourceAction,
  resource: Resource,
  stack: string,
  more: Partial<Pick<FoundChange, 'previousAddress' | 'attributes' | 'reason'>> = {},
): FoundChange {
  const { address, type } = resource;
  const stateful = (statefulTypes as readonly string[]).includes(type);
  const nothing = { previousAddress: null, attributes: [], reason: null };
  return { action, stack, address, type, stateful, resource, ...nothing, ...more };
}

/** What Terraform says where it is not an attribute that decides. */
const reasons: Readonly<Record<string, string>> = {
  replace_because_tainted: 'it is marked as damaged',
  replace_by_request: 'somebody asked for it',
  replace_by_triggers: 'something that it is bound to is replaced',
  delete_because_wrong_repetition: 'it is repeated in another way',
  delete_because_count_index: 'fewer of it are configured',
  delete_because_each_key: 'its key is not configured any more',
  delete_because_no_module: 'its module is not configured any more',
  delete_because_no_move_target: 'it was moved to an address that does not exist',
};

function reasonOf(reason: string | undefined): string | null {
  return reason === undefined || !Object.hasOwn(reasons, reason) ? null : (reasons[reason] ?? null);
}

/** The base's plan does the very same with it: it waits for an apply already. */
function isSameChange(base: PlanEntry, head: PlanEntry): boolean {
  if (base.resource.action !== head.resource.action) return false;
  if (base.change.previous_address !== head.change.previous_address) return false;
  if (!head.resource.remains) return true;
  const differing = differingIn(shown(base.resource), shown(head.resource), new Map(), {
    isConfigured: true,
  });
  return differing.length === 0 && isSame(base.change.change.replace_paths, head.change.change.replace_paths);
}

/** A stack of which the head has nothing: what it made stays where it is, and no plan knows of it any more. */
export function forgotten(base: StackPlan): readonly FoundChange[] {
  const reason = 'its stack is not there any more: nothing destroys it, and nothing manages it';
  return [...base.entries.values()]
    .filter(({ resource }) => resource.remains)
    .map(({ resource }) => made('forget', resource, base.stack, { reason }));
}
