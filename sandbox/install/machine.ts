import { existsSync } from 'node:fs';
import { freeDisk, freeMemory, gibibyte, inGibibytes } from '../../processes/free-space';
import { SandboxError } from '../sandbox-error';

/** What three sites take, and what the environment, schemas and logs take. */
const needed = { memory: 6 * gibibyte, disk: 5 * gibibyte };

export interface Machine {
  readonly isRoot: boolean;
  readonly hasApt: boolean;
  readonly freeMemory: number;
  /** Of the folders that are written to. */
  readonly freeDisk: readonly { readonly folder: string; readonly bytes: number }[];
}

export function thisMachine(folders: readonly string[]): Machine {
  return {
    isRoot: process.getuid?.() === 0,
    hasApt: existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-query'),
    freeMemory: freeMemory(),
    freeDisk: folders.map((folder) => ({ folder, bytes: freeDisk(folder) })),
  };
}

/** @throws SandboxError with everything that is wrong, before anything is changed */
export function checkMachine(machine: Machine): void {
  const faults = [
    ...(machine.isRoot ? [] : ['not root: packages are installed, and servers started as other accounts']),
    ...(machine.hasApt ? [] : ['no apt-get: the servers come as Debian packages']),
    ...(machine.freeMemory >= needed.memory ? [] : [`${inGibibytes(machine.freeMemory)} of memory are free`]),
    ...machine.freeDisk
      .filter(({ bytes }) => bytes < needed.disk)
      .map(({ folder, bytes }) => `${inGibibytes(bytes)} are free at ${folder}`),
  ];
  if (faults.length === 0) return;
  throw new SandboxError(
    faults.join('\n'),
    `root on Debian or alike, ${inGibibytes(needed.memory)} of free memory, ${inGibibytes(needed.disk)} of free disk`,
    'run this in a container or virtual machine that has them',
  );
}
