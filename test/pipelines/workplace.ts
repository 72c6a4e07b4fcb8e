import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { linkDependencies } from '../../bin/worktrees';
import { findTerraform } from '../../terraform/find-terraform';
import { runProgram } from '../../terraform/run-program';

const root = join(__dirname, '..', '..');

export interface Workplace {
  readonly folder: string;
  /** The merge of a change into its base: `HEAD^1` is the base. */
  readonly merge: Clone;
  readonly base: Clone;
  /** What Terraform was told to apply, a line for each stack. */
  applied(): readonly string[];
}

export interface Clone {
  readonly path: string;
  readonly commit: string;
}

export interface Ran {
  readonly code: number;
  readonly said: string;
}

/**
 * Two fresh clones of this repository’s HEAD: the base, and a change merged into it, that makes a volume larger.
 * Everything is planned by the real Terraform and provider; only `terraform apply` is stood in for, which notes what
 * it is given: a real one needs a cloud, and is tried in the suites of the sandbox.
 */
export async function makeWorkplace(): Promise<Workplace> {
  const folder = mkdtempSync(join(tmpdir(), 'pipelines-'));
  const base = clone(folder, 'base');
  const merge = clone(folder, 'merge');
  const dataset = join(merge.path, 'estate', 'datasets', 'imaging.ts');
  const text = readFileSync(dataset, 'utf8');
  const larger = text.replace(/sizeGiB: (\d+)/, (_, size) => `sizeGiB: ${Number(size) + 8}`);
  if (larger === text) throw new Error('imaging has no size to change');
  git(merge.path, 'checkout', '--quiet', '-b', 'change');
  writeFileSync(dataset, larger);
  git(merge.path, 'commit', '--quiet', '--all', '--message', 'Make room for images');
  git(merge.path, 'checkout', '--quiet', '--detach', base.commit);
  git(merge.path, 'merge', '--quiet', '--no-ff', '--message', 'Merge a change', 'change');
  const log = join(folder, 'applied');
  const { binary: terraform } = await findTerraform();
  const script = `#!/bin/sh
if [ "$1" = apply ]; then basename "$PWD" >> '${log}'; exit; fi
exec '${terraform}' "$@"
`;
  writeFileSync(join(folder, 'terraform'), script);
  chmodSync(join(folder, 'terraform'), 0o755);
  return {
    folder,
    base,
    merge: { path: merge.path, commit: git(merge.path, 'rev-parse', 'HEAD') },
    applied: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []),
  };
}

function clone(folder: string, name: string): Clone {
  const path = join(folder, name);
  git(folder, 'clone', '--quiet', root, path);
  git(path, 'config', 'user.name', 'test');
  git(path, 'config', 'user.email', 'test@localhost');
  linkDependencies(root, path);
  // Where it is of these sources the clone takes it; else it builds its own.
  if (existsSync(join(root, 'dist'))) cpSync(join(root, 'dist'), join(path, 'dist'), { recursive: true });
  return { path, commit: git(path, 'rev-parse', 'HEAD') };
}

export function git(cwd: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** What of this machine a step gets: no credential and no forge of whoever runs the test. */
function surroundings({ folder }: Workplace): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      !/^(ESTATE_|TF_VAR_|CDKTF_|GITHUB_|GITLAB_|CI_|GIT_|AWS_|CI$|PG_CONN_STR|JEST_|NODE_ENV)/.test(
        entry[0],
      ),
  );
  return { ...Object.fromEntries(kept), CI: 'true', ESTATE_TERRAFORM: join(folder, 'terraform') };
}

/** Runs the commands of a step, as they stand in their file, in a clone. */
export async function runStep(
  place: Workplace,
  { path }: Clone,
  commands: string,
  environment: Readonly<Record<string, string>>,
  shell: readonly string[] = ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
): Promise<Ran> {
  const [program = '', ...options] = shell;
  const { code, stdout, stderr } = await runProgram(program, [...options, '-c', commands], {
    cwd: path,
    env: { ...surroundings(place), ...environment },
  });
  return { code, said: `${stdout}${stderr}` };
}

/** Copies what an artefact lists out of a clone. @returns the files, by path, with their text */
export function keep(from: string, paths: readonly string[], to: string): ReadonlyMap<string, string> {
  for (const path of paths.filter((one) => existsSync(join(from, one)))) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(from, path), join(to, path), { recursive: true });
  }
  return filesIn(to);
}

export function filesIn(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}

/** Between jobs a checkout is clean; what is set up or built is as a cache would bring it. */
export function clean({ path }: Clone): void {
  rmSync(join(path, 'out'), { recursive: true, force: true });
}
