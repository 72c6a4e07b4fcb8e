import { createHash } from 'node:crypto';
import { addressAt, sizeOf } from './cidr';
import { type Domain, domains, type Site } from './model';

/** A server of a site's cluster, as the estate names it. */
export interface Node {
  /** Name in the cloud and in Kubernetes: `clinic-identity-1`. */
  readonly name: string;
  readonly domain: Domain;
  /** 1 for the first of its pool. */
  readonly number: number;
  /** Whether it runs the cluster's control plane and a member of its etcd. */
  readonly server: boolean;
  /** Its address where the estate fixes one: agents have to know their servers before either exists. */
  readonly address?: string;
}

/**
 * Members of an etcd: an even number withstands no more losses than the odd one below it, and beyond five every
 * write gets slower. Source: etcd.io, FAQ, "Why an odd number of cluster members?" and "What is maximum cluster size?".
 */
function controlPlaneSize(nodes: number): number {
  if (nodes >= 5) return 5;
  return nodes >= 3 ? 3 : 1;
}

/** The servers of a domain's pool; the control plane is made of the first ones of the operations pool. */
export function nodesOf({ name, nodePools, network }: Site, domain: Domain): Node[] {
  const { nodes } = nodePools[domain];
  const servers = domain === 'operations' ? controlPlaneSize(nodes) : 0;
  return Array.from({ length: nodes }, (_, index) => ({
    name: `${name}-${domain}-${index + 1}`,
    domain,
    number: index + 1,
    server: index < servers,
    ...(index < servers ? { address: serverAddress(network.subnets.operations, index) } : {}),
  }));
}

/** Every node of a site, by domain. */
export function nodesByDomain(site: Site): Record<Domain, Node[]> {
  return Object.fromEntries(domains.map((domain) => [domain, nodesOf(site, domain)])) as Record<
    Domain,
    Node[]
  >;
}

/** Addresses of a site's control plane, the first server's first. */
export function controlPlaneAddresses(site: Site): string[] {
  return nodesOf(site, 'operations').flatMap(({ address }) => address ?? []);
}

/** Above the gateway and the DHCP ports, which clouds put at the start of a subnet. */
function serverAddress(subnet: string, index: number): string {
  return addressAt(subnet, (sizeOf(subnet) >= 32 ? 10 : 3) + index);
}

/** The name by which nodes and administration reach a site's Kubernetes API; `internal` is in nobody's public DNS. */
export function apiName({ name }: Pick<Site, 'name'>): string {
  return hostAt(name, 'kubernetes');
}

/** The name by which a site's nodes and its images' references know the site's own registry. */
export function registryName({ name }: Pick<Site, 'name'>): string {
  return hostAt(name, 'registry');
}

/** A name that every site's resolvers know. Source: ICANN, resolution 2024.07.29.06: `.internal` is for private use. */
export function hostAt(site: string, host: string): string {
  return `${host}.${site}.lausitz.internal`;
}

/**
 * The node that holds a dataset's volume: the one whose number, hashed with the dataset's name, weighs most. So
 * another dataset moves none, and a new node takes over only what it wins (rendezvous hashing).
 *
 * @param numbers of the pool's nodes
 * @returns undefined when the pool has no node
 */
export function nodeNumberFor(dataset: string, numbers: readonly number[]): number | undefined {
  const weigh = (number: number) =>
    createHash('sha256').update(`${dataset}/${number}`).digest().readUIntBE(0, 6);
  return numbers.reduce<number | undefined>(
    (heaviest, number) => (heaviest === undefined || weigh(number) > weigh(heaviest) ? number : heaviest),
    undefined,
  );
}
