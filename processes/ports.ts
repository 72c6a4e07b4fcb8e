import { readText } from './private-file';
import { allProcesses } from './process-table';
import { type ListeningSocket, listeningSockets, socketsOf } from './sockets';

export interface WantedPort {
  readonly address: string;
  readonly port: number;
}

/**
 * Ports that others hold: on the same address or on every address.
 * @param ours inodes of our own processes' sockets
 */
export function takenPorts(
  wanted: readonly WantedPort[],
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

/** Says of each port that others than these processes hold which process does, one line each. */
export function portsInUse(wanted: readonly WantedPort[], ourPids: readonly number[]): readonly string[] {
  const ours = new Set(ourPids.flatMap(socketsOf));
  const taken = takenPorts(wanted, listeningSockets(), ours);
  if (taken.length === 0) return [];
  const holders = new Map(
    allProcesses().flatMap(({ pid }) => socketsOf(pid).map((inode) => [inode, pid] as const)),
  );
  return taken.map(({ address, port, inode }) => {
    const pid = holders.get(inode);
    const name = pid === undefined ? 'of another container' : `${pid} (${nameOf(pid)})`;
    return `${address}:${port} is in use by process ${name}`;
  });
}

function nameOf(pid: number): string {
  return (readText(`/proc/${pid}/comm`) ?? 'unknown').trim();
}
