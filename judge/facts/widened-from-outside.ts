import type { Graph, Resource } from '../../graph/graph';
import { isList, isUnset, Unknown, type Value } from '../../graph/value';
import { type Finding, fail, pass, seen, undecided } from '../finding';
import { asItWas } from './before';
import { coversTogether } from './ranges';
import { isPlanOfNothing } from './widened';

/** Where a type other than an address of its own says what it leads to; a forwarded port may also change its number. */
const leadsBy: Readonly<Record<string, readonly [path: string, ...others: string[]]>> = {
  openstack_compute_floatingip_associate_v2: ['instance_id', 'fixed_ip'],
  openstack_networking_portforwarding_v2: [
    'internal_port_id',
    'internal_ip_address',
    'internal_port',
    'protocol',
  ],
};

/** An address of the internet that is given to a port or a server that exists. */
export function widenedByFloatingAddress(address: Resource, graph: Graph): Finding | undefined {
  const [path, ...others] = leadsBy[address.type] ?? ['port_id'];
  const [value, before] = [address.get(path), asItWas(graph, address)];
  if (isUnset(value)) return undefined;
  if (before && [path, ...others].every((one) => isSame(address.get(one), before.get(one)))) return undefined;
  const existing = existsAlready(address, value, graph);
  if (existing === 'no') return undefined;
  const evidence = seen(address, path);
  const what = path === 'instance_id' ? 'server' : 'port';
  return existing === 'yes'
    ? fail(`it gives a ${what} that exists an address that is reached from outside`, evidence)
    : undecided(`which ${what} it gives an address to is not shown`, evidence);
}

/** A server that exists and that a balancer passes connections on to from now on. */
export function widenedByMember(member: Resource, graph: Graph): Finding | undefined {
  const before = asItWas(graph, member);
  const paths = member.type === 'openstack_lb_members_v2' ? blocksOf(member) : [''];
  const old = new Set(
    before && endsOf(before, member.type === 'openstack_lb_members_v2' ? blocksOf(before) : ['']),
  );
  for (const path of paths) {
    const [address, port] = [member.get(`${path}address`), member.get(`${path}protocol_port`)];
    const end = `${JSON.stringify(address)} ${JSON.stringify(port)}`;
    const isOld = !(address instanceof Unknown) && !(port instanceof Unknown) && old.has(end);
    const existing = isOld ? 'no' : existsAlready(member, address, graph);
    const evidence = [seen(member, `${path}address`), seen(member, `${path}protocol_port`)];
    if (existing === 'yes')
      return fail('a balancer passes connections on to a server that exists, and did not', ...evidence);
    if (existing === 'maybe')
      return undecided('which server a balancer passes on to is not shown', ...evidence);
  }
  return before ? pass : undefined;
}

/** A balancer that exists and that listens at a new port, or to more ranges. */
export function widenedByListener(listener: Resource, graph: Graph): Finding | undefined {
  const before = asItWas(graph, listener);
  const evidence = ['loadbalancer_id', 'protocol_port', 'allowed_cidrs'].map((path) => seen(listener, path));
  if (before === undefined) {
    const existing = existsAlready(listener, listener.get('loadbalancer_id'), graph);
    if (existing === 'no') return undefined;
    return existing === 'yes'
      ? fail('a balancer that exists listens at a new port', ...evidence)
      : undecided('whether the balancer that it listens for exists is not shown', ...evidence);
  }
  if (!isSame(listener.get('protocol_port'), before.get('protocol_port')))
    return fail('a balancer that exists listens at a new port', ...evidence);
  const [old, now] = [before.get('allowed_cidrs'), listener.get('allowed_cidrs')];
  if (isSame(now, old) || isNone(old)) return pass;
  if (isNone(now)) return fail('it listens to anyone, and listened to some ranges', ...evidence);
  const ranges = (value: Value | undefined) =>
    isList(value) && value.every((one): one is string => typeof one === 'string') ? value : undefined;
  const [was, is] = [ranges(old), ranges(now)];
  if (was === undefined || is === undefined)
    return undecided('to which ranges it will listen is not known yet', ...evidence);
  const added = is.filter((range) => !coversTogether(was, range));
  return added.length === 0 ? pass : fail(`it listens to ${added.join(', ')}, and did not`, ...evidence);
}

function isNone(value: Value | undefined): boolean {
  return isUnset(value) || (isList(value) && value.length === 0);
}

function isSame(one: Value | undefined, other: Value | undefined): boolean {
  if (one instanceof Unknown || other instanceof Unknown) return false;
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function blocksOf(members: Resource): readonly string[] {
  const blocks = members.blocks('member');
  return isList(blocks) ? blocks.map((_, at) => `member.${at}.`) : ['member.'];
}

function endsOf(member: Resource, paths: readonly string[]): readonly string[] {
  return paths.map(
    (path) =>
      `${JSON.stringify(member.get(`${path}address`))} ${JSON.stringify(member.get(`${path}protocol_port`))}`,
  );
}

/** Whether what a value leads to existed before the plan; what another plan manages did, as far as can be told. */
function existsAlready(from: Resource, value: Value, graph: Graph): 'yes' | 'no' | 'maybe' {
  if (isPlanOfNothing(graph, from.stack)) return 'no';
  const { targets, complete } = graph.resolve(from, value);
  if (targets.some((target) => asItWas(graph, target) !== undefined)) return 'yes';
  if (targets.length > 0) return 'no';
  return typeof value === 'string' && complete ? 'yes' : 'maybe';
}
