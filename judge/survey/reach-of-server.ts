import type { Estate } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isList, isUnset, Unknown } from '../../graph/value';
import { firewallAdmits, firewallsOfPort, firewallsOfSubnet } from '../facts/firewall';
import { intervalOf } from '../facts/ranges';
import { allOf, portType, ruleType, type Ternary } from '../facts/reach';
import { type Way, whoReaches } from '../facts/who-reaches';
import { nameOf, type ReachedWay } from './reached';

const lastPort = 65_535;
const everyPort = `1-${lastPort}`;
export const notKnown = 'not known';

/**
 * TCP ports of which one is open wherever any is: the first of every range that a rule names, those that members of
 * load balancers take, the estate's own for replication, and the first and last of all.
 */
export function openableTcpPorts(graph: Graph, { datasets }: Estate): readonly number[] {
  const rules = graph.ofType(ruleType).map((rule) => rule.get('port_range_min'));
  const members = graph.ofType('openstack_lb_member_v2').map((member) => member.get('protocol_port'));
  const several = graph.ofType('openstack_lb_members_v2').flatMap((one) => {
    const blocks = one.blocks('member');
    return isList(blocks) ? blocks.map((_, at) => one.get(`member.${at}.protocol_port`)) : [];
  });
  const stated = [...rules, ...members, ...several].filter((one): one is number => typeof one === 'number');
  const own = datasets.map(({ replication }) => replication.port);
  const all = [1, lastPort, ...own, ...stated].filter((port) => port >= 1 && port <= lastPort);
  return [...new Set(all)].toSorted((a, b) => a - b);
}

/** Who can get to a server, way by way, and whether there may be others. */
export function reachOfServer(
  graph: Graph,
  server: Resource,
  tcpPorts: readonly number[],
): { readonly ways: readonly ReachedWay[]; readonly complete: boolean } {
  const { ways, complete } = whoReaches(graph, server, tcpPorts);
  const told = new Map<string, ReachedWay>();
  for (const way of ways) {
    for (const from of endsOf(way)) {
      const certain = way.certain && passesFirewalls(graph, way, from) === 'yes';
      const reached = { from, ports: portsOf(way), path: way.witness.map(nameOf), certain };
      told.set(JSON.stringify(reached), reached);
    }
  }
  return { ways: [...told.values()], complete: complete && !server.repeated };
}

function endsOf({ from }: Way): readonly string[] {
  if (from === 'unknown') return [notKnown];
  if (typeof from === 'string') return [from];
  return isRanges(from) ? from : [nameOf(from)];
}

function isRanges(from: Resource | readonly string[]): from is readonly string[] {
  return Array.isArray(from);
}

/** As they are opened: the range of the rule, the port that a load balancer passes on to, or every one. */
function portsOf({ witness, ports }: Way): readonly string[] {
  const rule = witness.find(({ type }) => type === ruleType);
  if (rule) return [rangeOf(rule)];
  if (!witness.some(({ type }) => type.startsWith('openstack_lb_'))) return [everyPort];
  // A member whose port is not known yet may take any of them.
  return ports.length === 1 ? ports.map(String) : [notKnown];
}

function rangeOf(rule: Resource): string {
  const [low, high] = [rule.get('port_range_min'), rule.get('port_range_max')];
  const isAny = [low, high].every((one) => one === 0 || isUnset(one));
  if (isAny) return everyPort;
  if (low instanceof Unknown || high instanceof Unknown) return notKnown;
  const [first, last] = [Number(low ?? 1), Number(high ?? lastPort)];
  return first === last ? String(first) : `${first}-${last}`;
}

/** A firewall on the way may close what a security group opens; a way that it closes is told as not certain. */
function passesFirewalls(graph: Graph, { witness, ports }: Way, from: string): Ternary {
  const port = witness.find(({ type }) => type === portType);
  if (!port) return 'yes';
  const blocks = port.blocks('fixed_ip');
  const subnets = (isList(blocks) ? blocks : []).flatMap(
    (_, at) => graph.follow(port, `fixed_ip.${at}.subnet_id`).targets,
  );
  const source = from === 'anyone' ? '0.0.0.0/0' : from;
  const answers = [
    ...firewallsOfPort(graph, port).map((one) => ({ ...one, direction: 'ingress' as const })),
    ...subnets
      .flatMap((subnet) => firewallsOfSubnet(graph, subnet))
      .map((one) => ({ ...one, direction: 'egress' as const })),
  ].map(({ group, direction }): Ternary => {
    const range = subnets.map((subnet) => subnet.get('cidr')).find((cidr) => typeof cidr === 'string');
    if (typeof range !== 'string' || intervalOf(source) === undefined) return 'maybe';
    const flows = ports.map((tcpPort) => ({ direction, source, destination: range, tcpPort }));
    return allOf(...flows.map((flow) => firewallAdmits(graph, group, flow)));
  });
  return allOf(...answers);
}
