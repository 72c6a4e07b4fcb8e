import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from './private-file';
import { allProcesses, bootId, environmentOf, type ProcessStat, parseStat, statOf } from './process-table';

/** Every process is started with this variable, which names the folder it belongs to, and the next, its group. */
export const ownerVariable = 'ESTATE_PROCESS_OWNER';
export const groupVariable = 'ESTATE_PROCESS_GROUP';

/** What a process wrote of itself before it became what it is: it leads a session, and all in it are its own. */
export interface ProcessRecord {
  readonly name: string;
  readonly boot: string;
  readonly pid: number;
  readonly start: string;
  /** What asks it to stop in order. */
  readonly stopSignal: NodeJS.Signals;
}

export function recordFolder(ownerFolder: string, group: string): string {
  return join(ownerFolder, 'run', group);
}

/** Reads a record: the id of the boot, the line of /proc/PID/stat, the signal. A torn one counts as none. */
export function parseRecord(name: string, text: string): ProcessRecord | undefined {
  const [boot, line, stopSignal] = text.split('\n');
  const stat = line === undefined ? undefined : parseStat(line);
  if (!boot || !stat || !stopSignal?.startsWith('SIG')) return undefined;
  return { name, boot, pid: stat.pid, start: stat.start, stopSignal: stopSignal as NodeJS.Signals };
}

export function readRecord(folder: string, name: string): ProcessRecord | undefined {
  const text = readText(join(folder, name));
  return text === undefined ? undefined : parseRecord(name, text);
}

export function readRecords(folder: string): readonly ProcessRecord[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder).filter((name) => !name.endsWith('.draft'));
  } catch {
    return [];
  }
  return names
    .map((name) => readRecord(folder, name))
    .filter((record): record is ProcessRecord => record !== undefined);
}

/** Whether the recorded process itself still runs, and not another one that was given its id since. */
export function isRunning(record: ProcessRecord): boolean {
  const stat = statOf(record.pid);
  return record.boot === bootId() && stat !== undefined && stat.state !== 'Z' && stat.start === record.start;
}

/** Processes that were started and have ended. */
export function endedProcesses(ownerFolder: string, group: string): readonly string[] {
  const records = readRecords(recordFolder(ownerFolder, group));
  return records.filter((record) => !isRunning(record)).map(({ name }) => name);
}

/**
 * The processes of a record's session. While its leader runs, all are ours. When it has gone, its id may have been
 * given to a stranger, who leads a session of the same number: then only those that carry our mark are.
 */
export function membersOf(
  record: ProcessRecord,
  ownerFolder: string,
  processes: readonly ProcessStat[] = allProcesses(),
): readonly number[] {
  if (record.boot !== bootId()) return [];
  const session = processes.filter((one) => one.session === record.pid);
  const leads = processes.some(({ pid, start }) => pid === record.pid && start === record.start);
  return session
    .map(({ pid }) => pid)
    .filter((pid) => leads || environmentOf(pid, ownerVariable) === ownerFolder);
}

/** Processes that carry our mark and the group's, recorded or not: such as one whose starter was killed. */
export function markedProcesses(
  ownerFolder: string,
  group: string,
  processes: readonly ProcessStat[] = allProcesses(),
): readonly number[] {
  return processes
    .map(({ pid }) => pid)
    .filter(
      (pid) =>
        environmentOf(pid, ownerVariable) === ownerFolder && environmentOf(pid, groupVariable) === group,
    );
}
