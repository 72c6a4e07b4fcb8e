import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import { InputError } from './errors';
import { writeAside } from './write-aside';

/** Which writing of a state a plan was made against; no lineage where there was no state yet. */
export interface StateIdentity {
  readonly lineage: string | null;
  readonly serial: number;
}

/** One stack's plan, kept to be applied. */
export interface SavedPlan {
  readonly stack: string;
  /** The saved plan, from the folder. */
  readonly file: string;
  readonly sha256: string;
  /** Hash of the change that it makes, as reports and approvals name it. */
  readonly change: string;
  /** SHA-256 of the stack as it was synthesized. */
  readonly source: string;
  readonly state: StateIdentity;
  /** Stacks that are applied before it. */
  readonly dependsOn: readonly string[];
}

/** `plans.json`: what lies in a folder of saved plans, and what it was made with. It holds no secret. */
export interface SavedPlans {
  readonly kind: 'saved-plans';
  readonly schemaVersion: '1.0.0';
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly judgedAt: string;
  readonly terraform: string;
  /** Names the provider's bytes. */
  readonly provider: string;
  /** Hash of all changes together. */
  readonly change: string;
  /** The report of the judge, from the folder. */
  readonly report: { readonly file: string; readonly sha256: string; readonly mayApply: boolean };
  /** In the order in which they are applied. */
  readonly stacks: readonly SavedPlan[];
}

export const manifestName = 'plans.json';

export function writeManifest(folder: string, plans: SavedPlans): void {
  writeAside(join(folder, manifestName), `${JSON.stringify(plans, undefined, 2)}\n`);
}

/**
 * Reads what a folder of saved plans says of itself.
 * @throws InputError where there is none, it is no such manifest, or it names files outside its folder
 */
export function readManifest(folder: string): SavedPlans {
  const file = join(folder, manifestName);
  if (!existsSync(file)) {
    throw refused(
      `${folder} holds no ${manifestName}.`,
      'A folder of saved plans has one as soon as all of them are made and judged.',
      'estate plan --out DIR, and let it end',
    );
  }
  let plans: SavedPlans;
  try {
    plans = JSON.parse(readFileSync(file, 'utf8')) as SavedPlans;
  } catch {
    throw broken(file, 'it is no JSON');
  }
  if (!isManifest(plans)) throw broken(file, 'it is none of version 1.0.0, or parts of it are missing');
  return plans;
}

function isManifest(plans: SavedPlans | null): boolean {
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  const isHash = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
  const isTime = (value: unknown) => isText(value) && !Number.isNaN(Date.parse(String(value)));
  if (plans?.kind !== 'saved-plans' || plans.schemaVersion !== '1.0.0') return false;
  const { madeAt, judgedAt, terraform, provider, change, report, stacks } = plans;
  const isStack = (one: SavedPlan | null) =>
    isInside(one?.file) &&
    /^[\w-]+$/.test(one?.stack ?? '') &&
    [one?.sha256, one?.change, one?.source].every(isHash) &&
    Number.isSafeInteger(one?.state?.serial) &&
    (one?.state.lineage === null || isText(one?.state.lineage)) &&
    Array.isArray(one?.dependsOn);
  return (
    isTime(madeAt) &&
    isTime(judgedAt) &&
    [terraform, provider].every(isText) &&
    isHash(change) &&
    isInside(report?.file) &&
    isHash(report?.sha256) &&
    Array.isArray(stacks) &&
    stacks.length > 0 &&
    stacks.every(isStack)
  );
}

function isInside(path: unknown): boolean {
  return typeof path === 'string' && path !== '' && !isAbsolute(path) && !normalize(path).startsWith('..');
}

/**
 * Holds a folder to its manifest: every plan is the one that was judged, only its owner could change it, and it is
 * not older than it may be.
 * @param greatestAge in minutes
 * @throws InputError that names the first that is not so
 */
export function checkSavedPlans(
  folder: string,
  { madeAt, stacks, report }: SavedPlans,
  greatestAge: number,
  now = Date.now(),
): void {
  const age = (now - Date.parse(madeAt)) / 60_000;
  // A minute's difference between two clocks is none.
  if (age < -1) {
    throw refused(
      `${folder}: its plans were made at ${madeAt}, which by the clock of this machine is still to come.`,
      'How old a plan is decides whether it is applied.',
      'Set the clock right, or plan again.',
    );
  }
  if (age > greatestAge) {
    throw refused(
      `${folder}: its plans were made at ${madeAt}, ${Math.floor(age)} minutes ago.`,
      `Plans are applied within ${greatestAge} minutes: what they were made against does not stand still.`,
      'Plan again (estate plan --out DIR), or give more time with --max-age MINUTES.',
    );
  }
  for (const { file, sha256 } of [...stacks, report]) {
    const path = join(folder, file);
    if (existsSync(path) && hashOfFile(path) === sha256) continue;
    throw refused(
      `${path} is ${existsSync(path) ? 'another file than' : 'missing, and was'} the one that was judged.`,
      'Exactly what was judged is applied.',
      'Plan again: estate plan --out DIR',
    );
  }
  const open = [folder, ...stacks.map(({ file }) => join(folder, file))].filter(isOpenToOthers);
  if (open.length === 0) return;
  throw refused(
    `Others may read or change ${open.join(', ')}.`,
    'Saved plans hold secrets, and decide what is applied: they are their owner’s alone.',
    'Plan again into a folder of your own; what was in this one is no longer secret.',
  );
}

function isOpenToOthers(path: string): boolean {
  return (statSync(path).mode & 0o077) !== 0;
}

export function hashOfFile(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/**
 * Reads which writing of a state this is.
 * @param text what `terraform state pull` prints; nothing where there is no state yet
 */
export function identityOfState(text: string): StateIdentity {
  if (text.trim() === '') return { lineage: null, serial: 0 };
  const { lineage, serial } = JSON.parse(text) as { lineage?: unknown; serial?: unknown };
  if (typeof lineage === 'string' && typeof serial === 'number') return { lineage, serial };
  throw new InputError({
    value: 'terraform state pull printed no state.',
    rule: 'A state has a lineage and a serial number.',
    fix: 'Look at the backend of the stack; restore the state where its versions are kept.',
  });
}

export function isSameState(one: StateIdentity, other: StateIdentity): boolean {
  return one.lineage === other.lineage && one.serial === other.serial;
}

function broken(file: string, why: string): InputError {
  return refused(
    `${file} cannot be used: ${why}.`,
    'It is written by estate plan --out, and by nothing else.',
    'Plan again: estate plan --out DIR',
  );
}

function refused(value: string, rule: string, fix: string): InputError {
  return new InputError({ value, rule, fix });
}
