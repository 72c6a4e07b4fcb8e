import type { Graph, Resource } from '../../graph/graph';
import { isList, isOpen, isUnset, type Value } from '../../graph/value';
import { type Finding, seen, undecided } from '../finding';
import { groupName } from './admission';
import { asItWas } from './before';
import { widenedByJoining } from './widened';

const path = 'security_groups';

/**
 * What a server that exists lets in by a group that it is added to: Nova puts all its ports into groups that it names
 * by their names. Undefined where it is added to none.
 */
export function widenedAtServer(server: Resource, graph: Graph): Finding | undefined {
  const before = asItWas(graph, server);
  const now = server.get(path);
  if (before === undefined || isUnset(now)) return undefined;
  const names = isList(now) ? now : [now];
  const evidence = [seen(server, path)];
  const was = before.get(path);
  const old = isList(was) ? was : [];
  const added = names.filter((name) => isOpen(name) || !old.includes(name));
  const joined = added.map((name) => groupOf(server, name, graph));
  if (joined.includes(undefined)) {
    return undecided('which security groups this server will have is not shown', ...evidence);
  }
  const had = old.flatMap((name) => groupOf(server, name, graph) ?? []);
  const more = joined.filter((name): name is string => name !== undefined && !had.includes(name));
  return more.length === 0 ? undefined : widenedByJoining(graph, server.stack, more, had, evidence);
}

/** The group that a name, an id or a reference names: what is managed by its address, anything else as it is stated. */
function groupOf(server: Resource, value: Value, graph: Graph): string | undefined {
  if (typeof value !== 'string') {
    const { targets } = graph.resolve(server, value);
    const [only] = targets;
    return only && targets.length === 1 ? `${only.stack}:${only.address}` : undefined;
  }
  const named = graph
    .ofType('openstack_networking_secgroup_v2')
    .filter((group) => group.stack === server.stack && group.get('name') === value);
  const [only] = named;
  return only && named.length === 1 ? `${only.stack}:${only.address}` : groupName(graph, server, value);
}
