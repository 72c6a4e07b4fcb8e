import { tmpdir } from 'node:os';
import { type RunResult, runProgram } from '../terraform/run-program';

/** What a signature is for (PROTOCOL.sshsig of OpenSSH): one that was made for anything else is not taken. */
export const signatureNamespace = 'estate-audit';

/** Runs ssh-keygen or openssl: through a shell only where a file has to be its standard input. */
export function runVouching(
  program: 'ssh-keygen' | 'openssl',
  args: readonly string[],
  cwd: string,
  input?: string,
): Promise<RunResult> {
  const { PATH = '', SSH_AUTH_SOCK: agent } = process.env;
  const env = { PATH, HOME: tmpdir(), LC_ALL: 'C', ...(agent ? { SSH_AUTH_SOCK: agent } : {}) };
  if (input === undefined) return runProgram(program, args, { cwd, env });
  return runProgram('/bin/sh', ['-c', 'file=$1; shift; exec "$@" < "$file"', 'sh', input, program, ...args], {
    cwd,
    env,
  });
}
