#!/usr/bin/env node
/** The project's command: sets up what is missing, then runs the compiled `estate`. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fail, root, setUp } from './setup.mjs';

try {
  await setUp();
  process.argv[1] = join(root, 'dist', 'bin', 'estate.js');
  createRequire(import.meta.url)(process.argv[1]);
} catch (error) {
  fail(error);
  // There 2 means that all is well, and that something changes.
  if (process.argv.includes('--detailed-exitcode')) process.exitCode = 1;
}
