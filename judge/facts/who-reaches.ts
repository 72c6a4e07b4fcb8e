import type { Graph, Resource } from '../../graph/graph';
import { peersOf } from './exposure';
import { balancersOf } from './load-balancers';
import { groupsOfPort, isFiltered } from './port-groups';
import { portsOpenedBy, portType, ruleType } from './reach';
import { interfacesOf } from './server-ports';
import type { Way } from './way';

export type { Way };

/**
 * Who can reach a server on some TCP ports: through rules of its ports' groups, through ports that filter nothing,
 * and through load balancers that have it as a member.
 * @returns ways, and whether there may be others that the sources do not show
 */
export function whoReaches(
  graph: Graph,
  server: Resource,
  tcpPorts: readonly number[],
): { readonly ways: readonly Way[]; readonly complete: boolean } {
  const { interfaces, complete } = interfacesOf(graph, server);
  let isComplete = complete;
  const ways: Way[] = [];
  for (const { edge, kind, certain, source } of interfaces) {
    if (kind === 'network' || edge.targets.length === 0) isComplete = false;
    for (const port of kind === 'port' ? edge.targets : []) {
      if (port.type !== portType || port.mode !== 'managed') {
        isComplete = false;
        continue;
      }
      const isSure = certain && edge.certain;
      const end = source === server ? [port, server] : [port, source, server];
      const found = waysToPort(graph, port, tcpPorts);
      if (!found.complete) isComplete = false;
      for (const way of [...found.ways, ...balancersOf(graph, port, server, tcpPorts)]) {
        ways.push({ ...way, certain: way.certain && isSure, witness: [...way.witness, ...end] });
      }
    }
  }
  return { ways, complete: isComplete };
}

function waysToPort(
  graph: Graph,
  port: Resource,
  tcpPorts: readonly number[],
): { readonly ways: readonly Way[]; readonly complete: boolean } {
  const filter = isFiltered(graph, port);
  if (filter === 'no') {
    return { ways: [{ from: 'anyone', ports: tcpPorts, certain: true, witness: [] }], complete: true };
  }
  const { groups, complete } = groupsOfPort(graph, port);
  const ways = groups.flatMap(({ group, certain }) =>
    waysThrough(graph, group, tcpPorts).map((way) => ({ ...way, certain: way.certain && certain })),
  );
  return { ways, complete: complete && filter === 'yes' };
}

const waysByGroup = new WeakMap<Graph, Map<string, readonly Way[]>>();

/** Ways through one security group; many servers share a group. */
function waysThrough(graph: Graph, group: Resource, tcpPorts: readonly number[]): readonly Way[] {
  const all = waysByGroup.get(graph) ?? new Map<string, readonly Way[]>();
  waysByGroup.set(graph, all);
  const key = `${group.stack} ${group.address} ${tcpPorts.join()}`;
  const known = all.get(key) ?? findWays(graph, group, tcpPorts);
  all.set(key, known);
  return known;
}

function findWays(graph: Graph, group: Resource, tcpPorts: readonly number[]): readonly Way[] {
  const rules = graph.users(group, ruleType, 'security_group_id');
  return rules.flatMap(({ resource: rule, certain }): Way[] => {
    const opened = portsOpenedBy(rule, { direction: 'ingress', protocol: 'tcp' });
    const answers = tcpPorts.map((port) => ({ port, opens: opened(port) }));
    const sure = answers.filter(({ opens }) => opens === 'yes');
    const open = sure.length > 0 ? sure : answers.filter(({ opens }) => opens === 'maybe');
    if (open.length === 0) return [];
    const ports = open.map(({ port }) => port);
    const isSure = certain && sure.length > 0;
    return membersOr(graph, rule).map(({ from, certain: isFrom }) => {
      return { from, ports, certain: isSure && isFrom, witness: [rule, group] };
    });
  });
}

/** The other end of a rule; a group by the resource that it is. */
function membersOr(graph: Graph, rule: Resource): readonly Pick<Way, 'from' | 'certain'>[] {
  const peers = peersOf(rule, graph);
  if (peers !== 'group') return [{ from: peers, certain: peers !== 'unknown' }];
  const { targets, certain, complete } = graph.follow(rule, 'remote_group_id');
  if (!complete || targets.length === 0) return [{ from: 'unknown', certain: false }];
  return targets.map((group) => ({ from: group, certain }));
}
