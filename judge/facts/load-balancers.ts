import type { Graph, Resource } from '../../graph/graph';
import { isList, isUnset, Unknown, type Value } from '../../graph/value';
import type { Way } from './way';

const listenerType = 'openstack_lb_listener_v2';
const poolType = 'openstack_lb_pool_v2';
const memberType = 'openstack_lb_member_v2';
const membersType = 'openstack_lb_members_v2';

interface Member {
  readonly source: Resource;
  readonly address: Value;
  readonly port: Value;
}

interface Members {
  /** By stack and literal address. */
  readonly byAddress: ReadonlyMap<string, readonly Member[]>;
  /** By the port or server that an address is an attribute of. */
  readonly byTarget: ReadonlyMap<Resource, readonly Member[]>;
}

const indexes = new WeakMap<Graph, Members>();

function indexOf(graph: Graph): Members {
  const known = indexes.get(graph);
  if (known) return known;
  const byAddress = new Map<string, Member[]>();
  const byTarget = new Map<Resource, Member[]>();
  for (const member of membersOf(graph)) {
    const { source, address } = member;
    if (typeof address === 'string') {
      const key = `${source.stack} ${address}`;
      byAddress.set(key, [...(byAddress.get(key) ?? []), member]);
      continue;
    }
    for (const target of graph.resolve(source, address).targets) {
      byTarget.set(target, [...(byTarget.get(target) ?? []), member]);
    }
  }
  const index = { byAddress, byTarget };
  indexes.set(graph, index);
  return index;
}

function membersOf(graph: Graph): readonly Member[] {
  const single = graph.ofType(memberType).map((source): Member => {
    return { source, address: source.get('address'), port: source.get('protocol_port') };
  });
  const several = graph.ofType(membersType).flatMap((source): Member[] => {
    const blocks = source.blocks('member');
    if (!isList(blocks)) return [{ source, address: blocks, port: blocks }];
    return blocks.map((_, at) => {
      const [address, port] = ['address', 'protocol_port'].map((name) => source.get(`member.${at}.${name}`));
      return { source, address: address ?? null, port: port ?? null };
    });
  });
  return [...single, ...several];
}

/** Ways to a server's port through load balancers: a listener passes on to members, whatever their groups name. */
export function balancersOf(
  graph: Graph,
  port: Resource,
  server: Resource,
  tcpPorts: readonly number[],
): readonly Way[] {
  const { byAddress, byTarget } = indexOf(graph);
  const named = fixedAddresses(port).flatMap((one) => byAddress.get(`${port.stack} ${one}`) ?? []);
  // A member names its server by an attribute of its port or of the server, if not by the address itself.
  const referring = [...(byTarget.get(port) ?? []), ...(byTarget.get(server) ?? [])];
  return [...named, ...referring].flatMap((member) => {
    const { source, address, port: passedTo } = member;
    const isOpen = passedTo instanceof Unknown;
    const ports = isOpen ? tcpPorts : tcpPorts.filter((one) => one === passedTo);
    if (ports.length === 0) return [];
    const isSure = !isOpen && (typeof address === 'string' || (address instanceof Unknown && address.exact));
    return listenersOf(graph, source).map(({ listener, pool, certain }): Way => {
      const witness = [listener, pool, source].filter((one) => one !== undefined);
      return { from: clientsOf(listener), ports, certain: certain && isSure, witness };
    });
  });
}

function fixedAddresses(port: Resource): readonly string[] {
  const blocks = port.blocks('fixed_ip');
  return (isList(blocks) ? blocks : []).flatMap((_, at) => {
    const address = port.get(`fixed_ip.${at}.ip_address`);
    return typeof address === 'string' ? [address] : [];
  });
}

interface Entry {
  readonly listener: Resource | undefined;
  readonly pool: Resource | undefined;
  readonly certain: boolean;
}

/** Listeners that pass on to a member's pool: the one the pool names, and those whose default it is. */
function listenersOf(graph: Graph, member: Resource): readonly Entry[] {
  const pools = graph.follow(member, 'pool_id');
  const found = pools.targets
    .filter(({ type }) => type === poolType)
    .flatMap((pool): Entry[] => {
      const named = graph.follow(pool, 'listener_id');
      const users = graph.users(pool, listenerType, 'default_pool_id');
      return [
        ...named.targets.map((listener) => ({ listener, pool, certain: named.certain && pools.certain })),
        ...users.map(({ resource, certain }) => ({
          listener: resource,
          pool,
          certain: certain && pools.certain,
        })),
      ];
    });
  // A pool of another plan has listeners there.
  return found.length > 0 || pools.targets.length > 0
    ? found
    : [{ listener: undefined, pool: undefined, certain: false }];
}

/** Octavia: a listener without `allowed_cidrs` takes anyone. */
function clientsOf(listener: Resource | undefined): Way['from'] {
  const allowed = listener?.get('allowed_cidrs');
  if (listener === undefined) return 'unknown';
  if (isUnset(allowed) || (isList(allowed) && allowed.length === 0)) return 'anyone';
  if (!isList(allowed)) return 'unknown';
  return allowed.every((one): one is string => typeof one === 'string') ? allowed : 'unknown';
}
