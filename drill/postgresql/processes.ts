import { readdirSync, readFileSync } from 'node:fs';
import { InputError } from '../../terraform/errors';

/** The process as Linux tells of it under `/proc`. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

export function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => statOf(name)[1] === String(parent))
    .map(Number);
}

/** A process that has ended and was not yet counted by its parent is not alive, but its number is still taken. */
export function isAlive(pid: number): boolean {
  const [state] = statOf(pid);
  return state !== undefined && state !== 'Z';
}

export function isForgotten(pid: number): boolean {
  return statOf(pid).length === 0;
}

/** State, parent and what follows in `/proc/PID/stat`, behind the name, which may contain anything. */
function statOf(pid: number | string): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** Sends a signal to a process of a server that this drill has started; one that is gone needs none. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
    throw new InputError({
      value: `Process ${pid} of a drill’s server does not take ${name}.`,
      rule: 'A drill ends the servers that it has started.',
      fix: 'Run the drill as one account from beginning to end.',
    });
  }
}
