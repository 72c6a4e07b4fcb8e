import type { Graph, Resource } from '../../graph/graph';
import { isList, isUnset, Unknown, type Value } from '../../graph/value';
import { covers, overlap } from './ranges';
import { allOf, type Ternary } from './reach';

export const firewallType = 'openstack_fw_group_v2';
const ruleType = 'openstack_fw_rule_v2';
const interfaceType = 'openstack_networking_router_interface_v2';

/** A connection that a firewall group sees, in the direction in which it enters the port. */
export interface Flow {
  readonly direction: 'ingress' | 'egress';
  readonly source: string;
  readonly destination: string;
  readonly tcpPort: number;
}

/** A firewall group of a port, and whether it surely has it. */
export interface FirewallOfPort {
  readonly group: Resource;
  readonly certain: boolean;
}

/** Firewall groups at a port. */
export function firewallsOfPort(graph: Graph, port: Resource): readonly FirewallOfPort[] {
  return graph
    .users(port, firewallType, 'ports')
    .map(({ resource, certain }) => ({ group: resource, certain }));
}

/** Firewall groups at the router's interfaces in a subnet: at an interface by itself, or at the port it is made of. */
export function firewallsOfSubnet(graph: Graph, subnet: Resource): readonly FirewallOfPort[] {
  return graph.users(subnet, interfaceType, 'subnet_id').flatMap(({ resource }) => {
    return firewallsOfPort(graph, resource);
  });
}

/**
 * Whether a firewall group lets a flow through. FWaaS takes the first rule that fits, drops what none fits, and
 * drops everything while the group is switched off.
 */
export function firewallAdmits(graph: Graph, group: Resource, flow: Flow): Ternary {
  const isUp = group.get('admin_state_up');
  if (isUp === false) return 'no';
  const path = `${flow.direction}_firewall_policy_id`;
  const { targets, certain } = graph.follow(group, path);
  const [policy] = targets;
  const rules = policy?.get('rules');
  if (!policy || !certain || targets.length > 1 || (isUp instanceof Unknown && !isUnset(isUp)))
    return 'maybe';
  if (isUnset(rules)) return 'no';
  if (!isList(rules)) return 'maybe';
  return firstThatFits(graph, policy, rules, flow);
}

function firstThatFits(graph: Graph, policy: Resource, rules: readonly Value[], flow: Flow): Ternary {
  const seen = new Set<Ternary>();
  for (const reference of rules) {
    const { targets, certain } = graph.resolve(policy, reference);
    const [rule] = targets;
    if (!rule || rule.type !== ruleType || !certain) return 'maybe';
    const fits = ruleFits(rule, flow);
    if (fits === 'no') continue;
    const action = rule.get('action');
    const isAllowed = typeof action === 'string' ? action.toLowerCase() === 'allow' : undefined;
    const lets: Ternary = isAllowed === undefined ? 'maybe' : isAllowed ? 'yes' : 'no';
    seen.add(lets);
    if (fits === 'yes') return seen.size === 1 ? lets : 'maybe';
  }
  return seen.has('yes') || seen.has('maybe') ? 'maybe' : 'no';
}

function ruleFits(rule: Resource, { source, destination, tcpPort }: Flow): Ternary {
  const enabled = rule.get('enabled');
  if (enabled === false) return 'no';
  return allOf(
    enabled instanceof Unknown && !isUnset(enabled) ? 'maybe' : 'yes',
    equalsOrAny(rule.get('protocol'), 'tcp'),
    within(rule.get('source_ip_address'), source),
    within(rule.get('destination_ip_address'), destination),
    // Which port a connection comes from is not known beforehand.
    isUnset(rule.get('source_port')) ? 'yes' : 'maybe',
    hasPort(rule.get('destination_port'), tcpPort),
  );
}

function equalsOrAny(value: Value, wanted: string): Ternary {
  if (isUnset(value)) return 'yes';
  if (typeof value !== 'string') return 'maybe';
  return ['any', wanted].includes(value.toLowerCase()) ? 'yes' : 'no';
}

function within(value: Value, range: string): Ternary {
  if (isUnset(value)) return 'yes';
  if (typeof value !== 'string') return 'maybe';
  if (covers(value, range)) return 'yes';
  return overlap(value, range) ? 'maybe' : 'no';
}

/** A port, or a range of them as `5000:6000`. */
function hasPort(value: Value, port: number): Ternary {
  if (isUnset(value)) return 'yes';
  if (typeof value !== 'string') return 'maybe';
  const [low, high = low] = value.split(':').map(Number);
  if (low === undefined || high === undefined || Number.isNaN(low + high)) return 'maybe';
  return low <= port && port <= high ? 'yes' : 'no';
}
