import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../terraform/is-running';
import { projectRoot } from '../terraform/project-root';
import { makeFolder } from '../terraform/terraform';

export interface OwnFolderOptions {
  /** What it is for, the first part of its name. @default synth */
  readonly kind?: string;
  /** Takes away what is left in a folder before it is removed. @default nothing but the removal */
  readonly clear?: (folder: string) => void;
}

/**
 * Runs work in a folder of this process alone, mode 700, and removes it after. It is named after the process; what
 * killed ones have left is cleared away first.
 */
export async function inOwnFolder<T>(
  work: (folder: string) => Promise<T>,
  { kind = 'synth', clear = () => {} }: OwnFolderOptions = {},
): Promise<T> {
  const parent = join(projectRoot(), '.estate');
  makeFolder(parent);
  for (const name of readdirSync(parent)) {
    const [, what, pid] = /^([a-z]+)-(\d+)-/.exec(name) ?? [];
    if (what === kind && !isRunning(Number(pid))) remove(join(parent, name), clear);
  }
  const folder = mkdtempSync(join(parent, `${kind}-${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    remove(folder, clear);
  }
}

function remove(folder: string, clear: (folder: string) => void): void {
  clear(folder);
  rmSync(folder, { recursive: true, force: true });
}
