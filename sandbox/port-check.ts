import { epmdPort, rabbitmqNodesPort, sharedPorts, sitePorts } from './addresses';
import { readText } from './private-file';
import { allProcesses } from './processes/process-table';
import { type ListeningSocket, listeningSockets, socketsOf } from './processes/sockets';
import type { Sandbox, Site } from './sandbox';
import { SandboxError } from './sandbox-error';

interface Wanted {
  readonly address: string;
  readonly port: number;
}

export function wantedPorts(sandbox: Sandbox, sites: readonly Site[]): readonly Wanted[] {
  const on = (address: string, ports: Readonly<Record<string, number>>) =>
    Object.values(ports).map((port) => ({ address, port }));
  return [
    { address: '127.0.0.1', port: epmdPort(sandbox.net) },
    { address: sandbox.address, port: rabbitmqNodesPort(sandbox.net) },
    ...on(sandbox.address, sharedPorts),
    ...sites.flatMap((site) => on(site.address, sitePorts)),
  ];
}

/**
 * Ports that others hold: on the same address or on every address.
 * @param ours inodes of our own processes' sockets
 */
export function takenPorts(
  wanted: readonly Wanted[],
  sockets: readonly ListeningSocket[],
  ours: ReadonlySet<string>,
): readonly ListeningSocket[] {
  return sockets.filter(
    (socket) =>
      socket.protocol === 'tcp' &&
      !ours.has(socket.inode) &&
      wanted.some(
        ({ address, port }) =>
          port === socket.port && [address, '0.0.0.0', '0:0:0:0:0:0:0:0'].includes(socket.address),
      ),
  );
}

/** @throws SandboxError naming address, port and process of all that are in the way */
export function checkPorts(sandbox: Sandbox, sites: readonly Site[], ourPids: readonly number[]): void {
  const ours = new Set(ourPids.flatMap(socketsOf));
  const taken = takenPorts(wantedPorts(sandbox, sites), listeningSockets(), ours);
  if (taken.length === 0) return;
  const holders = new Map(
    allProcesses().flatMap(({ pid }) => socketsOf(pid).map((inode) => [inode, pid] as const)),
  );
  const lines = taken.map(({ address, port, inode }) => {
    const pid = holders.get(inode);
    const name = pid === undefined ? 'of another container' : `${pid} (${nameOf(pid)})`;
    return `${address}:${port} is in use by process ${name}`;
  });
  throw new SandboxError(
    lines.join('\n'),
    'every service of the sandbox has an address and port of its own',
    'end that process, or take other addresses: ESTATE_SANDBOX_NET, with a number that is free, before the first start',
  );
}

function nameOf(pid: number): string {
  return (readText(`/proc/${pid}/comm`) ?? 'unknown').trim();
}
