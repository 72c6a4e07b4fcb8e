import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type GeneratedFile, generatedFiles } from '../docs/generate/pages';
import { staleFiles } from '../docs/generate/stale-files';
import { loadEstate } from '../estate/load-estate';
import { loadPolicies } from '../policies/registry';
import { projectRoot } from '../terraform/project-root';
import { parseArguments } from './arguments';
import { fail } from './fail';

const usage = 'npm run docs [-- --check]';

/** Writes the generated files of `docs/`; with `--check` only names those that are stale, and exits with 1. */
function main(args: readonly string[]): number {
  const isCheck = parseArguments(args, { check: { type: 'boolean' } }, usage).has('check');
  const files = generatedFiles(loadEstate(), loadPolicies());
  const stale = staleFiles(files, projectRoot());
  if (isCheck) {
    for (const path of stale) process.stdout.write(`${path} is stale: npm run docs\n`);
    return stale.length > 0 ? 1 : 0;
  }
  for (const file of files.filter(({ path }) => stale.includes(path))) write(file);
  process.stdout.write(stale.length > 0 ? `written: ${stale.join(', ')}\n` : 'all current\n');
  return 0;
}

function write({ path, text }: GeneratedFile): void {
  const file = join(projectRoot(), path);
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  fail(error);
}
