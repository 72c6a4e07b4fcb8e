import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../terraform/errors';
import { projectRoot } from '../terraform/project-root';
import { git } from './git';
import { inOwnFolder } from './own-folder';

/**
 * Runs work in a folder of this process alone, in which it may check out revisions. It and they are removed after;
 * what a killed run has left, by the next one.
 */
export function withWorktrees<T>(work: (folder: string) => Promise<T>): Promise<T> {
  return inOwnFolder(work, { kind: 'diff', clear: removeWorktrees });
}

function removeWorktrees(folder: string): void {
  const listed = git('worktree', 'list', '--porcelain').stdout.split('\n');
  const paths = listed.flatMap((line) =>
    line.startsWith('worktree ') ? [line.slice('worktree '.length)] : [],
  );
  for (const path of paths.filter((one) => one.startsWith(`${realpathSync(folder)}/`)))
    git('worktree', 'remove', '--force', '--force', path);
}

/**
 * Checks a commit out beside the working tree, with the dependencies that are installed there where it asks for the
 * same ones; else its own set-up installs them.
 * @throws InputError where git refuses
 */
export function checkOut(commit: string, path: string): void {
  const { code, stderr } = git('worktree', 'add', '--detach', '--quiet', path, commit);
  if (code !== 0) {
    throw new InputError({
      value: `${commit} cannot be checked out: ${stderr}`,
      rule: 'A revision is synthesized in a working tree of its own.',
      fix: 'Mend what git says; a partial clone has to reach its origin.',
    });
  }
  const isSame = git('diff', '--quiet', commit, '--', 'package-lock.json', 'packages').code === 0;
  if (isSame) linkDependencies(projectRoot(), path);
}

const stamp = '.estate-stamp';

/** Entry by entry: an installation in the one folder replaces links, and never what they lead to. */
export function linkDependencies(from: string, to: string): void {
  const modules = join(from, 'node_modules');
  if (!existsSync(modules)) return;
  mkdirSync(join(to, 'node_modules'));
  for (const name of readdirSync(modules)) {
    if (name === stamp) copyFileSync(join(modules, name), join(to, 'node_modules', name));
    else if (name.startsWith('@')) linkScope(from, to, name);
    else symlinkSync(join(modules, name), join(to, 'node_modules', name));
  }
  for (const name of readdirSync(join(from, 'packages'))) {
    const made = join(from, 'packages', name, 'lib');
    if (existsSync(made) && existsSync(join(to, 'packages', name)))
      symlinkSync(made, join(to, 'packages', name, 'lib'));
  }
}

/** A package of this repository is the revision's own. */
function linkScope(from: string, to: string, scope: string): void {
  const own = realpathSync(join(from, 'packages'));
  mkdirSync(join(to, 'node_modules', scope));
  for (const name of readdirSync(join(from, 'node_modules', scope))) {
    const path = join(from, 'node_modules', scope, name);
    const real = realpathSync(path);
    const isOwn =
      lstatSync(path).isSymbolicLink() && real.startsWith(`${own}/`) && statSync(real).isDirectory();
    const target = isOwn ? join(to, 'packages', real.slice(own.length + 1)) : path;
    symlinkSync(target, join(to, 'node_modules', scope, name));
  }
}
