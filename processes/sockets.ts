import { readdirSync, readlinkSync } from 'node:fs';
import { readText } from './private-file';

/** A socket that somebody may send to: a TCP listener, or a UDP socket that is not tied to one peer. */
export interface ListeningSocket {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  readonly inode: string;
}

const listening = '0A';

/** Sockets of this network namespace, from /proc/net. */
export function listeningSockets(): readonly ListeningSocket[] {
  return (['tcp', 'tcp6', 'udp', 'udp6'] as const).flatMap((table) =>
    parseSockets(readText(`/proc/net/${table}`) ?? '', table.startsWith('tcp') ? 'tcp' : 'udp'),
  );
}

/** Reads a table of /proc/net: addresses are in hexadecimal, each 32 bits in the order of the machine. */
export function parseSockets(table: string, protocol: 'tcp' | 'udp'): readonly ListeningSocket[] {
  const lines = table.split('\n').slice(1);
  return lines.flatMap((line) => {
    const [, local, remote, state, , , , , , inode] = line.trim().split(/\s+/);
    if (!local || !remote || !state || !inode) return [];
    const isOpen = protocol === 'tcp' ? state === listening : /^0+:0+$/.test(remote);
    if (!isOpen) return [];
    const [address = '', port = ''] = local.split(':');
    return [{ protocol, address: decodeAddress(address), port: Number.parseInt(port, 16), inode }];
  });
}

function decodeAddress(hex: string): string {
  const bytes = Buffer.from(hex, 'hex');
  for (let at = 0; at < bytes.length; at += 4) bytes.subarray(at, at + 4).reverse();
  if (bytes.length === 4) return [...bytes].join('.');
  const isMapped = bytes.subarray(0, 10).every((byte) => byte === 0) && bytes.readUInt16BE(10) === 0xff_ff;
  if (isMapped) return [...bytes.subarray(12)].join('.');
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(2 * index).toString(16));
  return groups.join(':');
}

/** 127.0.0.0/8 and ::1, which no other machine can reach. */
export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '0:0:0:0:0:0:0:1';
}

/** Inodes of the sockets that a process has open. */
export function socketsOf(pid: number): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(`/proc/${pid}/fd`);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    try {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`)) ?? [];
      return inode === undefined ? [] : [inode];
    } catch {
      return [];
    }
  });
}

/** Sockets of these processes that are open to other machines, as `tcp 0.0.0.0:80`. */
export function socketsBeyondLoopback(pids: readonly number[]): readonly string[] {
  const own = new Set(pids.flatMap(socketsOf));
  return listeningSockets()
    .filter(({ inode, address }) => own.has(inode) && !isLoopback(address))
    .map(({ protocol, address, port }) => `${protocol} ${address}:${port}`);
}
