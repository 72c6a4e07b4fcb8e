import { spawnSync } from 'node:child_process';
import { runCommand } from '../../processes/run-command';
import { InputError } from '../../terraform/errors';

/** What go.mod of our modules asks for. */
const leastGo = { major: 1, minor: 26 };

/** Runs Go in a folder, behind everything else that the machine does. @returns what it printed */
export function go(folder: string, ...args: readonly string[]): Promise<string> {
  return runCommand({
    program: 'nice',
    args: ['-n', '10', 'go', ...args],
    env: goEnvironment(),
    cwd: folder,
  });
}

/** @throws InputError where there is no Go that can build the programs */
export function checkGo(): void {
  const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], {
    encoding: 'utf8',
    env: goEnvironment(),
  });
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  const isEnough = Number(major) === leastGo.major && Number(minor) >= leastGo.minor;
  if (status === 0 && isEnough) return;
  throw new InputError({
    value: status === 0 ? `Go ${stdout.trim()}` : 'no go on the PATH',
    rule: `the programs are built from Go modules, by Go ${leastGo.major}.${leastGo.minor} or newer`,
    fix: `install Go ${leastGo.major}.${leastGo.minor}`,
  });
}

/** Of the caller only what says where modules come from and are kept. */
function goEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|LANG|TMPDIR|GO(PATH|CACHE|MODCACHE|PROXY|PRIVATE|NOPROXY|SUMDB|NOSUMDB|INSECURE)|.*_proxy|SSL_.*)$/i.test(
      name,
    ),
  );
  const own = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false', GOWORK: 'off' };
  return { ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])), ...own };
}
