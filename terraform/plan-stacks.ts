import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { InputError } from './errors';
import { findTerraform } from './find-terraform';
import { withLock } from './lock';
import { cacheKey, keepCached, readCached } from './plan-cache';
import { tellingOf, withProgress } from './progress';
import { projectRoot } from './project-root';
import { ensureProvider } from './provider-mirror';
import { readDependencies, settleInOrder } from './stack-order';
import { init, makeFolder, plan, show } from './terraform';

export interface PlannedStack {
  readonly stack: string;
  /** The saved plan, mode 600. Another run may replace it; `planJson` is what it said when it was made. */
  readonly planFile: string;
  readonly planJson: string;
  /** Whether it was made before, of the very same; never so for a plan against a state. */
  readonly isReused: boolean;
}

export interface PlanStacksOptions {
  /**
   * Plan in the stack's own folder against its real backend and state, as before an apply, instead of offline in a
   * private copy with neither.
   *
   * @default false
   */
  readonly againstState?: boolean;
  /** What to log in with, by stack: what exists is read from the cloud only against a real state. */
  readonly credentials?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly destroy?: boolean;
  /** Input variables by stack. */
  readonly variables?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Where plans and working copies are kept. @default `.estate` in the project */
  readonly estateDir?: string;
}

/**
 * Plans stacks of a `cdktf.out`, each after those that it depends on, as many at once as there are processors, and
 * returns them in the order asked for. An offline plan of what has not changed is not made again.
 *
 * @throws InputError that names every stack that could not be planned, with what Terraform said
 */
