import { SandboxError } from './sandbox-error';

/** Ports of a site's services, the ones that OpenStack gives them, on the site's own address. */
export const sitePorts = {
  keystone: 5000,
  placement: 8778,
  glance: 9292,
  nova: 8774,
  neutron: 9696,
  cinder: 8776,
  barbican: 9311,
  swift: 8080,
  swiftObject: 6200,
  swiftContainer: 6201,
  swiftAccount: 6202,
  memcached: 11211,
} as const;

/** Ports of what the sites share, on the sandbox's own address. */
export const sharedPorts = {
  mariadb: 3306,
  postgresql: 5432,
  rabbitmq: 5672,
} as const;

export const defaultNet = 77;

/** The address of what the sites share: 127.NET.0.1. */
export function sharedAddress(net: number): string {
  return `127.${net}.0.1`;
}

/** The address of the site at a place in the order of sites, from 0: 127.NET.10.1, 127.NET.20.1, … */
export function siteAddress(net: number, index: number): string {
  if (index > 24)
    throw new SandboxError(
      `site number ${index + 1}`,
      'a sandbox has addresses for 25 sites',
      'take sites out of the estate, or set up two sandboxes',
    );
  return `127.${net}.${10 * (index + 1)}.1`;
}

/** epmd always listens on 127.0.0.1 as well, which sandboxes share, so each has a port of its own there. */
export function epmdPort(net: number): number {
  return 24_000 + net;
}

/**
 * For RabbitMQ's nodes among each other, who are one. Before it starts it looks whether anybody on the machine listens
 * on the port, whatever the address: two sandboxes cannot have the same.
 */
export function rabbitmqNodesPort(net: number): number {
  return 25_000 + net;
}

/** The second number of a sandbox's addresses, by which several live side by side on one machine. */
export function parseNet(text: string): number {
  const net = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (net >= 1 && net <= 254) return net;
  throw new SandboxError(
    `ESTATE_SANDBOX_NET=${text}`,
    'it is the second number of 127.N.0.1, from 1 to 254',
    `leave it out for ${defaultNet}, or take a free one`,
  );
}
