import { boundTo, differingIn, forcing, type Moves, type Shown } from './comparable';
import { describeAttributes, type FoundChange, made, shown } from './planned-changes';
import type { Secrets } from './secrets';
import type { PlanEntry, StackPlan } from './stack-plan';

/** What would be there after the one plan and after the other, where neither says what exists. */
export function comparedChanges(
  base: StackPlan | undefined,
  head: StackPlan,
  secrets: Secrets,
): readonly FoundChange[] {
  const [were, are] = [remaining(base), remaining(head)];
  const movedFrom = movesBetween(were, are, head);
  const moves: Moves = new Map([...movedFrom].map(([now, before]) => [before, now]));
  const left = [...were].filter(([address]) => !are.has(address) && !moves.has(address));
  const found = [
    ...left.map(([, { resource }]) => made('destroy', resource, head.stack)),
    ...[...are].flatMap(([address, { resource }]) => {
      const previousAddress = movedFrom.get(address) ?? null;
      const was = were.get(previousAddress ?? address);
      if (!was) return [made('create', resource, head.stack)];
      return changed(shown(was.resource), shown(resource), {
        moves,
        previousAddress,
        stack: head.stack,
        secrets,
      });
    }),
  ];
  return withWhatIsBound(found, are);
}

/** What is bound to something that is made anew, by an attribute that cannot be changed in place, is made anew too. */
function withWhatIsBound(found: readonly FoundChange[], are: Entries): readonly FoundChange[] {
  const all = new Map(found.map((one) => [one.address, one]));
  const anew = new Set(found.filter(({ action }) => action === 'replace').map(configured));
  const waiting = new Map([...are].filter(([address]) => !isMade(all.get(address))));
  for (let before = -1; before !== anew.size; ) {
    before = anew.size;
    for (const [address, { resource }] of waiting) {
      const [path] = boundTo(shown(resource), anew);
      if (path === undefined) continue;
      const known = all.get(address) ?? made('replace', resource, resource.stack);
      all.set(address, { ...known, action: 'replace', reason: `what its ${path} names is replaced` });
      anew.add(configured(resource));
      waiting.delete(address);
    }
  }
  return [...all.values()];
}

function isMade(change: FoundChange | undefined): boolean {
  return change?.action === 'replace' || change?.action === 'create';
}

/** As references name it: with all of its instances. */
function configured({ address }: { readonly address: string }): string {
  return address.replace(/\[.*$/, '');
}

function remaining(plan: StackPlan | undefined): ReadonlyMap<string, PlanEntry> {
  return new Map([...(plan?.entries ?? [])].filter(([, { resource }]) => resource.remains));
}

type Entries = ReadonlyMap<string, PlanEntry>;

/**
 * What `moved` blocks rename from the one to the other, by where it stands now. A block names a resource with all of
 * its instances, or one of them; one that stays in the configuration afterwards renames nothing any more.
 */
function movesBetween(were: Entries, are: Entries, { movedFrom }: StackPlan): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [to, from] of movedFrom) {
    for (const address of are.keys()) {
      const key = address.startsWith(to) ? address.slice(to.length) : undefined;
      if (key === undefined || (key !== '' && !key.startsWith('[') && !key.startsWith('.'))) continue;
      const before = `${from}${key}`;
      if (were.has(before) && !were.has(address) && !are.has(before)) found.set(address, before);
    }
  }
  return found;
}

function changed(
  was: Shown,
  is: Shown,
  context: {
    readonly moves: Moves;
    readonly previousAddress: string | null;
    readonly stack: string;
    readonly secrets: Secrets;
  },
): readonly FoundChange[] {
  const { moves, previousAddress, stack, secrets } = context;
  const paths = differingIn(was, is, moves, { isConfigured: true });
  if (paths.length === 0) {
    return previousAddress === null ? [] : [made('move', is.resource, stack, { previousAddress })];
  }
  const forced = forcing(was, is, paths);
  const action = forced === undefined ? 'change' : forced.length > 0 ? 'replace' : 'update';
  const attributes = describeAttributes(was, is, { paths, forced: forced ?? [], secrets });
  return [made(action, is.resource, stack, { previousAddress, attributes })];
}
