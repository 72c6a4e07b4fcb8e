import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../terraform/is-running';
import { projectRoot } from '../terraform/project-root';
import { makeFolder } from '../terraform/terraform';

/**
 * Runs work in a folder of this process alone, mode 700, and removes it after. It is named after the process; what
 * killed ones have left is cleared away first.
 */
export async function inOwnFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const parent = join(projectRoot(), '.estate');
  makeFolder(parent);
  for (const name of readdirSync(parent)) {
    const pid = /^synth-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(parent, `synth-${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
