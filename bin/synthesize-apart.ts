import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Estate } from '../estate/model';
import { readSynthesized } from '../policies/gate';
import { projectRoot } from '../terraform/project-root';
import { makeFolder } from '../terraform/terraform';
import { synthesize } from './synthesize';

/**
 * Synthesizes an estate, behind the gate, into a folder of this run's own, so that two at once do not read each
 * other's half, and clears it away afterwards.
 * @throws RefusedByGate where a policy fails
 */
export async function synthesizeApart<T>(
  estate: Estate,
  use: (outdir: string, synthesized: ReturnType<typeof readSynthesized>) => T | Promise<T>,
): Promise<T> {
  const outdir = ownFolder(join(projectRoot(), '.estate'));
  try {
    synthesize(() => estate, outdir);
    return await use(outdir, readSynthesized(outdir));
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
