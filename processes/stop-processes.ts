import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceFailure } from './failure';
import { allProcesses, statOf } from './process-table';
import { isRunning, markedProcesses, membersOf, readRecords, recordFolder } from './records';

/**
 * Stops all processes of a group and waits until they have gone: the leaders are asked first, then whoever is
 * left, and what does not hear is killed. Nothing is ever stopped by its name.
 */
export async function stopProcesses(ownerFolder: string, group: string, graceMs = 20_000): Promise<void> {
  const folder = recordFolder(ownerFolder, group);
  const leaders = readRecords(folder).filter(isRunning);
  for (const { pid, stopSignal } of leaders) signal(pid, stopSignal);
  await untilGone(
    leaders.map(({ pid }) => pid),
    graceMs,
  );
  for (const [name, waitMs] of [
    ['SIGTERM', 5_000],
    ['SIGKILL', 10_000],
  ] as const) {
    const left = groupProcesses(ownerFolder, group);
    for (const pid of left) signal(pid, name);
    await untilGone(left, waitMs);
  }
  const left = groupProcesses(ownerFolder, group);
  if (left.length > 0)
    throw new ServiceFailure(`Processes of ${group} do not end, not even when killed: ${left.join(', ')}.`);
  for (const { name } of readRecords(folder)) rmSync(join(folder, name), { force: true });
}

/**
 * Forgets processes that have ended, by themselves or with the machine, and ends what they left behind, so that only
 * one that ends from now on counts as a failure.
 */
export function forgetEnded(ownerFolder: string, group: string): void {
  const folder = recordFolder(ownerFolder, group);
  const processes = allProcesses();
  for (const record of readRecords(folder).filter((one) => !isRunning(one))) {
    for (const pid of membersOf(record, ownerFolder, processes)) signal(pid, 'SIGKILL');
    rmSync(join(folder, record.name), { force: true });
  }
}

/** Everything of a group that runs: sessions of what is recorded, and whatever carries the mark. */
export function groupProcesses(ownerFolder: string, group: string): readonly number[] {
  const processes = allProcesses();
  const recorded = readRecords(recordFolder(ownerFolder, group)).flatMap((record) =>
    membersOf(record, ownerFolder, processes),
  );
  return [...new Set([...recorded, ...markedProcesses(ownerFolder, group, processes)])];
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Looks at these processes only: to look for all that belong to a group means to read every process there is. */
async function untilGone(pids: readonly number[], graceMs: number): Promise<void> {
  const known = pids.map(statOf).filter((stat) => stat !== undefined);
  const end = Date.now() + graceMs;
  while (Date.now() < end && known.some(({ pid, start }) => isAlive(pid, start))) await sleep(100);
}

function isAlive(pid: number, start: string): boolean {
  const stat = statOf(pid);
  return stat !== undefined && stat.start === start && stat.state !== 'Z' && stat.state !== 'X';
}
