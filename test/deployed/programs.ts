import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../terraform/project-root';

export const root = projectRoot();

export type Program = 'cdktf' | 'estate' | 'sandbox' | 'terraform-judged';

export interface Surroundings {
  readonly cwd?: string;
  /** Laid over the sandbox’s environment. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface Ended {
  readonly status: number | null;
  /** Standard output and error together. */
  readonly output: string;
  readonly stdout: string;
}

/** A program that runs while the test does something else. */
export interface Running {
  readonly child: ChildProcess;
  /** What it has said until now. */
  output(): string;
  readonly ended: Promise<number | null>;
}

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

/** Runs a program of this project as a user does, in the sandbox’s environment. */
export function run(program: Program, args: readonly string[], surroundings: Surroundings = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [pathOf(program), ...args], {
    ...optionsOf(surroundings),
    encoding: 'utf8',
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

/**
 * Starts it and does not wait for its end.
 * @param detached in a group of processes of its own, as what is in the foreground of a terminal
 */
export function begin(
  program: Program,
  args: readonly string[],
  { detached = false, ...surroundings }: Surroundings & { readonly detached?: boolean } = {},
): Running {
  const options = { ...optionsOf(surroundings), detached };
  const child = spawn(process.execPath, [pathOf(program), ...args], options);
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => parts.push(String(part)));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, output: () => parts.join(''), ended };
}

function pathOf(program: Program): string {
  if (program === 'sandbox') return join(root, 'dist', 'bin', 'sandbox.js');
  return join(root, 'bin', `${program}.mjs`);
}

function optionsOf({ cwd = root, env = {} }: Surroundings) {
  return { cwd, env: { ...sandboxEnvironment(), ...env } };
}
