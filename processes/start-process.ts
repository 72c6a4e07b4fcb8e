import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentFor } from './environment';
import { ServiceFailure } from './failure';
import { isRunning, type ProcessRecord, readRecord, recordFolder } from './records';

/** A process that goes on running. */
export interface ProcessSpec {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** @default SIGTERM */
  readonly stopSignal?: NodeJS.Signals;
}

export interface ProcessPlace {
  readonly ownerFolder: string;
  /** A site, or `shared`. */
  readonly group: string;
  /** Its home and working folder. */
  readonly home: string;
}

/**
 * The child writes its own record before it becomes the program, in a session of its own: however early we are
 * killed, either it has not run, or it can be found. Some containers permit a billion open files, and some programs
 * (RabbitMQ's) make room for as many as are permitted.
 */
const record =
  'umask 077; n=$(ulimit -n); { [ "$n" != unlimited ] && [ "$n" -le 65536 ]; } || ulimit -n 65536; { cat /proc/sys/kernel/random/boot_id "/proc/$$/stat" && echo "$2"; } > "$1.draft" && ' +
  'mv "$1.draft" "$1" || exit 1; shift 2; exec "$@"';

/** Starts a process unless it runs already. */
export async function startProcess(spec: ProcessSpec, place: ProcessPlace): Promise<void> {
  const folder = recordFolder(place.ownerFolder, place.group);
  if (runningRecord(folder, spec.name)) return;
  prepareRecord(folder, spec.name);
  const log = openLog(place, spec.name);
  const args = ['-c', record, 'sh', join(folder, spec.name), spec.stopSignal ?? 'SIGTERM', spec.program];
  const child = spawn('/bin/sh', [...args, ...spec.args], {
    cwd: place.home,
    env: environmentFor(place.ownerFolder, place.group, place.home, spec.env),
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  closeSync(log);
  await untilRecorded(folder, spec.name);
}

/** Removes what an ended process left, so that the next record that appears is the new one's. */
export function prepareRecord(folder: string, name: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(join(folder, name), { force: true });
}

export function runningRecord(folder: string, name: string): ProcessRecord | undefined {
  const known = readRecord(folder, name);
  return known && isRunning(known) ? known : undefined;
}

export function logFile(place: Pick<ProcessPlace, 'ownerFolder' | 'group'>, name: string): string {
  return join(place.ownerFolder, 'log', place.group, `${name}.log`);
}

export function openLog(place: ProcessPlace, name: string): number {
  const file = logFile(place, name);
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  return openSync(file, 'a', 0o600);
}

/** @param look at every turn: throws where there is nothing to wait for any more */
export async function untilRecorded(
  folder: string,
  name: string,
  timeoutMs = 60_000,
  look: () => void = () => undefined,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!readRecord(folder, name)) {
    look();
    if (Date.now() > end) throw new ServiceFailure(`${name} was not started within ${timeoutMs / 1000} s.`);
    await sleep(10);
  }
}
