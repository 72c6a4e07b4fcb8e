import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { renderJson } from '../audit/json';
import type { Estate } from '../estate/model';
import { hashOfChanges } from '../graph/change-hash';
import { type Report, verdictsThatStop } from '../judge/report';
import { readSynthesized } from '../policies/gate';
import { hashOf, hashOfPlanned } from '../policies/judge-inputs';
import { changesSomething } from '../terraform/changes-something';
import { credentialsOf } from '../terraform/credentials';
import { findTerraform } from '../terraform/find-terraform';
import { type PlannedStack, planStacks } from '../terraform/plan-stacks';
import { ensureProvider } from '../terraform/provider-mirror';
import {
  hashOfFile,
  identityOfState,
  manifestName,
  type SavedPlan,
  type SavedPlans,
  writeManifest,
} from '../terraform/saved-plans';
import { inOrder, readDependencies } from '../terraform/stack-order';
import { pullState } from '../terraform/terraform';
import { writeAside } from '../terraform/write-aside';
import type { Approving } from './approvals';
import { judgePlans } from './judge-plans';
import { pointAtState, takeContext } from './plan-deployed';
import { synthesize } from './synthesize';
import { UsageError } from './usage-error';

export interface SavedAndJudged {
  readonly plans: SavedPlans;
  readonly report: Report;
  /** Whether an apply of them would change anything. */
  readonly hasChanges: boolean;
}

/** Stacks of a folder of saved plans. */
export function stacksFolder(folder: string): string {
  return join(resolve(folder), 'cdktf.out');
}

/**
 * Synthesizes, plans sites against their real state and cloud, judges the plans, and keeps them in a folder of the
 * owner's alone, to be applied as they are. It changes nothing but that folder; `plans.json` is written last, so that
 * a run that was killed leaves nothing that could be applied.
 * @throws UsageError for a folder that holds something else; RefusedByGate; InputError where a site cannot be planned
 */
export async function savePlans(
  estate: Estate,
  sites: readonly string[],
  folder: string,
  approved: Approving,
): Promise<SavedAndJudged> {
  makeEmpty(folder);
  const outdir = stacksFolder(folder);
  takeContext();
  synthesize(() => estate, outdir);
  const synthesized = readSynthesized(outdir);
  for (const site of sites) pointAtState(outdir, site, { readOnly: false });
  const madeAt = new Date();
  const planned = await planStacks(outdir, sites, {
    againstState: true,
    credentials: Object.fromEntries(sites.map((site) => [site, credentialsOf(site)])),
    estateDir: join(resolve(folder), 'work'),
  });
  const report = await judgePlans(planned, synthesized, estate, approved);
  writeAside(join(folder, 'report.json'), renderJson(report));
  const dependencies = readDependencies(outdir, sites);
  const stacks: SavedPlan[] = [];
  for (const stack of inOrder(dependencies)) {
    const plan = planned.find((one) => one.stack === stack) as PlannedStack;
    stacks.push({
      stack,
      file: relative(resolve(folder), plan.planFile),
      sha256: hashOfFile(plan.planFile),
      change: changeOf(plan),
      source: hashOf(synthesized.find((one) => one.stack === stack)?.text ?? ''),
      state: identityOfState(
        await pullState(join(outdir, 'stacks', stack), { stack, credentials: credentialsOf(stack) }),
      ),
      dependsOn: dependencies.get(stack) ?? [],
    });
  }
  const plans: SavedPlans = {
    kind: 'saved-plans',
    schemaVersion: '1.0.0',
    madeAt: madeAt.toISOString(),
    judgedAt: new Date().toISOString(),
    terraform: (await findTerraform()).version,
    provider: (await ensureProvider()).key,
    change: hashOfChanges(Object.fromEntries(stacks.map(({ stack, change }) => [stack, change]))),
    report: {
      file: 'report.json',
      sha256: hashOfFile(join(folder, 'report.json')),
      mayApply: verdictsThatStop(report).length === 0,
    },
    stacks,
  };
  writeManifest(folder, plans);
  return { plans, report, hasChanges: planned.some(({ planJson }) => changesSomething(planJson)) };
}

export function changeOf({ stack, planJson }: Pick<PlannedStack, 'stack' | 'planJson'>): string {
  return hashOfPlanned({ stack, text: planJson, file: `${stack}.tfplan` });
}

/** Nothing of anybody else is removed: only what an earlier run of this command has left. */
function makeEmpty(folder: string): void {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const ours = new Set([
    manifestName,
    'report.json',
    'applied.json',
    'cdktf.out',
    'work',
    '.gitignore',
    'lock',
  ]);
  const foreign = names.filter((name) => !ours.has(name) && !name.endsWith('.draft'));
  if (foreign.length > 0) {
    throw new UsageError(
      `--out ${folder}: it holds ${foreign.slice(0, 3).join(', ')}`,
      'saved plans lie in a folder of their own, which is cleared before each run',
      'name a new folder',
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  // The manifest goes first: what is left of a killed run is no set of plans.
  for (const name of [manifestName, ...names.filter((one) => one !== 'lock')])
    rmSync(join(folder, name), { recursive: true, force: true });
  // Plans are secret, wherever the folder lies.
  writeFileSync(join(folder, '.gitignore'), '*\n', { mode: 0o600 });
}
