#!/usr/bin/env node
/**
 * Sets up what is missing, and only that: npm dependencies, bindings, compiled sources. What is missing is judged
 * by hashes of content, so a changed source is never run from a stale build. Plain Node without dependencies, since
 * it is the first thing to run in a fresh clone.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeCompilerErrors } from './compiler-errors.mjs';
import { dependenciesAreCurrent, stampDependencies } from './dependencies.mjs';
import { withLock } from './lock.mjs';

export const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));

const generator = join(root, 'packages', 'provider-openstack', 'generate.mjs');
const estateDir = join(root, '.estate');
const dist = join(root, 'dist');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Something the user can mend: shown without a stack trace, exit code 2. */
export class SetUpError extends Error {
  exitCode = 2;
}

/**
 * Sets up dependencies and bindings and, with `build`, the compiled sources in `dist/`.
 *
 * Where nothing is missing it only reads, so it works in a tree that cannot be written and takes no lock.
 */
export async function setUp({ build = true } = {}) {
  const isReady = async () =>
    dependenciesAreCurrent(root) && (await bindingsAreCurrent()) && (!build || buildIsCurrent());
  if (await isReady()) return;
  try {
    await withLock(join(estateDir, 'setup.lock'), 'setting up', async () => {
      if (!dependenciesAreCurrent(root)) await installDependencies(root);
      if (!(await bindingsAreCurrent())) await run('making the bindings', process.execPath, [generator]);
      if (build && !buildIsCurrent()) await compile();
    });
  } catch (error) {
    throw asSetUpError(error);
  }
}

/** Runs `npm ci` in a folder with a lock file of its own. */
export async function installDependencies(folder, text = 'installing npm dependencies') {
  await run(text, 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  stampDependencies(folder);
}

async function bindingsAreCurrent() {
  return (await import(generator)).bindingsAreCurrent();
}

/** The hash of all that decides what is compiled: the sources of the rooms, compiler settings, dependencies. */
export function sourcesHash() {
  const hash = createHash('sha256');
  const names = ['tsconfig.json', 'package-lock.json', 'packages/provider-openstack/schema.json'];
  for (const name of [...names, ...sources()])
    hash.update(`\0${name}\0`).update(readFileSync(join(root, name)));
  return hash.digest('hex');
}

function sources() {
  const { include } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  const present = include.filter((name) => existsSync(join(root, name)));
  return present.flatMap((name) => (/\.\w+$/.test(name) ? [name] : sourcesIn(name)));
}

function sourcesIn(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const sorted = entries
    .filter(({ name }) => name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.(ts|json)$/.test(entry.name) ? [path] : [];
  });
}

function buildIsCurrent() {
  const stamp = join(dist, '.stamp');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourcesHash();
}

/**
 * Compiles into a folder beside, and moves it to `dist/` whole: a failed or killed run leaves the old build with its
 * old stamp, and a source that was removed leaves nothing for the registries that list their folder.
 */
async function compile() {
  const before = sourcesHash();
  for (const name of readdirSync(estateDir)) {
    if (name.startsWith('build-')) rmSync(join(estateDir, name), { recursive: true, force: true });
  }
  const stage = join(estateDir, `build-${process.pid}`);
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--pretty', 'false', '--incremental', 'false', '--tsBuildInfoFile', 'null'];
  const args = [tsc, '-p', root, '--outDir', join(stage, 'new'), ...options];
  await run('compiling', process.execPath, args, { explain: describeCompilerErrors });
  writeFileSync(join(stage, 'new', '.stamp'), before);
  if (existsSync(dist)) renameSync(dist, join(stage, 'old'));
  renameSync(join(stage, 'new'), dist);
  rmSync(stage, { recursive: true, force: true });
}

/** Runs a program quietly, saying what goes on if it takes longer than two seconds; shows its output if it fails. */
async function run(text, program, args, { cwd = root, explain } = {}) {
  const started = Date.now();
  const timer = setTimeout(() => console.error(`${text} …`), 2000);
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const { code, output } = await finish(child).finally(() => clearTimeout(timer));
  const seconds = (Date.now() - started) / 1000;
  if (code !== 0 && explain) throw new SetUpError(explain(output));
  if (code !== 0)
    throw new SetUpError(`${output.trim()}\n${text} failed (${program} ended with code ${code}).`);
  if (seconds > 2) console.error(`${text}: done in ${seconds.toFixed(1)} s`);
}

/** Passes an interruption on and waits, so that no child goes on working after its lock is gone. */
function finish(child) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let interrupted;
    const forward = (signal) => {
      interrupted = signal;
      child.kill(signal);
    };
    for (const signal of SIGNALS) process.on(signal, forward);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      for (const signal of SIGNALS) process.off(signal, forward);
      if (interrupted)
        reject(Object.assign(new SetUpError(`Interrupted by ${interrupted}.`), { exitCode: 130 }));
      else resolve({ code, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

function asSetUpError(error) {
  if (error.code === 'ENOENT' && error.syscall?.startsWith('spawn')) {
    return new SetUpError(
      `${error.path} cannot be started.\n` +
        '  rule: npm installs the dependencies; it comes with Node.js.\n' +
        '  fix:  Install Node.js 20 or newer with npm, and put both on the PATH.',
    );
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST'].includes(error.code)) {
    const where = error.path ?? root;
    return new SetUpError(
      `${where} cannot be written (${error.code}).\n` +
        '  rule: Dependencies, bindings and the build are made inside the project.\n' +
        '  fix:  Make the project folder writable and leave it room, then run again.',
    );
  }
  return error;
}

/** Ends a program of ours: a message and exit code 2 for what the user can mend, a stack trace for what is our fault. */
export function fail(error) {
  console.error(typeof error?.exitCode === 'number' ? error.message : error);
  process.exitCode = error?.exitCode ?? 1;
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  await setUp().catch(fail);
}
