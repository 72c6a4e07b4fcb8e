import type { Cloud } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isList, isOpen, isUnset } from '../../graph/value';
import { portType, type Ternary } from './reach';

export const associateType = 'openstack_networking_port_secgroup_associate_v2';
const groupType = 'openstack_networking_secgroup_v2';

/** A security group of a port, and whether the port is surely in it. */
export interface GroupOfPort {
  readonly group: Resource;
  readonly certain: boolean;
}

export interface GroupsOfPort {
  readonly groups: readonly GroupOfPort[];
  /** False where it may be in others too: the project's default group, one named by its id, an unknown one. */
  readonly complete: boolean;
}

/** Security groups of a port: its own, and those of an association, which adds to them or, enforced, takes their place. */
export function groupsOfPort(graph: Graph, port: Resource): GroupsOfPort {
  const associations = graph.users(port, associateType, 'port_id').map(({ resource, certain }) => {
    const enforced = resource.get('enforce');
    const replaces: Ternary = isOpen(enforced)
      ? 'maybe'
      : enforced !== true
        ? 'no'
        : certain
          ? 'yes'
          : 'maybe';
    return { ...groupsNamed(graph, resource, certain), replaces };
  });
  const added = associations.flatMap(({ groups }) => groups);
  const isAddedComplete = associations.every(({ complete }) => complete);
  if (associations.some(({ replaces }) => replaces === 'yes')) {
    return { groups: added, complete: isAddedComplete };
  }
  const own = ownGroups(graph, port);
  const isKept = associations.every(({ replaces }) => replaces === 'no');
  const kept = own.groups.map((one) => ({ ...one, certain: one.certain && isKept }));
  return { groups: [...kept, ...added], complete: own.complete && isAddedComplete };
}

function ownGroups(graph: Graph, port: Resource): GroupsOfPort {
  const none = port.get('no_security_groups');
  if (none === true) return { groups: [], complete: true };
  const named = groupsNamed(graph, port, !isOpen(none));
  // A port that names no group is in the project's default one.
  const isNamed = isList(port.get('security_group_ids')) && named.groups.length > 0;
  return { ...named, complete: named.complete && isNamed };
}

function groupsNamed(graph: Graph, from: Resource, isSure: boolean): GroupsOfPort {
  const ids = from.get('security_group_ids');
  const edges = isList(ids) ? ids.map((id) => graph.resolve(from, id)) : [graph.resolve(from, ids)];
  const groups = edges.flatMap(({ targets, certain }) =>
    targets.map((group) => ({ group, certain: certain && isSure })),
  );
  const isManaged = (group: Resource) => group.mode === 'managed' && group.type === groupType;
  return {
    groups,
    // Rules of a group that another plan manages are not in this one.
    complete:
      (isList(ids) || isUnset(ids)) &&
      edges.every(({ complete, targets }) => complete && targets.length > 0 && targets.every(isManaged)),
  };
}

/** Whether a port has a filter at all; one that says nothing has what its network has, and a network has one. */
export function isFiltered(graph: Graph, port: Resource): Ternary {
  const trusted = isTrusted(port);
  if (trusted === 'yes') return 'no';
  const filtered = isFilteredBySetting(graph, port);
  return trusted === 'maybe' && filtered === 'yes' ? 'maybe' : filtered;
}

/**
 * Whether Neutron trusts a port and so filters nothing there, whatever port security is set to: one of an owner that
 * a configuration names as the network itself. What the network has made of a port, such as a router's, is its own.
 */
export function isTrusted(port: Resource): Ternary {
  const owner = port.get('device_owner');
  if (isUnset(owner) || port.configures('device_owner') === false) return 'no';
  if (typeof owner !== 'string') return 'maybe';
  return owner.startsWith('network:') ? 'yes' : 'no';
}

function isFilteredBySetting(graph: Graph, port: Resource): Ternary {
  const own = port.get('port_security_enabled');
  if (typeof own === 'boolean') return own ? 'yes' : 'no';
  if (!isUnset(own)) return 'maybe';
  const networks = graph.follow(port, 'network_id').targets.map((n) => n.get('port_security_enabled'));
  if (networks.every((value) => value === true || isUnset(value))) return 'yes';
  return networks.every((value) => value === false) ? 'no' : 'maybe';
}

/**
 * Whether a port's groups forget what they let through, so that answers need rules of their own.
 * @param kind the Open Telekom Cloud knows no such groups: the provider writes down `stateful = false` for what its
 *   Networking API does not say, so that there only what is configured counts
 */
export function isStateless(graph: Graph, port: Resource, kind: Cloud['kind']): Ternary {
  if (port.type !== portType) return 'maybe';
  const { groups } = groupsOfPort(graph, port);
  const answers = groups.map(({ group, certain }): Ternary => {
    const isSaid = kind !== 'open-telekom-cloud' || group.configures('stateful') !== false;
    const stateful = isSaid ? group.get('stateful') : true;
    if (stateful === false) return certain ? 'yes' : 'maybe';
    return isOpen(stateful) ? 'maybe' : 'no';
  });
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}
