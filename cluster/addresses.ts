import { createServer } from 'node:net';
import { InputError } from '../terraform/errors';

/** Ports of a site's control plane, the ones that Kubernetes and etcd give themselves, on the site's own address. */
export const ports = {
  etcd: 2379,
  etcdPeers: 2380,
  apiServer: 6443,
  controllerManager: 10257,
  scheduler: 10259,
} as const;

/** The address of the site at a place in the order of sites, from 0: 127.NET.10.1, 127.NET.20.1, … */
export function siteAddress(net: number, index: number): string {
  if (index <= 24) return `127.${net}.${10 * (index + 1)}.1`;
  throw new InputError({
    value: `site number ${index + 1}`,
    rule: 'clusters of one folder have addresses for 25 sites',
    fix: 'take sites out of the estate, or start them from two folders',
  });
}

/** The second number of the clusters' addresses, by which several sets of clusters live side by side. */
export function parseNet(text: string): number {
  const net = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (net >= 1 && net <= 254) return net;
  throw new InputError({
    value: `ESTATE_CLUSTER_NET=${text}`,
    rule: 'it is the second number of 127.N.10.1, from 1 to 254',
    fix: 'leave it out for a free one, or give one that is free',
  });
}

/** A number whose first site's API server could listen now. @throws InputError where none is free */
export async function freeNet(): Promise<number> {
  // Drawn at random: two folders that are laid out at the same time hardly draw the same. 77 is the sandbox's.
  for (let tries = 0; tries < 50; tries += 1) {
    const net = 80 + Math.floor(Math.random() * 170);
    if (await canListen(siteAddress(net, 0), ports.apiServer)) return net;
  }
  throw new InputError({
    value: `port ${ports.apiServer} is in use on every loopback address that was tried`,
    rule: 'every API server has an address of its own within 127.0.0.0/8',
    fix: `end what listens on port ${ports.apiServer} of all addresses`,
  });
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port }, () => server.close(() => resolve(true)));
  });
}
