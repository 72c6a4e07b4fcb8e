import { freeDisk, freeMemory, gibibyte, inGibibytes } from '../processes/free-space';
import { portsInUse } from '../processes/ports';
import { groupProcesses } from '../processes/stop-processes';
import { InputError } from '../terraform/errors';
import { ports } from './addresses';
import type { Clusters, Site } from './clusters';

/** What the linker takes for Kubernetes; what modules, their compiled packages and the programs take. */
const toBuild = { memory: 4 * gibibyte, disk: 8 * gibibyte };

/** What one cluster takes with its nodes, and what its store and logs take. */
const toStart = { memory: 1.25 * gibibyte, disk: 0.5 * gibibyte };

/** @throws InputError where the machine has too little to build the programs */
export function checkRoomToBuild({ cacheFolder }: Clusters): void {
  check('building the programs of a cluster', toBuild, cacheFolder);
}

/** @throws InputError where the machine has too little for these sites, or others hold their ports */
export function checkRoomToStart({ folder }: Clusters, sites: readonly Site[]): void {
  const fresh = sites.filter(({ name }) => groupProcesses(folder, name).length === 0);
  const needed = { memory: toStart.memory * fresh.length, disk: toStart.disk * fresh.length };
  if (fresh.length > 0) check(`starting ${fresh.map(({ name }) => name).join(', ')}`, needed, folder);
  const lines = portsInUse(
    sites.flatMap(({ address }) => Object.values(ports).map((port) => ({ address, port }))),
    sites.flatMap(({ name }) => groupProcesses(folder, name)),
  );
  if (lines.length === 0) return;
  throw new InputError({
    value: lines.join('\n'),
    rule: 'every part of a cluster has an address and port of its own',
    fix: 'end that process; or remove this folder’s clusters (npm run cluster reset) and start them with ESTATE_CLUSTER_NET, a number that is free',
  });
}

function check(
  what: string,
  needed: { readonly memory: number; readonly disk: number },
  folder: string,
): void {
  const memory = freeMemory();
  const disk = freeDisk(folder);
  const faults = [
    ...(memory >= needed.memory ? [] : [`${inGibibytes(memory)} of memory are free`]),
    ...(disk >= needed.disk ? [] : [`${inGibibytes(disk)} are free at ${folder}`]),
  ];
  if (faults.length === 0) return;
  throw new InputError({
    value: faults.join('\n'),
    rule: `${what} takes ${inGibibytes(needed.memory)} of memory and ${inGibibytes(needed.disk)} of disk`,
    fix: 'end what takes it, or run this where there is more',
  });
}
