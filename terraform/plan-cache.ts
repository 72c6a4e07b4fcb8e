import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { terraformEnvironment } from './environment';
import { findTerraform } from './find-terraform';
import { ensureProvider } from './provider-mirror';
import { hashOfFile } from './saved-plans';
import { makeFolder } from './terraform';
import { writeAside } from './write-aside';

/** A plan that was made before of the very same, for showing and judging alone. */
export interface CachedPlan {
  readonly planFile: string;
  readonly planJson: string;
}

interface Entry {
  readonly key: string;
  readonly planSha256: string;
  readonly jsonSha256: string;
}

/**
 * Names everything that an offline plan is made of: each file of the stack's folder, the variables, whatever else of
 * the environment Terraform reads, its version, and the provider's bytes. There is no state and no cloud in it, which
 * is why no plan against a state is ever kept: what exists may change without any of these.
 */
export async function cacheKey(
  folder: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<string> {
  const [terraform, provider] = await Promise.all([findTerraform(), ensureProvider()]);
  const settings = Object.entries(terraformEnvironment()).filter(([name]) => name.startsWith('TF_'));
  const hash = createHash('sha256');
  for (const part of [terraform, provider.key, sorted(settings), sorted(Object.entries(variables))])
    hash.update(`${JSON.stringify(part)}\0`);
  for (const file of filesIn(folder)) hash.update(`${file}\0${hashOfFile(join(folder, file))}\0`);
  return hash.digest('hex');
}

/** All but what Terraform installs there, and the lock file, which follows from the provider. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.startsWith('.terraform') && statSync(join(folder, file)).isFile())
    .toSorted();
}

function sorted<T>(entries: readonly (readonly [string, T])[]) {
  return entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** The plan that was kept under a key; undefined where there is none, or it is not what was kept. */
export function readCached(home: string, key: string): CachedPlan | undefined {
  const entry = readEntry(home);
  if (entry?.key !== key) return undefined;
  const planFile = join(home, 'stack.tfplan');
  const jsonFile = join(home, 'plan.json');
  if (!existsSync(planFile) || !existsSync(jsonFile)) return undefined;
  const planJson = readFileSync(jsonFile, 'utf8');
  const isWhole =
    hashOfFile(planFile) === entry.planSha256 &&
    createHash('sha256').update(planJson).digest('hex') === entry.jsonSha256;
  return isWhole ? { planFile, planJson } : undefined;
}

function readEntry(home: string): Entry | undefined {
  try {
    return JSON.parse(readFileSync(join(home, 'entry.json'), 'utf8')) as Entry;
  } catch {
    return undefined;
  }
}

/** Keeps a plan in the place of the one before. What is half-written has no entry, and is never read. */
export function keepCached(home: string, key: string, { planFile, planJson }: CachedPlan): void {
  makeFolder(home);
  const [entryFile, kept] = [join(home, 'entry.json'), join(home, 'stack.tfplan')];
  rmSync(entryFile, { force: true });
  rmSync(kept, { force: true });
  copyFileSync(planFile, kept);
  writeAside(join(home, 'plan.json'), planJson);
  const entry: Entry = {
    key,
    planSha256: hashOfFile(kept),
    jsonSha256: createHash('sha256').update(planJson).digest('hex'),
  };
  writeAside(entryFile, `${JSON.stringify(entry)}\n`);
}
