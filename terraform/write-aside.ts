import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { asInputError } from './errors';

/**
 * Writes a file of the owner's alone, whole or not at all: a run that is killed leaves the one before.
 * @throws InputError where it cannot be written
 */
export function writeAside(path: string, text: string): void {
  const draft = `${path}.${process.pid}.draft`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(draft, { force: true });
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw asInputError(error, path);
  }
}
