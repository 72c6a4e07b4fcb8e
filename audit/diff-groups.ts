import type {
  AttributeChange,
  DiffReport,
  PromiseChange,
  ResourceAction,
  ResourceChange,
  VerdictChange,
} from '../compare/diff-report';

/** The same change to several datasets. */
export interface PromiseGroup {
  readonly change: PromiseChange;
  readonly datasets: readonly string[];
}

export function groupPromise(changes: readonly PromiseChange[]): readonly PromiseGroup[] {
  const groups = group(changes, ({ aspect, direction, what, before, after, witness }) => [
    ...[aspect, direction, what, before, after],
    aspect === 'data' ? null : witness,
  ]);
  return groups.map((all) => ({ change: all[0], datasets: unique(all.map(({ dataset }) => dataset)) }));
}

/** The same verdict at several places. */
export interface VerdictGroup {
  readonly verdict: VerdictChange;
  readonly places: readonly string[];
  readonly lines: readonly string[];
}

export function groupVerdictChanges(changes: readonly VerdictChange[]): readonly VerdictGroup[] {
  return group(changes, ({ change, policy, message, was }) => [change, policy, message, was]).map((all) => ({
    verdict: all[0],
    places: unique(all.map(({ stack, address }) => (stack === '' ? address : `${stack} ${address}`))),
    lines: unique(all.flatMap(({ location }) => location ?? [])),
  }));
}

/** The same happening to several resources of one site. */
export interface ResourceGroup {
  readonly first: ResourceChange;
  readonly all: readonly ResourceChange[];
  readonly datasets: readonly string[];
  /** What is said of the attributes: with values where those are the same for all of them. */
  readonly attributes: readonly AttributeChange[];
  readonly hasValues: boolean;
}

/** Those with which data or keys go stand alone. */
export function groupResources(changes: readonly ResourceChange[]): readonly ResourceGroup[] {
  const groups = group(changes, (one) => [
    ...[one.action, one.stack, one.type, one.reason, one.previousAddress !== null],
    one.attributes.map(({ attribute, forcesReplacement }) => [attribute, forcesReplacement]),
    isLossOf(one) || one.action === 'move' ? one.address : '',
  ]);
  return groups.map((all) => {
    const [first] = all;
    const values = all.map(({ attributes }) => JSON.stringify(attributes));
    return {
      first,
      all,
      datasets: unique(all.flatMap(({ datasets }) => datasets)),
      attributes: first.attributes,
      hasValues: new Set(values).size === 1,
    };
  });
}

/** Whether data or keys go with it. */
export function isLossOf({ stateful, action }: ResourceChange): boolean {
  return stateful && (action === 'destroy' || action === 'replace');
}

function group<T>(list: readonly T[], keyOf: (one: T) => unknown): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of list) {
    const key = JSON.stringify(keyOf(one));
    const known = groups.get(key);
    if (known) known.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

export const verbs: Readonly<Record<ResourceAction, string>> = {
  destroy: 'destroyed',
  replace: 'replaced',
  forget: 'left behind',
  change: 'changed, perhaps replaced',
  update: 'updated in place',
  move: 'renamed',
  create: 'created',
  keep: 'no longer destroyed',
};

export const headings: Readonly<Record<VerdictChange['change'], string>> = {
  new: 'Broken now',
  undecided: 'Not decided any more',
  unseen: 'Not looked at any more',
  exempt: 'Excepted now',
  fixed: 'Mended',
  gone: 'Gone with what it was about',
};

export const aspects: Readonly<Record<PromiseChange['aspect'], string>> = {
  data: 'data',
  survival: 'survival',
  residency: 'residency',
  reach: 'reach',
  keys: 'keys',
  declaration: 'declared',
};

/** `3 destroyed, 1 created`, by site, in the order of the sites. */
export function countBySite({ changes }: DiffReport['resources']): readonly (readonly [string, string])[] {
  const stacks = unique(changes.map(({ stack }) => stack)).toSorted();
  return stacks.map((stack) => {
    const own = changes.filter((one) => one.stack === stack);
    const counts = (Object.keys(verbs) as ResourceAction[]).flatMap((action) => {
      const number = own.filter((one) => one.action === action).length;
      return number > 0 ? [`${number} ${verbs[action]}`] : [];
    });
    return [stack, counts.join(', ')];
  });
}

/** What becomes of a value; nothing is a word too. */
export function arrow(before: string, after: string): string {
  return `${before || 'none'} → ${after || 'none'}`;
}

/** The first places, and how many more there are. */
export function someOf(values: readonly string[], most: number): string {
  const more = values.length > most ? ` and ${values.length - most} more` : '';
  return `${values.slice(0, most).join(', ')}${more}`;
}

/** What stands behind the two sides: `main (8568b56)`. */
export function sideName({ name, commit }: DiffReport['base']): string {
  return commit === null ? name : `${name} (${commit.slice(0, 7)})`;
}

export function unchangedText({ unchanged: { fail, undecided, exempt } }: DiffReport): string {
  return `As before: ${fail} failing, ${undecided} undecided, ${exempt} excepted.`;
}

export function pendingText({ pending }: DiffReport['resources']): string {
  const are = pending === 1 ? 'change waits' : 'changes wait';
  return pending === 0 ? '' : `${pending} ${are} for an apply already, with this one or without it.`;
}
