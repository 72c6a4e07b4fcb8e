import { type ChildProcess, spawn } from 'node:child_process';
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
 * signal, and what was approved is finished: an interrupt instead would break off the calls in flight, and nobody would
 * remember what the cloud makes of them.
 * Source: pty(7), SIGHUP to the foreground group; terraform-plugin-sdk, StopProvider.
 * @returns its exit code, or 128 and the signal that ended it
 */
export async function runOnTerminal(
  args: readonly string[],
  { stackDir, credentials }: OnTerminal,
): Promise<number> {
  const [{ binary }, provider] = await Promise.all([findTerraform(), ensureProvider()]);
  const env = terraformEnvironment({ ...provider.environment, ...credentials });
  // Ready for signals before Terraform runs: none of them may end us and leave it alone.
  let child: ChildProcess | undefined;
  const stop = (signal: NodeJS.Signals) => child?.kill(signal);
  // An interrupt the terminal sends to Terraform as well; sent twice, it would stop without writing its state.
  const ignore = () => {};
  process.on('SIGINT', ignore).on('SIGTERM', stop).on('SIGHUP', ignore);
  try {
    const started = spawn('/bin/sh', ['-c', 'trap "" HUP; exec "$@"', 'sh', binary, ...args], {
      cwd: stackDir,
      env,
      stdio: 'inherit',
    });
    child = started;
    return await new Promise((resolve, reject) => {
      started.on('error', reject);
      started.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    process.off('SIGINT', ignore).off('SIGTERM', stop).off('SIGHUP', ignore);
  }
}
