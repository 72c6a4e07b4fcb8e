import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SandboxFailure } from '../sandbox-error';
import { allProcesses } from './process-table';
import { isRunning, markedProcesses, membersOf, readRecords, recordFolder } from './records';

/**
 * Stops all processes of a group and waits until they have gone: the leaders are asked first, then everybody, and
 * what does not hear is killed. Nothing is ever stopped by its name.
 */
export async function stopProcesses(sandboxFolder: string, group: string, graceMs = 20_000): Promise<void> {
  const folder = recordFolder(sandboxFolder, group);
  for (const record of readRecords(folder)) {
    if (isRunning(record)) signal(record.pid, record.stopSignal);
  }
  const left = () => groupProcesses(sandboxFolder, group);
  if (!(await untilGone(left, graceMs))) for (const pid of left()) signal(pid, 'SIGTERM');
  if (!(await untilGone(left, 5_000))) for (const pid of left()) signal(pid, 'SIGKILL');
  if (!(await untilGone(left, 10_000)))
    throw new SandboxFailure(`Processes of ${group} do not end, not even when killed: ${left().join(', ')}.`);
  for (const { name } of readRecords(folder)) rmSync(join(folder, name), { force: true });
}

/** Everything of a group that runs: sessions of what is recorded, and whatever carries the mark. */
export function groupProcesses(sandboxFolder: string, group: string): readonly number[] {
  const processes = allProcesses();
  const recorded = readRecords(recordFolder(sandboxFolder, group)).flatMap((record) =>
    membersOf(record, sandboxFolder, processes),
  );
  return [...new Set([...recorded, ...markedProcesses(sandboxFolder, group, processes)])];
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function untilGone(left: () => readonly number[], graceMs: number): Promise<boolean> {
  const end = Date.now() + graceMs;
  while (left().length > 0) {
    if (Date.now() > end) return false;
    await sleep(200);
  }
  return true;
}