export async function planStacks(
  outDir: string,
  stackNames: readonly string[],
  options: PlanStacksOptions = {},
): Promise<PlannedStack[]> {
  const estateDir = resolve(options.estateDir ?? join(projectRoot(), '.estate'));
  await Promise.all([findTerraform(), ensureProvider()]);
  const tell = tellingOf(stackNames);
  const planOne = async (stack: string) => {
    const planned = await planStack(resolve(outDir), stack, estateDir, options);
    tell(stack, planned.isReused ? 'planned before' : 'planned');
    return planned;
  };
  const work = settleInOrder(readDependencies(outDir, stackNames), planOne, {
    // Against a cloud most of a plan is waiting; offline it is work.
    atOnce: options.againstState ? Math.max(8, 4 * cpus().length) : Math.max(2, cpus().length),
    notBegun,
  });
  const results = await withProgress(`planning ${stackNames.join(', ')}`, work);
  const errors = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  if (errors.length > 0) throw combined(errors);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function planStack(
  outDir: string,
  stack: string,
  estateDir: string,
  { againstState = false, destroy = false, variables = {}, credentials = {} }: PlanStacksOptions,
): Promise<PlannedStack> {
  const source = stackFolder(outDir, stack);
  const home = join(estateDir, againstState ? 'apply' : 'plan', stack);
  const planFile = join(home, 'stack.tfplan');
  makeFolder(home);
  return withLock(`${home}.lock`, { what: `planning ${stack}` }, async () => {
    for (const name of readdirSync(home)) if (name.endsWith('.draft')) rmSync(join(home, name));
    const folder = againstState ? source : copyOffline(source, join(home, 'work'));
    const given = variables[stack] ?? {};
    const cache = join(estateDir, 'cache', 'plans', stack);
    const key = againstState || destroy ? undefined : await cacheKey(folder, given);
    const known = key && readCached(cache, key);
    if (known) return { stack, ...known, isReused: true };
    await initIfNeeded(folder, join(home, 'init-stamp'), { stack, afresh: !againstState });
    await plan(folder, {
      out: planFile,
      stack,
      destroy,
      variables: given,
      ...(againstState && credentials[stack] ? { credentials: credentials[stack] } : {}),
    });
    const planJson = await show(folder, planFile, { stack });
    if (key) keepCached(cache, key, { planFile, planJson });
    return { stack, planFile, planJson, isReused: false };
  });
}

function notBegun(stack: string, failed: string): InputError {
  return new InputError({
    value: `${stack} was not planned: it depends on ${failed}.`,
    rule: 'A stack is planned after those that it depends on.',
    fix: `Mend ${failed} first.`,
  });
}

function stackFolder(outDir: string, stack: string): string {
  const folder = join(outDir, 'stacks', stack);
  if (existsSync(join(folder, 'cdk.tf.json'))) return folder;
  const stacks = existsSync(join(outDir, 'stacks')) ? readdirSync(join(outDir, 'stacks')) : [];
  throw new InputError({
    value: `There is no synthesized stack ${stack} in ${outDir}.`,
    rule: `Synthesized are: ${stacks.join(', ') || 'none'}.`,
    fix: 'Synthesize first (npm run synth), or name one of these.',
  });
}

/** A copy of the stack without its backend and state. What Terraform installed there stays, so that a run is warm. */
function copyOffline(source: string, target: string): string {
  makeFolder(target);
  for (const name of readdirSync(target)) {
    if (!name.startsWith('.terraform')) rmSync(join(target, name), { recursive: true, force: true });
  }
  const keep = (path: string) =>
    path === source || !/^(\.terraform.*|.*\.tfstate.*|plan)$/.test(basename(path));
  cpSync(source, target, { recursive: true, filter: keep });
  const file = join(target, 'cdk.tf.json');
  const stack = JSON.parse(readFileSync(file, 'utf8')) as { terraform?: Record<string, unknown> };
  const { cloud: _, ...settings } = stack.terraform ?? {};
  stack.terraform = { ...settings, backend: { local: { path: 'none.tfstate' } } };
  writeFileSync(file, JSON.stringify(stack), { mode: 0o600 });
  return target;
}

/**
 * `terraform init` takes longer than a small plan, so it is left out while all that it depends on is the same.
 * `afresh` forgets which bytes of the provider were installed before: a private copy may meet another build of it,
 * while a lock file beside a real state is the operator's to change.
 */
async function initIfNeeded(
  folder: string,
  stampFile: string,
  { stack, afresh }: { readonly stack: string; readonly afresh: boolean },
): Promise<void> {
  const key = await initKey(folder);
  const known = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
  if (known === stampText(folder, key) && existsSync(join(folder, '.terraform'))) return;
  rmSync(stampFile, { force: true });
  for (const name of afresh ? ['.terraform', '.terraform.lock.hcl'] : []) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  await init(folder, { stack });
  writeFileSync(`${stampFile}.draft`, stampText(folder, key), { mode: 0o600 });
  renameSync(`${stampFile}.draft`, stampFile);
}

async function initKey(folder: string): Promise<string> {
  const [terraform, provider] = await Promise.all([findTerraform(), ensureProvider()]);
  const stack = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as Record<string, unknown>;
  return JSON.stringify([
    folder,
    terraform,
    provider.mirror,
    provider.key,
    stack.terraform,
    stack.module ?? null,
  ]);
}

/** Taken after the init, whose lock file is part of it. */
function stampText(folder: string, key: string): string {
  const lockFile = join(folder, '.terraform.lock.hcl');
  const versions = existsSync(lockFile) ? readFileSync(lockFile, 'utf8') : '';
  return createHash('sha256').update(`${key}\0${versions}`).digest('hex');
}

/** Several stacks' errors as one, so that none hides another; anything unexpected, or an interruption, goes first. */
function combined(errors: readonly unknown[]): unknown {
  const unexpected = errors.find((error) => !(error instanceof InputError));
  if (unexpected !== undefined || errors.length === 1) return unexpected ?? errors[0];
  const inputErrors = errors.filter((error) => error instanceof InputError);
  const distinct = (texts: string[]) => [...new Set(texts)].join('\n');
  return new InputError({
    value: distinct(inputErrors.map(({ value }) => value)),
    rule: distinct(inputErrors.map(({ rule }) => rule)),
    fix: distinct(inputErrors.map(({ fix }) => fix)),
  });
}
