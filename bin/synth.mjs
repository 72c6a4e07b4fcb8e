#!/usr/bin/env node
/** The app of cdktf.json: sets up what is missing, then synthesizes the estate in this same process. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fail, root, setUp } from './setup.mjs';

try {
  await setUp();
  // The cdktf CLI passes the context on; without it, the same context has to be read here.
  process.env.CDKTF_CONTEXT_JSON ??= JSON.stringify(
    JSON.parse(readFileSync(join(root, 'cdktf.json'), 'utf8')).context ?? {},
  );
  process.argv[1] = join(root, 'dist', 'main.js');
  createRequire(import.meta.url)(process.argv[1]);
} catch (error) {
  fail(error);
}
