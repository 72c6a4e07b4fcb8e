import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { terraformEnvironment } from './environment';
import { findTerraform } from './find-terraform';
import { ensureProvider } from './provider-mirror';

export interface OnTerminal {
  /** The stack's folder, in which Terraform runs. */
  readonly stackDir: string;
  /** Credentials of this stack's site, and nothing else of `OS_*`. */
  readonly credentials: Readonly<Record<string, string>>;
}

/**
 * Runs Terraform on our terminal and waits for its end, whatever signal comes: it must finish what it began and write
 * its state.
 *
 * A terminal that is closed would end Terraform and its provider at once, in the middle of an apply; so does the cdktf
 * CLI, which gives Terraform a terminal of its own and takes it away when it ends itself. They are kept from that
 * signal, and told to stop in good order instead. Only once: Terraform takes a second interrupt as an order to stop in
 * the middle. Source: Terraform, internal/command/meta.go; pty(7), SIGHUP to the foreground group.
 * @returns its exit code, or 128 and the signal that ended it
 */
export async function runOnTerminal(
  args: readonly string[],
  { stackDir, credentials }: OnTerminal,
): Promise<number> {
  const [{ binary }, provider] = await Promise.all([findTerraform(), ensureProvider()]);
  const env = terraformEnvironment({ ...provider.environment, ...credentials });
  const child = spawn('/bin/sh', ['-c', 'trap "" HUP; exec "$@"', 'sh', binary, ...args], {
    cwd: stackDir,
    env,
    stdio: 'inherit',
  });
  let isTold = false;
  const stop = () => {
    if (!isTold) child.kill('SIGTERM');
    isTold = true;
  };
  // The terminal sends an interrupt to Terraform as well.
  const note = () => {
    isTold = true;
  };
  process.on('SIGINT', note).on('SIGTERM', stop).on('SIGHUP', stop);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    process.off('SIGINT', note).off('SIGTERM', stop).off('SIGHUP', stop);
  }
}
