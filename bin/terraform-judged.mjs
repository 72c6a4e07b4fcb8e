#!/usr/bin/env node
/** What `TERRAFORM_BINARY_NAME` names: sets up what is missing, then the judged Terraform. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fail, root, setUp } from './setup.mjs';

try {
  await setUp();
  createRequire(import.meta.url)(join(root, 'dist', 'bin', 'terraform-judged.js'));
} catch (error) {
  fail(error);
}
