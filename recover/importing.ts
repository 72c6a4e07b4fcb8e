type Json = { [name: string]: unknown };

interface Change {
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly importing?: unknown;
    after?: Json | null;
    after_unknown?: Json | boolean;
  };
}

/** What a plan does with what it takes over. */
export interface Importing {
  /** For the terminal; empty where nothing is taken over. */
  readonly text: string;
  /** False where something that is taken over would go with it: an import is there to keep. */
  readonly keepsAll: boolean;
}

/**
 * Reads from plan JSON what is taken over as it is, what is changed with it, and what would be replaced or deleted.
 * @param passedOver arguments that the plan passes over, by address
 */
export function describeImporting(
  planJson: string,
  passedOver: ReadonlyMap<string, readonly string[]> = new Map(),
): Importing {
  const { resource_changes: changes = [] } = JSON.parse(planJson) as { resource_changes?: readonly Change[] };
  const taken = changes.filter(({ change }) => (change.importing ?? null) !== null);
  const having = (...actions: readonly string[]) =>
    taken.filter(({ change }) => change.actions.some((action) => actions.includes(action)));
  const [changed, lost] = [having('update'), having('delete', 'create', 'forget')];
  const lines = [
    ...(taken.length > 0 ? [`Taken over: ${taken.length} objects that exist; their state was lost.`] : []),
    ...changed.map(({ address }) => `  changed on the way: ${address}`),
    ...lost.map(({ address, change }) => `  NOT KEPT (${change.actions.join(', ')}): ${address}`),
    ...[...passedOver].map(
      ([address, names]) => `  passed over, since no API reads it back: ${address} ${names.join(', ')}`,
    ),
    ...(lost.length > 0
      ? ['An import is there to keep what exists: the plan is refused. Mend the source, or the object.']
      : []),
  ];
  return { text: lines.map((line) => `${line}\n`).join(''), keepsAll: lost.length === 0 };
}

/**
 * A plan as its judge is to see it: what is passed over is not known from the state, and so the source decides, as
 * it does for what is not made yet. That the source fits what exists was confirmed when it was found.
 */
export function leavePassedOverOpen(
  planJson: string,
  passedOver: ReadonlyMap<string, readonly string[]>,
): string {
  if (passedOver.size === 0) return planJson;
  const plan = JSON.parse(planJson) as { resource_changes?: readonly Change[] };
  for (const { address, change } of plan.resource_changes ?? []) {
    const names = passedOver.get(address);
    if (names === undefined || !change.after) continue;
    const open = Object.fromEntries(names.map((name) => [name, true]));
    const { after_unknown: unknown } = change;
    change.after_unknown = { ...(typeof unknown === 'object' ? unknown : {}), ...open };
    change.after = Object.fromEntries(Object.entries(change.after).filter(([name]) => !names.includes(name)));
  }
  return JSON.stringify(plan);
}
