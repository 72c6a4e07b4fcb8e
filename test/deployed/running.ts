import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..', '..');

/**
 * The environment of the running sandbox, as `. .sandbox/env` gives it to a shell.
 * @throws Error where there is none: a suite that cannot run fails, it is not skipped
 */
export function sandboxEnvironment(): NodeJS.ProcessEnv {
  if (process.env.ESTATE_PROFILE !== 'sandbox' || !existsSync(join(root, '.sandbox', 'env'))) {
    throw new Error('There is no prepared sandbox: npm run test:sandbox starts one.');
  }
  return { ...process.env, FORCE_COLOR: '0', CI: 'true' };
}

export interface Ended {
  readonly status: number | null;
  /** Standard output and error together. */
  readonly output: string;
  readonly stdout: string;
}

/** Runs a program of this project in the sandbox’s environment. */
export function run(
  program: 'cdktf' | 'estate' | 'sandbox' | 'terraform-judged',
  args: readonly string[],
  { cwd = root, env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Ended {
  const path =
    program === 'sandbox' ? join(root, 'dist', 'bin', 'sandbox.js') : join(root, 'bin', `${program}.mjs`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...sandboxEnvironment(), ...env },
    maxBuffer: 256 * 1024 * 1024,
  });
  return { status, output: `${stdout}${stderr}`, stdout };
}

/** Runs it and expects it to end well. */
export function succeed(...given: Parameters<typeof run>): Ended {
  const ended = run(...given);
  if (ended.status === 0) return ended;
  throw new Error(`${given[0]} ${given[1].join(' ')} ended with ${ended.status}:\n${ended.output}`);
}

export const sites = ['primary', 'mirror', 'clinic'] as const;

/** The folder in which Terraform runs for a site. */
export function stackFolder(site: string): string {
  return join(root, 'cdktf.out', 'stacks', site);
}

/** Applies every stack, if it is not applied yet; the second time with the addresses that the first has made. */
export function ensureDeployed(): void {
  if (isDeployed()) return;
  succeed('cdktf', ['deploy', ...sites, '--auto-approve']);
  succeed('sandbox', ['prepare']);
  succeed('cdktf', ['deploy', ...sites, '--auto-approve']);
}

function isDeployed(): boolean {
  if (!existsSync(stackFolder('primary'))) return false;
  const { sites: laid } = JSON.parse(readFileSync(join(root, '.sandbox', 'deployment.json'), 'utf8'));
  if (!sites.every((site) => laid[site]?.gatewayAddress)) return false;
  return sites.every((site) => planned(site).length === 0);
}

/** Addresses that a plan of the site against its real state would change. */
export function planned(site: string): readonly string[] {
  const file = join(root, '.estate', `deployed-${site}.tfplan`);
  const at = { cwd: stackFolder(site) };
  const { status, output } = run('terraform-judged', ['plan', '-input=false', `-out=${file}`], at);
  if (status !== 0) throw new Error(output);
  const plan = JSON.parse(succeed('terraform-judged', ['show', '-json', file], at).stdout);
  return changesIn(plan);
}

export function changesIn(plan: {
  resource_changes?: readonly { address: string; mode: string; change: { actions: readonly string[] } }[];
}): readonly string[] {
  return (plan.resource_changes ?? [])
    .filter(({ mode, change }) => mode === 'managed' && change.actions.join() !== 'no-op')
    .map(({ address }) => address);
}
