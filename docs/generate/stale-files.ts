import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile } from './pages';

/** Paths of the files that are missing or differ from what the sources make of them. */
export function staleFiles(files: readonly GeneratedFile[], root: string): string[] {
  return files
    .filter(({ path, text }) => {
      const file = join(root, path);
      return !existsSync(file) || readFileSync(file, 'utf8') !== text;
    })
    .map(({ path }) => path);
}
