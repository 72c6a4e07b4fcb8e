import { readdirSync } from 'node:fs';
import { readText } from './private-file';

/** One line of /proc/PID/stat, as far as it is needed. */
export interface ProcessStat {
  readonly pid: number;
  readonly state: string;
  readonly session: number;
  /** Clock ticks after boot at which it started: with it a process is known, since ids are used again. */
  readonly start: string;
}

/** Reads a stat line. The name in parentheses may hold spaces and parentheses itself. */
export function parseStat(line: string): ProcessStat | undefined {
  const end = line.lastIndexOf(')');
  const pid = Number.parseInt(line, 10);
  const [state, , , session, ...rest] = line.slice(end + 2).split(' ');
  const start = rest[15];
  if (end < 0 || Number.isNaN(pid) || !state || !session || !start) return undefined;
  return { pid, state, session: Number(session), start };
}

export function statOf(pid: number): ProcessStat | undefined {
  const line = readText(`/proc/${pid}/stat`);
  return line === undefined ? undefined : parseStat(line);
}

/** Every process that runs; those that ended and only wait to be collected are none. */
export function allProcesses(): readonly ProcessStat[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .map((pid) => statOf(Number(pid)))
    .filter((stat): stat is ProcessStat => stat !== undefined && stat.state !== 'Z' && stat.state !== 'X');
}

/** A variable in the environment a process was started with; undefined where it cannot be read. */
export function environmentOf(pid: number, variable: string): string | undefined {
  try {
    const entries = readText(`/proc/${pid}/environ`)?.split('\0') ?? [];
    return entries.find((entry) => entry.startsWith(`${variable}=`))?.slice(variable.length + 1);
  } catch {
    return undefined;
  }
}

/** Differs after every start of the machine, when ids and start times begin anew. */
export function bootId(): string {
  return (readText('/proc/sys/kernel/random/boot_id') ?? '').trim();
}

/** Proportional memory of processes in bytes: what several share is counted once. */
export function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + proportionalMemory(pid), 0);
}

function proportionalMemory(pid: number): number {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(readText(`/proc/${pid}/smaps_rollup`) ?? '') ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
