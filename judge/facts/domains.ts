import type { Domain, Estate, Site } from '../../estate/model';
import type { Edge, Graph, Resource, User } from '../../graph/graph';
import { isList, isMap, isOpen, isUnset } from '../../graph/value';
import { associateType } from './port-groups';
import { overlap } from './ranges';
import { portType } from './reach';
import { serverType } from './servers';

/**
 * Domains that must not reach one another. Operations is left out: it holds each site's control plane and log
 * store, which every domain talks to and which administers every domain.
 */
export const apartDomains = ['identity', 'mapping', 'research'] as const satisfies readonly Domain[];

/** Domains, of those kept apart, that something belongs to. */
export interface InDomains {
  /** Every one that it may belong to. */
  readonly domains: ReadonlySet<Domain>;
  /** Whether it surely belongs to each of them. */
  readonly certain: boolean;
  /** False where it may belong to others too. */
  readonly complete: boolean;
}

/** Every range that one of the domains kept apart has at some site. */
export function domainsIn(range: string, estate: Estate): { domain: Domain; site: Site; range: string }[] {
  return estate.sites.flatMap((site) =>
    apartDomains.flatMap((domain) => {
      const own = site.network.subnets[domain];
      return overlap(own, range) ? [{ domain, site, range: own }] : [];
    }),
  );
}

const groupDomains = new WeakMap<Graph, Map<Resource, InDomains>>();

/** The domains of the ports that are in a security group of a site, by the subnets that they have addresses in. */
export function domainsOfGroup(graph: Graph, group: Resource, site: Site): InDomains {
  const all = groupDomains.get(graph) ?? new Map<Resource, InDomains>();
  groupDomains.set(graph, all);
  const known = all.get(group) ?? findDomains(graph, group, site);
  all.set(group, known);
  return known;
}

function findDomains(graph: Graph, group: Resource, site: Site): InDomains {
  const members = [...graph.users(group, portType, 'security_group_ids'), ...associated(graph, group)];
  const found = members.map(({ resource }) => domainsOfPort(graph, resource, site));
  return {
    domains: new Set(found.flatMap((one) => [...one.domains])),
    certain: members.every((member) => member.certain) && found.every((one) => one.certain),
    // Who else is in a group of another plan, and where Nova makes ports in this one, is not known.
    complete:
      group.mode === 'managed' && found.every((one) => one.complete) && !isNamedByServer(graph, group),
  };
}

/** Ports that an association puts into a group; one of another plan stands for itself and tells no domain. */
function associated(graph: Graph, group: Resource): User[] {
  return graph.users(group, associateType, 'security_group_ids').flatMap(({ resource, certain }) => {
    const edge = graph.follow(resource, 'port_id');
    if (edge.targets.length === 0) return [{ resource, certain: false }];
    return edge.targets.map((port) => ({ resource: port, certain: certain && edge.certain }));
  });
}

const namedGroups = new WeakMap<Graph, ReadonlySet<string>>();

/** Whether a server asks for the group by name or id: Nova then makes a port in it that no plan shows. */
function isNamedByServer(graph: Graph, group: Resource): boolean {
  const known = namedGroups.get(graph) ?? new Set(graph.ofType(serverType).flatMap(groupsNamedBy));
  namedGroups.set(graph, known);
  const names = [group.get('name'), group.get('id')].filter((one) => typeof one === 'string');
  return names.some((one) => known.has(`${group.stack} ${one}`));
}

function groupsNamedBy(server: Resource): string[] {
  const [groups, networks] = [server.get('security_groups'), server.blocks('network')];
  const hasOwnPorts =
    isList(networks) && networks.length > 0 && networks.every((one) => isMap(one) && !isUnset(one.port));
  if (hasOwnPorts || !isList(groups)) return [];
  return groups.flatMap((one) => (typeof one === 'string' ? [`${server.stack} ${one}`] : []));
}

/** The domains of a port, by the subnets that it has addresses in; without any, by all of its network. */
export function domainsOfPort(graph: Graph, port: Resource, { network }: Site): InDomains {
  const edges = addressesOf(graph, port);
  const ranges = edges.flatMap(({ targets }) => targets.map((subnet) => subnet.get('cidr')));
  const texts = ranges.filter((range): range is string => typeof range === 'string');
  const domains = apartDomains.filter((domain) =>
    texts.some((range) => overlap(network.subnets[domain], range)),
  );
  const isKnown = edges.length > 0 && texts.length === ranges.length;
  return {
    domains: new Set(domains),
    certain: isKnown && edges.every(({ certain }) => certain),
    complete: isKnown && edges.every(({ complete, targets }) => complete && targets.length > 0),
  };
}

/** The domains of a network, by its subnets. */
export function domainsOfNetwork(graph: Graph, target: Resource, { network }: Site): InDomains {
  const subnets = graph.users(target, 'openstack_networking_subnet_v2', 'network_id');
  const found = subnets.map(({ resource, certain }) => ({ range: resource.get('cidr'), certain }));
  const holds = (domain: Domain, range: unknown) =>
    typeof range === 'string' && overlap(network.subnets[domain], range);
  const domains = apartDomains.filter((domain) => found.some(({ range }) => holds(domain, range)));
  return {
    domains: new Set(domains),
    certain: domains.every((domain) => found.some(({ range, certain }) => certain && holds(domain, range))),
    complete:
      target.mode === 'managed' &&
      found.length > 0 &&
      found.every(({ range, certain }) => certain && typeof range === 'string'),
  };
}

function addressesOf(graph: Graph, port: Resource): readonly Edge[] {
  const blocks = port.blocks('fixed_ip');
  if (isList(blocks) && blocks.length > 0) {
    return blocks.map((_, at) => graph.follow(port, `fixed_ip.${at}.subnet_id`));
  }
  if (isOpen(port.get('fixed_ip'))) return [];
  // Neutron then picks addresses from any subnet of the port's network.
  const networks = graph.follow(port, 'network_id');
  return networks.targets.map((target) => {
    const subnets = graph.users(target, 'openstack_networking_subnet_v2', 'network_id');
    return { targets: subnets.map(({ resource }) => resource), certain: false, complete: networks.complete };
  });
}
