import type { Graph, Resource } from '../../graph/graph';
import { isOpen } from '../../graph/value';
import { peersOf } from './exposure';
import { groupsOfPort, isFiltered } from './port-groups';
import { coversTogether, parseRange } from './ranges';
import { allOf, equals, ruleOpens, ruleType, type Ternary, type Traffic } from './reach';

const everyone = { IPv4: '0.0.0.0/0', IPv6: '::/0' } as const;

/**
 * Whether rules of a port's groups let the traffic through, or the port has no filter at all. Several rules count
 * together: each lets a part of the range through.
 */
export function portAdmits(graph: Graph, port: Resource, traffic: Traffic): Ternary {
  const filter = isFiltered(graph, port);
  if (filter === 'no') return 'yes';
  const { groups, complete } = groupsOfPort(graph, port);
  const openings = groups.flatMap(({ group, certain }) =>
    openingsOf(graph, group, traffic).map((one) => ({ ...one, certain: one.certain && certain })),
  );
  const rangesOf = (list: typeof openings) => list.flatMap(({ ranges }) => ranges ?? []);
  if (coversTogether(rangesOf(openings.filter(({ certain }) => certain)), traffic.peer)) return 'yes';
  const isClosed = filter === 'yes' && complete && openings.every(({ ranges }) => ranges !== undefined);
  return isClosed && !coversTogether(rangesOf(openings), traffic.peer) ? 'no' : 'maybe';
}

interface RangesOpened {
  /** Undefined where they are not known. */
  readonly ranges: readonly string[] | undefined;
  readonly certain: boolean;
}

function openingsOf(graph: Graph, group: Resource, traffic: Traffic): RangesOpened[] {
  const family = parseRange(traffic.peer)?.[0].kind() === 'ipv6' ? 'IPv6' : 'IPv4';
  const users = graph.users(group, ruleType, 'security_group_id');
  const openings = users.flatMap(({ resource: rule, certain }): RangesOpened[] => {
    const opens = allOf(ruleOpens(rule, traffic), equals(rule.get('ethertype'), family));
    const peers = opens === 'no' ? 'group' : peersOf(rule, graph);
    // Members of a group have addresses of their own cloud: no range elsewhere is let in by it.
    if (peers === 'group') return [];
    const ranges = peers === 'anyone' ? [everyone[family]] : peers === 'unknown' ? undefined : peers;
    return [{ ranges, certain: certain && opens === 'yes' }];
  });
  if (traffic.direction === 'egress' && mayKeepDefaultRules(group)) {
    // The cloud's operator decides what these are; Neutron's own let everything out.
    openings.push({ ranges: [everyone[family]], certain: false });
  }
  return openings;
}

function mayKeepDefaultRules(group: Resource): boolean {
  const removed = group.get('delete_default_rules');
  return removed !== true || isOpen(removed);
}
