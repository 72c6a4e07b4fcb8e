import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Estate } from '../estate/model';
import { readSynthesized } from '../policies/gate';
import type { Input } from '../policies/judge-inputs';
import { offlineVariables } from '../terraform/offline-variables';
import { planStacks } from '../terraform/plan-stacks';
import { projectRoot } from '../terraform/project-root';
import { makeFolder } from '../terraform/terraform';
import { synthesize } from './synthesize';

/**
 * All sites, synthesized now and planned by the real provider, without cloud or credentials. Each run synthesizes into
 * a folder of its own, so that two at once do not read each other's half.
 * @throws InputError where Terraform or the provider cannot be had; Error with what the gate refuses
 */
export async function planEstate(estate: Estate): Promise<readonly Input[]> {
  const outdir = ownFolder(join(projectRoot(), '.estate'));
  try {
    synthesize(() => estate, outdir);
    const synthesized = readSynthesized(outdir);
    const variables = Object.fromEntries(
      synthesized.map(({ stack, text }) => [stack, offlineVariables(text)]),
    );
    const plans = await planStacks(
      outdir,
      synthesized.map(({ stack }) => stack),
      { variables },
    );
    return plans.map(({ stack, planJson }) => {
      const { text: source, lines } = synthesized.find((s) => s.stack === stack) ?? {};
      return { kind: 'plan' as const, stack, file: `${stack}.tfplan`, text: planJson, source, lines };
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A folder named after this process; what killed ones have left is cleared away. */
function ownFolder(work: string): string {
  makeFolder(work);
  for (const name of readdirSync(work)) {
    const pid = /^synth-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(work, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(work, `synth-${process.pid}-`));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
