#!/usr/bin/env node
/**
 * Completes lock files: names the optional packages of other platforms that npm left out.
 *
 * A registry mirror that serves only some platforms makes npm write a lock file without the others, which `npm ci`
 * then refuses, here as everywhere. Added entries hold name, version and platform, so that they are skipped here
 * and installed where they fit. Run it after npm changed a lock file: `npm run lock`.
 */
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PLATFORMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

/** The entries that the lock file's packages ask for and that it does not have, by path. */
export function missingEntries({ packages }) {
  const missing = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isPlatformPackage(name) && !isThere(packages, path, name)) {
        missing[`node_modules/${name}`] = entryFor(name, version, entry);
      }
    }
  }
  return missing;
}

/** As Node resolves it: in the package's own node_modules, or in any above. */
function isThere(packages, path, name) {
  const parts = path === '' ? [] : path.split('/node_modules/');
  const above = parts.map((_, index) => parts.slice(0, parts.length - index).join('/node_modules/'));
  return [...above.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`].some(
    (key) => key in packages,
  );
}

function isPlatformPackage(name) {
  const words = name.split('/').pop().split('-');
  return words.some((word) => PLATFORMS.includes(word) || PROCESSORS.includes(word));
}

function entryFor(name, version, { dev }) {
  const words = name.split('/').pop().split('-');
  const os = words.filter((word) => PLATFORMS.includes(word));
  const cpu = words
    .map((word) => (/^arm(eabi|-gnueabihf)?$/.test(word) ? 'arm' : word))
    .filter((word) => PROCESSORS.includes(word));
  const libc =
    words.includes('musl') || words.includes('musleabihf')
      ? ['musl']
      : words.includes('gnu')
        ? ['glibc']
        : [];
  return {
    version,
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(dev ? { dev } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}

/** Adds what is missing to the lock file, in npm's order; returns how many. */
export function completeLock(file) {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingEntries(lock);
  const all = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, 'en')));
  if (Object.keys(missing).length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  return Object.keys(missing).length;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = join(fileURLToPath(import.meta.url), '..', '..');
  for (const name of ['package-lock.json', 'bin/cdktf-cli/package-lock.json']) {
    console.log(`${name}: ${completeLock(join(root, name))} entries added`);
  }
}
