import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asInputError, InputError } from './errors';

export interface LockOptions {
  /** What the lock guards, for the message shown while waiting. */
  readonly what: string;
  /** @default 15 minutes, longer than a provider takes to build */
  readonly timeoutMs?: number;
}

/**
 * Runs `work` while holding the lock file at `path`; waits while another live process holds it, and takes over
 * what a dead one left. A lock names its process by id and start time, because ids are used again.
 */
export async function withLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const mine = await acquire(path, options);
  try {
    return await work();
  } finally {
    if (read(path) === mine) rmSync(path, { force: true });
  }
}

async function acquire(path: string, { what, timeoutMs = 900_000 }: LockOptions): Promise<string> {
  const mine = JSON.stringify({ ...identity(process.pid), nonce: Math.random().toString(36).slice(2) });
  const started = Date.now();
  let said = false;
  while (!tryLock(path, mine)) {
    const holder = read(path);
    if (holder !== undefined && !isHeld(holder)) removeStale(path, holder);
    else await sleep(50);
    if (!said && Date.now() - started > 2000) {
      said = true;
      process.stderr.write(`waiting for process ${pidOf(holder)}, which is ${what} …\n`);
    }
    if (Date.now() - started > timeoutMs) throw timedOut(path, what, holder);
  }
  return mine;
}

/** A hard link appears with its content or not at all, so no reader ever sees a lock without a name in it. */
function tryLock(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(draft, content, { mode: 0o600 });
  } catch (error) {
    throw asInputError(error, dirname(path));
  }
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw asInputError(error, dirname(path));
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Only the holder of a second lock removes what it does not own, after looking again: else two waiters could both
 * see a dead lock, and the slower one would remove the lock the faster one has just taken.
 */
function removeStale(path: string, stale: string): void {
  const guard = `${path}.takeover`;
  const mine = JSON.stringify(identity(process.pid));
  if (!tryLock(guard, mine)) {
    const other = read(guard);
    if (other !== undefined && !isHeld(other)) rmSync(guard, { force: true });
    return;
  }
  if (read(path) === stale) rmSync(path, { force: true });
  rmSync(guard, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

interface Identity {
  readonly pid: number;
  /** Clock ticks since boot at which the process started, where the system tells (Linux). */
  readonly start?: string;
}

function identity(pid: number): Identity {
  const start = startTime(pid);
  return start === undefined ? { pid } : { pid, start };
}

function startTime(pid: number): string | undefined {
  return statOf(pid)?.[19];
}

/** What /proc/PID/stat says after the name: the state first. Undefined where the system does not tell. */
function statOf(pid: number): readonly string[] | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function isHeld(content: string): boolean {
  try {
    const holder = JSON.parse(content) as Identity;
    process.kill(holder.pid, 0);
    // One that has ended and that nobody has collected can still be signalled.
    const [state = ''] = statOf(holder.pid) ?? [];
    if (state === 'Z' || state === 'X') return false;
    return holder.start === undefined || holder.start === startTime(holder.pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function pidOf(content: string | undefined): string {
  return /"pid":(\d+)/.exec(content ?? '')?.[1] ?? 'unknown';
}

function timedOut(path: string, what: string, holder: string | undefined): InputError {
  return new InputError({
    value: `Process ${pidOf(holder)} has been ${what} for too long.`,
    rule: 'Two runs do not work in the same place at once.',
    fix: `Wait for it or end it, then run again. Its lock is ${path}.`,
  });
}
