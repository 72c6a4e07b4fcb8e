import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { readText } from '../../processes/private-file';
import { runCommand } from '../../processes/run-command';
import { installerEnvironment } from './installer-environment';

/**
 * Debian packages: servers, and what Python needs to build its packages with C in them. The estate's own needs (Node,
 * Terraform) are none of them.
 */
const packages = [
  'mariadb-server',
  'mariadb-client',
  'rabbitmq-server',
  'memcached',
  'ovn-central',
  'postgresql',
  'postgresql-client',
  'python3-venv',
  'python3-dev',
  'gcc',
  'libc6-dev',
  'util-linux',
] as const;

export function missingPackages(): readonly string[] {
  const format = '--showformat=${Package} ${db:Status-Status}\\n';
  const { stdout } = spawnSync('dpkg-query', ['--show', format, ...packages], { encoding: 'utf8' });
  const installed = new Set((stdout ?? '').split('\n').filter((line) => line.endsWith(' installed')));
  return packages.filter((name) => !installed.has(`${name} installed`));
}

const policyFile = '/usr/sbin/policy-rc.d';
const policy = '#!/bin/sh\n# The sandbox installs servers that it starts itself, and not here.\nexit 101\n';

/** Also one that was left by an installation which was killed: no server of this machine would ever start again. */
export function removeOwnPolicy(): void {
  if (readText(policyFile) === policy) rmSync(policyFile, { force: true });
}

/** Installs what is missing. Debian would start each server at once, with its own settings: a policy forbids that. */
export async function installPackages(missing: readonly string[]): Promise<void> {
  const env = { ...installerEnvironment(), DEBIAN_FRONTEND: 'noninteractive', HOME: '/root' };
  const own = readText(policyFile) === undefined;
  if (own) writeFileSync(policyFile, policy, { mode: 0o755 });
  try {
    // An installation that was stopped in the middle is finished first: apt refuses to go on without.
    await runCommand({ program: 'dpkg', args: ['--configure', '-a'], env, cwd: '/' });
    await runCommand({ program: 'apt-get', args: ['update'], env, cwd: '/' });
    const options = ['install', '--yes', '--no-install-recommends'];
    await runCommand({ program: 'apt-get', args: [...options, ...missing], env, cwd: '/' });
  } finally {
    removeOwnPolicy();
  }
}
