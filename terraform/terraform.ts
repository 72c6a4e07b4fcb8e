import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { terraformEnvironment } from './environment';
import { asInputError, InputError } from './errors';
import { findTerraform } from './find-terraform';
import { ensureProvider } from './provider-mirror';
import { type RunResult, runProgram } from './run-program';

export interface CallOptions {
  /** Names the stack in error messages. @default the folder */
  readonly stack?: string;
  /** Show Terraform's output while it runs. */
  readonly show?: boolean;
  /** What the provider logs in with (`credentialsOf`); without it Terraform reaches no cloud. */
  readonly credentials?: Readonly<Record<string, string>>;
}

export interface PlanOptions extends CallOptions {
  /** Where the saved plan goes: written beside it first, then moved there whole, mode 600. */
  readonly out: string;
  readonly destroy?: boolean;
  /** Believe the state, and ask no cloud. @default false */
  readonly withoutRefresh?: boolean;
  /** Input variables; passed through the environment, since arguments are visible to every user of the machine. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Installs providers and sets up the backend of the stack in `stackDir`. */
export async function init(stackDir: string, options: CallOptions = {}): Promise<void> {
  await call(stackDir, ['init', '-input=false', '-no-color'], options);
}

/** Plans the whole stack, against its state, into the file `options.out`. */
export async function plan(stackDir: string, options: PlanOptions): Promise<void> {
  const draft = `${options.out}.${process.pid}.draft`;
  makeFolder(dirname(options.out));
  const args = ['plan', '-input=false', '-no-color', '-lock-timeout=60s', `-out=${draft}`];
  if (options.destroy) args.push('-destroy');
  if (options.withoutRefresh) args.push('-refresh=false');
  try {
    await call(stackDir, args, options, variableSettings(options.variables ?? {}));
    chmodSync(draft, 0o600);
    renameSync(draft, options.out);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The saved plan as JSON text, or the state where no plan is named. It may hold secrets: keep it in memory. */
export async function show(stackDir: string, planFile?: string, options: CallOptions = {}): Promise<string> {
  const file = planFile === undefined ? [] : [planFile];
  return (await call(stackDir, ['show', '-json', '-no-color', ...file], { ...options, show: false })).stdout;
}

/** The outputs of a stack, from its state, as JSON text: by name, each with `value`, `type` and `sensitive`. */
export async function outputs(stackDir: string, options: CallOptions = {}): Promise<string> {
  return (await call(stackDir, ['output', '-json', '-no-color'], { ...options, show: false })).stdout;
}

/** The state file of a stack, as its backend keeps it. It holds secrets: keep it in memory. */
export async function pullState(stackDir: string, options: CallOptions = {}): Promise<string> {
  return (await call(stackDir, ['state', 'pull'], { ...options, show: false })).stdout;
}

/**
 * Replaces the state of a stack, under its lock.
 * @param file the state, with a greater serial: Terraform refuses it where another run has written meanwhile
 */
export async function pushState(stackDir: string, file: string, options: CallOptions = {}): Promise<void> {
  await call(stackDir, ['state', 'push', '-lock-timeout=60s', file], options);
}

/** Takes resources out of a state that are no more; nothing is destroyed. */
export async function forget(
  stackDir: string,
  addresses: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  await call(stackDir, ['state', 'rm', '-lock-timeout=60s', ...addresses], options);
}

/** A folder for plans, states and locks: for the owner alone. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw asInputError(error, path);
  }
}

async function call(
  stackDir: string,
  args: readonly string[],
  { stack = stackDir, show: shown = false, credentials = {} }: CallOptions,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunResult> {
  const [{ binary }, provider] = await Promise.all([findTerraform(), ensureProvider()]);
  const env = terraformEnvironment({
    ...provider.environment,
    ...settings,
    ...credentials,
    TF_DATA_DIR: join(stackDir, '.terraform'),
  });
  const result = await runProgram(binary, args, { cwd: stackDir, env, show: shown });
  if (result.code !== 0) throw failed(stack, args[0] ?? '', result);
  return result;
}

function variableSettings(variables: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(variables);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      `TF_VAR_${name}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

function failed(stack: string, command: string, { code, stdout, stderr }: RunResult): InputError {
  return new InputError({
    value:
      `${stack}: terraform ${command} failed (exit code ${code}).\n${readable(stderr || stdout)}`.trimEnd(),
    rule: 'Only what Terraform accepts can be judged or applied.',
    fix: 'Mend what Terraform says above, then run again.',
  });
}

/** Without the box Terraform draws around each error, which wraps badly inside other text. */
function readable(output: string): string {
  return output
    .split('\n')
    .filter((line) => !/^[╷╵]\s*$/.test(line))
    .map((line) => line.replace(/^│ ?/, '').trimEnd())
    .join('\n')
    .trim();
}
