import { spawn } from 'node:child_process';
import { InputError, InterruptedError } from './errors';

export interface RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Show the program's output while it runs, instead of collecting it. */
  readonly show?: boolean;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end with umask 077, so that whatever it writes is the owner's alone.
 *
 * It gets a process group of its own: a Ctrl-C then reaches it once, through us, and not twice, which Terraform
 * takes as an order to stop at once, in the middle of an apply. A program that was interrupted is waited for.
 *
 * @throws InterruptedError once the program has ended, if we were told to stop meanwhile
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', 'umask 077; exec "$@"', 'sh', program, ...args], {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ['ignore', options.show ? 'inherit' : 'pipe', options.show ? 'inherit' : 'pipe'],
    });
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    let interruptedBy: NodeJS.Signals | undefined;
    const forward = (signal: NodeJS.Signals) => {
      if (interruptedBy) process.stderr.write(`still waiting for process ${child.pid} to stop …\n`);
      // A hang-up would end Terraform at once, and leave the provider that it has started.
      else child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
      interruptedBy ??= signal;
    };
    for (const signal of SIGNALS) process.on(signal, forward);
    const settle = (end: () => void) => {
      for (const signal of SIGNALS) process.off(signal, forward);
      end();
    };
    child.on('error', (error) => settle(() => reject(unstartable(program, error))));
    child.on('close', (code) => {
      settle(() => {
        if (interruptedBy) reject(new InterruptedError(interruptedBy));
        else resolve({ code: code ?? 1, stdout: stdout(), stderr: stderr() });
      });
    });
  });
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

function unstartable(program: string, error: Error): InputError {
  return new InputError({
    value: `${program} cannot be started: ${error.message}`,
    rule: 'Programs are started through /bin/sh, in a folder that exists.',
    fix: 'Run this where the folder exists and /bin/sh can be started.',
  });
}
