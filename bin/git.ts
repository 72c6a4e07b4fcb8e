import { spawnSync } from 'node:child_process';
import { InputError } from '../terraform/errors';
import { projectRoot } from '../terraform/project-root';

/** Runs git in the project's folder, without hooks and whatever a hook that runs this has set. */
export function git(...args: readonly string[]): {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
} {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const { status, stdout, stderr, error } = spawnSync('git', ['-c', 'core.hooksPath=/dev/null', ...args], {
    cwd: projectRoot(),
    encoding: 'utf8',
    env: { ...env, LC_ALL: 'C' },
    maxBuffer: 1e8,
  });
  if (error) {
    throw new InputError({
      value: `git cannot be started: ${error.message}`,
      rule: 'A revision is read from the repository.',
      fix: 'Install git, or name reports or plans instead of revisions.',
    });
  }
  return { code: status ?? 1, stdout: stdout.trim(), stderr: stderr.trim() };
}

/** The commit of a revision; undefined where there is none of that name. */
export function findCommit(revision: string): string | undefined {
  const { code, stdout } = git(
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  );
  return code === 0 && /^[0-9a-f]{40,64}$/.test(stdout) ? stdout : undefined;
}

/**
 * The commit of a revision.
 * @throws InputError that says what is missing: the repository, a deeper clone, or the revision
 */
export function commitOf(revision: string, side: string): string {
  const found = findCommit(revision);
  if (found !== undefined) return found;
  const value = `--${side} ${revision}: there is no such file or folder, and no such revision.`;
  if (git('rev-parse', '--git-dir').code !== 0) {
    throw new InputError({
      value,
      rule: 'A revision is one of the git repository that this project lies in, and it lies in none.',
      fix: 'Clone the repository, or name reports or plans.',
    });
  }
  if (git('rev-parse', '--is-shallow-repository').stdout === 'true') {
    throw new InputError({
      value: `${value} This clone is shallow.`,
      rule: 'What is compared with has to be in the clone.',
      fix: `git fetch --depth=1 origin ${revision} && git branch --force ${revision.replace(/^origin\//, '')} FETCH_HEAD, or git fetch --unshallow; in GitHub Actions: actions/checkout with fetch-depth: 0.`,
    });
  }
  const remote = findCommit(`origin/${revision}`) === undefined ? undefined : `origin/${revision}`;
  throw new InputError({
    value,
    rule: 'What is compared with is a branch, tag or commit of this repository, a report, or plans.',
    fix:
      remote === undefined
        ? `git fetch origin ${revision}, or name another revision (git branch --all lists them).`
        : `--${side} ${remote}`,
  });
}
