import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '../../processes/private-file';
import { type Say, step } from '../../processes/report';
import { runCommand } from '../../processes/run-command';
import type { Sandbox } from '../sandbox';
import { SandboxError } from '../sandbox-error';
import { completeFile, isWhole } from './installed';
import { installerEnvironment } from './installer-environment';
import { requirementsFile } from './requirements';

/** Versions that OpenStack 2025.1 runs on and the lock was made for. */
const pythons = ['python3.11', 'python3.12', 'python3'];

/**
 * Makes the Python environment, in the place where it will stay, since its scripts name it. One that was begun and
 * not finished is made anew.
 */
export async function installEnvironment(sandbox: Sandbox, say: Say): Promise<void> {
  const { environment } = sandbox;
  if (isWhole(environment)) return;
  const python = findPython();
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(join(environment, '..'), { recursive: true, mode: 0o700 });
  const run = (program: string, ...args: readonly string[]) =>
    runCommand({ program, args, env: installerEnvironment(), cwd: join(environment, '..') });
  await run(python, '-m', 'venv', environment);
  const own = join(environment, 'bin', 'python');
  await step(say, 'Python packages are installed', () =>
    run(
      own,
      '-m',
      'pip',
      'install',
      '--require-hashes',
      '--no-compile',
      '-r',
      requirementsFile(sandbox.sources),
    ),
  );
  // Else every start would compile what it imports, where writing byte code is off.
  await step(say, 'Python packages are compiled', () =>
    run(own, '-m', 'compileall', '-q', '-j', '2', join(environment, 'lib')).catch(ignoreTemplates),
  );
  writePrivateFile(completeFile(environment), '');
}

/** Some packages bring templates that only look like Python; they are never imported. */
function ignoreTemplates(): void {}

function findPython(): string {
  for (const name of pythons) {
    const { status, stdout } = spawnSync(name, ['-c', 'import sys; print(*sys.version_info[:2], sep=".")'], {
      encoding: 'utf8',
    });
    if (status === 0 && ['3.11', '3.12'].includes(stdout.trim())) return name;
  }
  throw new SandboxError(
    `no Python among ${pythons.join(', ')} is 3.11 or 3.12`,
    'OpenStack 2025.1 runs on these, and its locked packages were resolved for them',
    'use Debian 12 or Ubuntu 24.04, or install one of these versions',
  );
}
