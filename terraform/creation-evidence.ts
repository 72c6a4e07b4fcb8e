import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from './errors';
import { makeFolder } from './terraform';

interface Made {
  readonly id: string;
  /** Of the plan's JSON that made it, which was judged and passed. */
  readonly planSha256: string;
}

type Evidence = Record<string, Made>;

/**
 * What judged plans have made, by address: the id an existing resource must have to count as made by one. Kept
 * beside the plans, since neither a plan nor a state can show how a volume was created.
 * @throws InputError where the file is there and cannot be read: evidence that is doubtful is none
 */
export function readEvidence(file: string): Evidence {
  if (!existsSync(file)) return {};
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (json !== null && typeof json === 'object' && Object.values(json).every(isMade))
      return json as Evidence;
  } catch {
    // Falls through to the one error below.
  }
  throw new InputError({
    value: `${file} cannot be read as evidence of creation.`,
    rule: 'It maps addresses to { id, planSha256 } and is written by a judged apply only.',
    fix: 'Restore it from where evidence is kept, or remove it: existing volumes are then undecided.',
  });
}

function isMade(value: unknown): boolean {
  const made = value as Partial<Made> | null;
  return typeof made?.id === 'string' && typeof made.planSha256 === 'string';
}

/**
 * Adds what a judged plan has made.
 * @param planJson the plan that was judged and applied
 * @param stateJson `terraform show -json` after the apply: it has the ids
 */
export function addEvidence(file: string, planJson: string, stateJson: string): void {
  const planSha256 = createHash('sha256').update(planJson).digest('hex');
  const ids = idsIn(JSON.parse(stateJson));
  const evidence = readEvidence(file);
  const { resource_changes: changes = [] } = JSON.parse(planJson) as {
    resource_changes?: { address: string; change: { actions: string[] } }[];
  };
  for (const { address, change } of changes) {
    const id = ids.get(address);
    if (id !== undefined && change.actions.includes('create')) evidence[address] = { id, planSha256 };
    if (id === undefined) delete evidence[address];
  }
  makeFolder(dirname(file));
  writeFileSync(`${file}.draft`, `${JSON.stringify(evidence, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.draft`, file);
}

interface StateModule {
  readonly resources?: readonly { readonly address: string; readonly values?: { readonly id?: unknown } }[];
  readonly child_modules?: readonly StateModule[];
}

function idsIn(state: { values?: { root_module?: StateModule } }): Map<string, string> {
  const ids = new Map<string, string>();
  const walk = (module: StateModule) => {
    for (const { address, values } of module.resources ?? [])
      if (typeof values?.id === 'string') ids.set(address, values.id);
    for (const child of module.child_modules ?? []) walk(child);
  };
  if (state.values?.root_module) walk(state.values.root_module);
  return ids;
}
