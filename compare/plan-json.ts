import { UnreadableInput } from '../graph/unreadable-input';

export type Attributes = { readonly [name: string]: unknown };

/** One entry of `resource_changes` or `resource_drift`, as Terraform writes it. */
export interface ChangeJson {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly deposed?: string;
  /** Where it stood in the state, if a `moved` block has renamed it. */
  readonly previous_address?: string;
  /** `replace_because_tainted`, where not the configuration alone decides. */
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Attributes | null;
    readonly after: Attributes | null;
    readonly after_unknown?: Attributes | false;
    readonly before_sensitive?: unknown;
    readonly after_sensitive?: unknown;
    /** There where the object exists and is only taken into the state. */
    readonly importing?: unknown;
    /** Attributes that force a replacement, each as its steps. */
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

/**
 * A plan that was made against the real state. `resource_drift` says what the refresh found other than the state
 * remembers (state → now), `resource_changes` what would be done about it (now → configuration).
 */
export interface PlanJson {
  readonly resource_changes: readonly ChangeJson[];
  readonly resource_drift: readonly ChangeJson[];
}

/** @throws UnreadableInput where it is no JSON of a plan; the judge's reader examines the rest of it */
export function parsePlan(text: string, file: string): PlanJson {
  const json = parse(text) as Partial<PlanJson> | null | undefined;
  const { resource_changes: changes = [], resource_drift: drift = [] } = json ?? {};
  if (typeof json !== 'object' || !Array.isArray(changes) || !Array.isArray(drift)) {
    throw new UnreadableInput(
      file,
      'it is no plan in JSON',
      'plan again, and show it with terraform show -json',
    );
  }
  return { ...json, resource_changes: changes, resource_drift: drift };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What exists and Terraform manages, as the refresh has just read it. */
export function existing({ resource_changes: changes }: PlanJson): readonly ChangeJson[] {
  return changes.filter(({ mode, change }) => mode === 'managed' && change.before !== null);
}

/**
 * Addresses that an apply of the plan would do something about.
 * @throws UnreadableInput where it is no JSON of a plan
 */
export function changesIn(text: string, file: string): readonly string[] {
  return parsePlan(text, file)
    .resource_changes.filter(
      ({ mode, change }) =>
        mode === 'managed' && (change.actions.join() !== 'no-op' || change.importing !== undefined),
    )
    .map(({ address }) => address);
}

/** `type id`, which is one object of the cloud. */
export function identityOf(type: string, id: unknown): string {
  return `${type} ${String(id)}`;
}
