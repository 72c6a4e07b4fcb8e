#!/usr/bin/env node
/** What can be said of a change without running it, one line per step. A step's own output is shown only if it fails. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fail, root, setUp } from './setup.mjs';

const program = (...path) => join(root, 'node_modules', ...path);
const biome = program('@biomejs', 'biome', 'bin', 'biome');
const tsc = program('typescript', 'bin', 'tsc');

const STEPS = [
  ['lint', biome, 'lint', '--error-on-warnings'],
  ['format', biome, 'format'],
  ['types', tsc, '--noEmit', '--incremental', 'false', '--tsBuildInfoFile', 'null', '-p', root],
];

function passes([name, ...args]) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const result = status === 0 ? 'passed' : 'FAILED';
  if (status !== 0) console.log(`${stdout}${stderr}`.trim());
  console.log(`${name.padEnd(7)} ${result}  ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return status === 0;
}

try {
  await setUp({ build: false });
  const failed = STEPS.filter((step) => !passes(step));
  if (failed.length > 0) process.exitCode = 1;
} catch (error) {
  fail(error);
}
