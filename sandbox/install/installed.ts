import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../sandbox';
import { SandboxError } from '../sandbox-error';
import { missingPackages } from './packages';

/** Written when the environment is whole: it is made in a folder of the same name, since scripts hold its path. */
export function completeFile(environment: string): string {
  return join(environment, '.complete');
}

/** Whether it was made to its end, and its Python still starts: one of the system's may have been replaced since. */
export function isWhole(environment: string): boolean {
  const python = join(environment, 'bin', 'python');
  return existsSync(completeFile(environment)) && spawnSync(python, ['-c', '']).status === 0;
}

/** Held by whoever writes what all sandboxes of one account share. */
export function cacheLock({ environment }: Pick<Sandbox, 'environment'>): string {
  return join(environment, '..', 'lock');
}

/** @throws SandboxError if something of the installation is missing */
export function checkInstalled(sandbox: Sandbox): void {
  const missing = missingPackages();
  const hasPython = isWhole(sandbox.environment);
  if (hasPython && missing.length === 0) return;
  const begun = existsSync(sandbox.environment);
  const python = begun
    ? 'its Python environment was begun and is not whole'
    : 'its Python environment is missing';
  throw new SandboxError(
    [
      ...(hasPython ? [] : [python]),
      ...(missing.length > 0 ? [`packages are missing: ${missing.join(', ')}`] : []),
    ].join('; '),
    'a sandbox is installed before it is started',
    'npm run sandbox install (it goes on where an earlier one was stopped)',
  );
}
