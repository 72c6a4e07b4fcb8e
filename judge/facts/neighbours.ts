import type { Graph, Resource } from '../../graph/graph';
import { isList, isUnset, Unknown, type Value } from '../../graph/value';
import { RangeIndex } from './ranges';
import { portType, type Ternary } from './reach';
import { serversOfPort } from './servers';

export const subnetType = 'openstack_networking_subnet_v2';

interface Index {
  readonly subnets: ReadonlyMap<string, RangeIndex<Resource>>;
  /** Ports by the address that their configuration gives them. */
  readonly ports: ReadonlyMap<string, readonly Resource[]>;
}

const indexes = new WeakMap<Graph, Index>();

function indexOf(graph: Graph): Index {
  const known = indexes.get(graph);
  if (known) return known;
  const subnets = new Map<string, [string, Resource][]>();
  for (const subnet of graph.ofType(subnetType)) {
    const cidr = subnet.get('cidr');
    if (typeof cidr !== 'string') continue;
    subnets.set(subnet.stack, [...(subnets.get(subnet.stack) ?? []), [cidr, subnet]]);
  }
  const ports = new Map<string, Resource[]>();
  for (const port of graph.ofType(portType)) {
    for (const address of fixedAddresses(port)) {
      const key = `${port.stack} ${address}`;
      ports.set(key, [...(ports.get(key) ?? []), port]);
    }
  }
  const index = {
    subnets: new Map([...subnets].map(([stack, list]) => [stack, new RangeIndex(list)])),
    ports,
  };
  indexes.set(graph, index);
  return index;
}

function fixedAddresses(port: Resource): string[] {
  const blocks = port.blocks('fixed_ip');
  return (isList(blocks) ? blocks : []).flatMap((_, at) => {
    const address = port.get(`fixed_ip.${at}.ip_address`);
    return typeof address === 'string' && address !== '' ? [address] : [];
  });
}

/** Subnets of a stack that have an address in common with a range. */
export function subnetsOverlapping(graph: Graph, stack: string, range: string): readonly Resource[] {
  return indexOf(graph).subnets.get(stack)?.overlapping(range) ?? [];
}

/** Whether a port stands in the network of a subnet. */
export function isInNetworkOf(graph: Graph, port: Resource, subnet: Resource): Ternary {
  const [own, other] = [port.get('network_id'), subnet.get('network_id')];
  if (typeof own === 'string' && typeof other === 'string') return own === other ? 'yes' : 'no';
  const [a, b] = [graph.follow(port, 'network_id'), graph.follow(subnet, 'network_id')];
  const isShared = a.targets.some((target) => b.targets.includes(target));
  if (isShared && a.certain && b.certain) return 'yes';
  if (isShared || isSameExpression(own, other)) return 'maybe';
  return isPinned(own, a) && isPinned(other, b) ? 'no' : 'maybe';
}

function isPinned(value: Value, { certain, complete, targets }: ReturnType<Graph['follow']>): boolean {
  return targets.length > 0 && certain && complete && !isUnset(value);
}

function isSameExpression(one: Value, other: Value): boolean {
  if (!(one instanceof Unknown && other instanceof Unknown)) return false;
  const named = one.references.map(({ address }) => address);
  return other.references.some(({ address }) => named.includes(address));
}

/** A server, other than the port's own, one of whose ports has an address by its configuration. */
export function serverWithAddress(
  graph: Graph,
  port: Resource,
  address: string,
): ReturnType<typeof serversOfPort>['servers'][number] | undefined {
  const own = new Set(serversOfPort(graph, port).servers.map(({ server }) => server));
  const ports = (indexOf(graph).ports.get(`${port.stack} ${address}`) ?? []).filter((one) => one !== port);
  const others = ports
    .flatMap((other) => serversOfPort(graph, other).servers)
    .filter(({ server }) => !own.has(server));
  return others.find(({ certain }) => certain) ?? others[0];
}
