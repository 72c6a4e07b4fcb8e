import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { ServiceFailure } from './failure';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Given on standard input, where nobody sees it. */
  readonly input?: string;
  /** A file given on standard input. */
  readonly inputFile?: string;
  /** Written to instead of being returned. */
  readonly outputFile?: string;
}

/** What knows the secrets that a program could print. */
export interface Secrets {
  redact(text: string): string;
}

/**
 * Runs a program to its end and returns what it printed.
 * @throws ServiceFailure with the end of its output, without passwords
 */
export async function runCommand(command: Command, secrets?: Secrets): Promise<string> {
  const { program, args, env, cwd, input, inputFile, outputFile } = command;
  const from = inputFile === undefined ? 'pipe' : openSync(inputFile, 'r');
  const to = outputFile === undefined ? 'pipe' : openSync(outputFile, 'w', 0o600);
  const child = spawn(program, args, { cwd, env, stdio: [from, to, 'pipe'] });
  for (const fd of [from, to]) if (typeof fd === 'number') closeSync(fd);
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input ?? '');
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  }).catch((error: Error) => {
    throw new ServiceFailure(`${program} cannot be started: ${error.message}`);
  });
  if (child.stdout && !child.stdout.readableEnded) await finished(child.stdout);
  const output = Buffer.concat(stdout).toString('utf8');
  if (code === 0) return output;
  const said = `${output}${Buffer.concat(stderr).toString('utf8')}`.trim().slice(-4000);
  const shown = secrets ? secrets.redact(said) : said;
  throw new ServiceFailure(`${program} ${args.join(' ')} ended with code ${code}:\n${shown}`);
}
