import { mkdirSync, statfsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { readText } from './private-file';

export const gibibyte = 1024 ** 3;

/** Bytes that can be had without swapping, and no more than a container may have. */
export function freeMemory(): number {
  const [, kilobytes] = /^MemAvailable:\s+(\d+) kB/m.exec(readText('/proc/meminfo') ?? '') ?? [];
  const available = kilobytes === undefined ? totalmem() : Number(kilobytes) * 1024;
  const limit = Number(readText('/sys/fs/cgroup/memory.max') ?? Number.NaN);
  const used = Number(readText('/sys/fs/cgroup/memory.current') ?? 0);
  return Number.isNaN(limit) ? available : Math.min(available, limit - used);
}

/** Bytes free in a folder, which is made if it is not there. */
export function freeDisk(folder: string): number {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

export function inGibibytes(bytes: number): string {
  return `${(bytes / gibibyte).toFixed(1)} GiB`;
}

export function inMebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
