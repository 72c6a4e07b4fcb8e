import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** The folder of a project whose `estate/` is a copy of the real one's data, gone after the test. */
export function copiedEstate(): string {
  const root = mkdtempSync(join(tmpdir(), 'estate-'));
  made.push(root);
  const sources = join(__dirname, '../../estate');
  for (const name of ['sites', 'datasets', 'classes.ts', 'suites.ts', 'assumptions.ts', 'model.ts']) {
    cpSync(join(sources, name), join(root, 'estate', name), { recursive: true });
  }
  return root;
}

afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
});
