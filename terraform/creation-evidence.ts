import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { InputError } from './errors';
import { writeAside } from './write-aside';

export interface Made {
  readonly id: string;
  /** What it was made with, by path; null where it was not set. Later plans have to say the same. */
  readonly sealed: Readonly<Record<string, string | null>>;
  /** Of the plan's JSON that made it, which was judged and passed. */
  readonly planSha256: string;
}

export type Evidence = Record<string, Made>;

/** What decides how a volume is encrypted and whose it is: changed afterwards, it says nothing of the disk. */
const sealedPaths = [
  'volume_type',
  'metadata.__system__encrypted',
  'metadata.__system__cmkid',
  'metadata.estate:key',
  'metadata.estate:dataset',
] as const;

/**
 * What judged plans have made, by address: the id an existing resource must have to count as made by one. Kept
 * beside the plans, since neither a plan nor a state can show how a volume was created.
 * @throws InputError where the file is there and cannot be read: evidence that is doubtful is none
 */
export function readEvidence(file: string): Evidence {
  return existsSync(file) ? parseEvidence(readFileSync(file, 'utf8'), file) : {};
}

/**
 * What such a file holds.
 * @throws InputError where it is not that
 */
export function parseEvidence(text: string, file: string): Evidence {
  try {
    const json: unknown = JSON.parse(text);
    const isMap = json !== null && typeof json === 'object' && !Array.isArray(json);
    if (isMap && Object.values(json as object).every(isMade)) return json as Evidence;
  } catch {
    // Falls through to the one error below.
  }
  throw new InputError({
    value: `${file} cannot be read as evidence of creation.`,
    rule: 'It maps addresses to { id, sealed, planSha256 } and is written by a judged apply only.',
    fix: 'Restore it from where evidence is kept, or remove it: existing volumes are then undecided.',
  });
}

function isMade(value: unknown): boolean {
  const made = value as Partial<Made> | null;
  const isSealed = typeof made?.sealed === 'object' && made.sealed !== null;
  return isSealed && typeof made?.id === 'string' && typeof made.planSha256 === 'string';
}

/**
 * Adds what a judged plan has made.
 * @param planJson the plan that was judged and applied, wholly or in part
 * @param stateJson `terraform show -json` after the apply: it has the ids, and what was really made
 * @param passed addresses whose encryption the judge passed; only they are remembered
 */
export function addEvidence(
  file: string,
  planJson: string,
  stateJson: string,
  passed: ReadonlySet<string>,
): void {
  const planSha256 = createHash('sha256').update(planJson).digest('hex');
  const present = valuesIn(JSON.parse(stateJson));
  const evidence = readEvidence(file);
  const { resource_changes: changes = [] } = JSON.parse(planJson) as {
    resource_changes?: { address: string; change: { actions: string[] } }[];
  };
  for (const { address, change } of changes) {
    const values = present.get(address);
    const isMadeNow = change.actions.includes('create') && evidence[address]?.id !== values?.id;
    if (values && isMadeNow && passed.has(address)) {
      evidence[address] = { id: values.id, sealed: sealedIn(values), planSha256 };
    }
    if (!values) delete evidence[address];
  }
  writeAside(file, `${JSON.stringify(evidence, undefined, 2)}\n`);
}

interface Values {
  readonly id: string;
  readonly [attribute: string]: unknown;
}

function sealedIn(values: Values): Made['sealed'] {
  const entries = sealedPaths.map((path) => {
    const [attribute = '', key] = path.split(/\.(.*)/s);
    const outer = values[attribute];
    const value = key === undefined ? outer : (outer as Record<string, unknown> | null | undefined)?.[key];
    return [path, typeof value === 'string' ? value : null] as const;
  });
  return Object.fromEntries(entries);
}

interface StateModule {
  readonly resources?: readonly { readonly address: string; readonly values?: Partial<Values> }[];
  readonly child_modules?: readonly StateModule[];
}

function valuesIn(state: { values?: { root_module?: StateModule } }): Map<string, Values> {
  const found = new Map<string, Values>();
  const walk = (module: StateModule) => {
    for (const { address, values } of module.resources ?? []) {
      if (typeof values?.id === 'string') found.set(address, values as Values);
    }
    for (const child of module.child_modules ?? []) walk(child);
  };
  if (state.values?.root_module) walk(state.values.root_module);
  return found;
}
