import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The hash of all that decides what `npm ci` installs in `folder`. */
export function dependenciesHash(folder) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  const packages = join(folder, 'packages');
  const workspaces = existsSync(packages) ? readdirSync(packages).sort() : [];
  const manifests = workspaces.map((name) => join('packages', name, 'package.json'));
  for (const name of ['package-lock.json', 'package.json', ...manifests]) {
    if (existsSync(join(folder, name))) hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

const stampOf = (folder) => join(folder, 'node_modules', '.estate-stamp');

/**
 * Whether what is installed in `folder` is what its lock file says: by our stamp, else by npm's own record of what
 * it installed, so that an `npm ci` or `npm install` done by hand is not done again.
 */
export function dependenciesAreCurrent(folder) {
  const stamp = stampOf(folder);
  const hash = dependenciesHash(folder);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
  if (!installedMatchesLock(folder)) return false;
  stampDependencies(folder);
  return true;
}

/** Says that what is installed now is right. A tree that cannot be written is judged anew each time. */
export function stampDependencies(folder) {
  try {
    writeFileSync(stampOf(folder), dependenciesHash(folder));
  } catch (error) {
    if (!['EACCES', 'EROFS'].includes(error.code)) throw error;
  }
}

/** npm writes its record at the end of an install, so an interrupted one leaves none. */
function installedMatchesLock(folder) {
  const record = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(record) || !existsSync(join(folder, 'package-lock.json'))) return false;
  const wanted = packagesIn(join(folder, 'package-lock.json'));
  const installed = packagesIn(record);
  const own = Object.keys(wanted).filter((name) => !name.includes('node_modules/'));
  const foreign = Object.keys(wanted).filter((name) => name.includes('node_modules/'));
  const unchanged = (name) =>
    wanted[name].version === installed[name].version && sameBytes(wanted[name], installed[name]);
  return (
    own.every((name) => manifestMatches(join(folder, name, 'package.json'), wanted[name])) &&
    foreign.every((name) => (name in installed ? unchanged(name) : wanted[name].optional)) &&
    Object.keys(installed).every((name) => name in wanted)
  );
}

const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
const sameBytes = (wanted, installed) => wanted.integrity === installed.integrity;

/** Whether a manifest of ours still asks for what the lock file was made from. */
function manifestMatches(file, locked) {
  if (!existsSync(file)) return false;
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  return ['dependencies', 'devDependencies', 'peerDependencies'].every((kind) => {
    const text = (dependencies) => JSON.stringify(Object.entries(dependencies ?? {}).sort());
    return text(manifest[kind]) === text(locked[kind]);
  });
}
