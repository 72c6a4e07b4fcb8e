import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const conftestVersion = '0.70.0';
const checkovVersion = '3.3.30';

/** A checker to compare with: its program, or why it is not there. */
export type Found = { readonly program: string } | { readonly missing: string };

/** conftest, built from its Go module into the cache once. */
export function findConftest(cache: string): Found {
  return installed(join(cache, `conftest-${conftestVersion}`), 'conftest', (folder) => [
    [
      'go',
      ['install', `github.com/open-policy-agent/conftest@v${conftestVersion}`],
      { GOBIN: folder, CGO_ENABLED: '0' },
    ],
  ]);
}

/** Checkov, installed from PyPI into a virtual environment once. */
export function findCheckov(cache: string): Found {
  return installed(join(cache, `checkov-${checkovVersion}`), 'bin/checkov', (folder) => [
    ['python3', ['-m', 'venv', folder], {}],
    [join(folder, 'bin', 'pip'), ['install', '--quiet', `checkov==${checkovVersion}`], {}],
  ]);
}

type Step = readonly [program: string, args: readonly string[], env: Readonly<Record<string, string>>];

/** A virtual environment cannot be moved, so what is half made is taken away instead. */
function installed(folder: string, name: string, steps: (folder: string) => readonly Step[]): Found {
  const program = join(folder, name);
  if (existsSync(program)) return { program };
  mkdirSync(folder, { recursive: true });
  for (const [command, args, env] of steps(folder)) {
    const { status, error, stderr } = spawnSync(command, args, {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
    if (status === 0) continue;
    rmSync(folder, { recursive: true, force: true });
    return { missing: `${command} ${args.join(' ')}: ${error?.message ?? stderr.trim().split('\n').at(-1)}` };
  }
  return existsSync(program) ? { program } : { missing: `${name} was not made` };
}
