#!/usr/bin/env node
/**
 * The cdktf CLI, pinned, so that `npx cdktf synth | diff | deploy | destroy | output` work as its documentation
 * says, with every call of Terraform passing through the judge (`terraform-judged.mjs`).
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { join } from 'node:path';
import { dependenciesAreCurrent } from './dependencies.mjs';
import { withLock } from './lock.mjs';
import { fail, installDependencies, root, setUp } from './setup.mjs';
import { runVariable, untilApplied } from './still-applying.mjs';

const folder = join(root, 'bin', 'cdktf-cli');
const require = createRequire(import.meta.url);
/** What never calls Terraform on a stack, and so needs no provider. */
const WITHOUT_PROVIDER = new Set([
  'synth',
  'synthesize',
  'list',
  'help',
  'completion',
  'debug',
  'login',
  'init',
]);

async function ensureCli() {
  if (dependenciesAreCurrent(folder)) return;
  await withLock(join(root, '.estate', 'cdktf-cli.lock'), 'installing the cdktf CLI', async () => {
    if (!dependenciesAreCurrent(folder)) await installDependencies(folder, 'installing the cdktf CLI (once)');
  });
}

async function environment(args) {
  const [command = 'help'] = args.filter((arg) => !arg.startsWith('-'));
  const { ensureProvider } = require(join(root, 'dist', 'terraform', 'provider-mirror.js'));
  const { terraformEnvironment } = require(join(root, 'dist', 'terraform', 'environment.js'));
  const provider = WITHOUT_PROVIDER.has(command) ? {} : (await ensureProvider()).environment;
  const { isSiteCredential } = require(join(root, 'dist', 'terraform', 'credentials.js'));
  const env = terraformEnvironment({ CHECKPOINT_DISABLE: '1', ...provider });
  // The judged Terraform gives each stack its own site's and keeps the others from it.
  const credentials = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => isSiteCredential(name)),
  );
  return { ...env, ...credentials, TERRAFORM_BINARY_NAME: join(root, 'bin', 'terraform-judged.mjs') };
}

/** The CLI shares our terminal and its Ctrl-C; it ends by itself, and only then, and after its applies, do we. */
function runCli(args, given) {
  const program = join(folder, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf');
  const env = { ...given, [runVariable]: String(process.pid) };
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit', env });
  let hasEnded = false;
  process.on('SIGINT', () => {
    if (hasEnded) process.exit();
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', fail);
  child.on('exit', (code, signal) => {
    hasEnded = true;
    process.exitCode = code ?? 128 + constants.signals[signal];
    untilApplied(process.pid).catch(fail);
  });
}

try {
  const args = process.argv.slice(2);
  await setUp();
  await ensureCli();
  runCli(args, await environment(args));
} catch (error) {
  fail(error);
}
