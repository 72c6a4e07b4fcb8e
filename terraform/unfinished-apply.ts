import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { InputError } from './errors';
import { writeAside } from './write-aside';

/** What a judged apply set out to make or change, kept from before it begins until it ends well. */
interface UnfinishedApply {
  readonly version: 1;
  /** Of the stack’s source and the plan’s variables: of any others nothing was permitted. */
  readonly of: string;
  /** ISO time. */
  readonly began: string;
  readonly resources: Readonly<Record<string, Intended>>;
}

/** As the plan has it, and as the configuration writes it: a plan that has the same of both means the same object. */
interface Intended {
  readonly after: Readonly<Record<string, unknown>>;
  readonly unknown: Readonly<Record<string, unknown>>;
  readonly written: unknown;
}

/** A plan, and what it was made from. */
export interface PlanOfSource {
  readonly planJson: string;
  /** The synthesized stack; its provider says at which cloud. */
  readonly source: string;
}

export interface Unfinished {
  /** ISO time of the apply that did not end. */
  readonly began: string;
  /** What it set out to do, and the plan at hand does too. */
  readonly addresses: ReadonlySet<string>;
}

/** As long as an observation counts. Later on, what is left of an apply is a change like any other. */
const countsForDays = 7;

/**
 * Notes what an apply is about to do, before it begins. What is sensitive is not noted.
 * @param types of the resources that are worth it
 * @throws InputError where it cannot be written: nothing is applied then
 */
export function noteBegun(
  file: string,
  plan: PlanOfSource,
  types: readonly string[],
  now = new Date(),
): void {
  const resources = Object.fromEntries(intendedBy(plan.planJson, types));
  // What a note permits is not permitted anew by going on with it.
  const began = unfinishedIn(file, plan, now)?.began ?? now.toISOString();
  const record: UnfinishedApply = { version: 1, of: identityOf(plan), began, resources };
  writeAside(file, `${JSON.stringify(record, undefined, 2)}\n`);
}

/** The apply did all of it. */
export function forgetBegun(file: string): void {
  rmSync(file, { force: true });
}

/**
 * What a plan does that an apply before it was permitted to do, and was cut off from: the same values, by the same
 * configuration, at the same cloud. The state, which is what a plan is compared with, knows nothing of it.
 * @returns undefined where there is no such apply, or it is too long ago
 * @throws InputError where the note cannot be read
 */
export function unfinishedIn(file: string, plan: PlanOfSource, now = new Date()): Unfinished | undefined {
  if (!existsSync(file)) return undefined;
  const { of, began, resources } = parseRecord(readFileSync(file, 'utf8'), file);
  if (of !== identityOf(plan)) return undefined;
  const age = now.getTime() - new Date(began).getTime();
  if (!(age >= 0 && age < countsForDays * 86_400_000)) return undefined;
  const addresses = [...intendedBy(plan.planJson)].flatMap(([address, intended]) => {
    const earlier = Object.hasOwn(resources, address) ? resources[address] : undefined;
    return earlier !== undefined && isSame(earlier, intended) ? [address] : [];
  });
  return addresses.length === 0 ? undefined : { began, addresses: new Set(addresses) };
}

/** Values that no plan knows yet follow from the source and the variables, so both have to be the same. */
function identityOf({ planJson, source }: PlanOfSource): string {
  const { variables = {} } = JSON.parse(planJson) as { readonly variables?: object };
  return createHash('sha256').update(source).update(JSON.stringify(variables)).digest('hex');
}

/** What is known in both plans has to be the same; what the cloud had yet to say follows from what is written. */
function isSame(earlier: Intended, now: Intended): boolean {
  const names = new Set([...Object.keys(earlier.after), ...Object.keys(now.after)]);
  const isOpen = (name: string) => Boolean(earlier.unknown[name]) || Boolean(now.unknown[name]);
  return (
    isDeepStrictEqual(earlier.written, now.written) &&
    [...names].every((name) => isOpen(name) || isDeepStrictEqual(earlier.after[name], now.after[name]))
  );
}

interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly mode?: string;
    readonly type: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly after?: Readonly<Record<string, unknown>> | null;
      readonly after_unknown?: Readonly<Record<string, unknown>>;
      readonly after_sensitive?: unknown;
    };
  }[];
  readonly configuration?: {
    readonly root_module?: {
      readonly resources?: readonly { readonly address: string; readonly expressions?: unknown }[];
    };
  };
}

/** Of the root module alone, as a synthesized stack has it: what else is written elsewhere is not compared here. */
function intendedBy(planJson: string, types?: readonly string[]): ReadonlyMap<string, Intended> {
  const { resource_changes: changes = [], configuration } = JSON.parse(planJson) as PlanJson;
  const written = new Map(
    (configuration?.root_module?.resources ?? []).map(({ address, expressions }) => [address, expressions]),
  );
  return new Map(
    changes.flatMap(({ address, mode, type, change }) => {
      const { actions, after, after_unknown: unknown = {}, after_sensitive: sensitive } = change;
      const isMade = mode === 'managed' && (actions.includes('create') || actions.includes('update'));
      const isAsked = types === undefined || types.includes(type);
      if (!isMade || !isAsked || !after || !written.has(address) || holdsTrue(sensitive)) return [];
      return [[address, { after, unknown, written: written.get(address) ?? {} }] as const];
    }),
  );
}

/** Whether anything in it is marked. */
function holdsTrue(marks: unknown): boolean {
  if (typeof marks !== 'object' || marks === null) return marks === true;
  return Object.values(marks).some(holdsTrue);
}

function parseRecord(text: string, file: string): UnfinishedApply {
  try {
    const json = JSON.parse(text) as Partial<UnfinishedApply> | null;
    const isRecord =
      json?.version === 1 && typeof json.of === 'string' && !Number.isNaN(Date.parse(json.began ?? ''));
    if (isRecord && Object.values(json.resources ?? {}).every(isIntended)) return json as UnfinishedApply;
  } catch {
    // Falls through to the one error below.
  }
  throw new InputError({
    value: `${file} cannot be read as the note of an apply that did not end.`,
    rule: 'It is written by a judged apply before it begins, and removed when it has ended well.',
    fix: 'Remove it: what that apply had still to do then counts as a change like any other.',
  });
}

function isIntended(value: unknown): boolean {
  const { after, unknown } = (value ?? {}) as Partial<Intended>;
  return [after, unknown].every((one) => typeof one === 'object' && one !== null);
}
