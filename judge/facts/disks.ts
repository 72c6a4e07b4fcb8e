import type { Edge, Graph, Resource } from '../../graph/graph';
import { isList, isMap, isOpen, isUnset } from '../../graph/value';
import { markOf } from '../finding';
import { volumeType } from './encryption';
import type { Ternary } from './reach';
import { attachType } from './servers';

/** Whether a resource's mark says a role; `maybe` where its marks are not known. */
export function hasRole(resource: Resource, role: string): Ternary {
  const mark = markOf(resource, 'role');
  if (mark !== undefined) return mark === role ? 'yes' : 'no';
  const isUnread = resource.mode === 'data' && isUnset(resource.get('metadata'));
  return isUnread || isOpen(resource.get('metadata.estate:role')) ? 'maybe' : 'no';
}

/** Whether a server has a volume with the role: attached to it, or named among its block devices. */
export function hasVolumeOfRole(graph: Graph, server: Resource, role: string): Ternary {
  const attached = graph
    .users(server, attachType, 'instance_id')
    .map(({ resource, certain }) => leadsToRole(graph.follow(resource, 'volume_id'), certain, role));
  const all = [...attached, ...blockDevices(graph, server, role)];
  if (all.includes('yes')) return 'yes';
  return all.includes('maybe') ? 'maybe' : 'no';
}

function blockDevices(graph: Graph, server: Resource, role: string): Ternary[] {
  const blocks = server.blocks('block_device');
  if (!isList(blocks)) return [isOpen(blocks) ? 'maybe' : 'no'];
  return blocks.map((block, at) => {
    if (!isMap(block)) return isOpen(block) ? 'maybe' : 'no';
    if (isOpen(block.source_type)) return 'maybe';
    if (block.source_type !== 'volume') return 'no';
    return leadsToRole(graph.follow(server, `block_device.${at}.uuid`), true, role);
  });
}

/** A volume of another plan may have any role. */
function leadsToRole({ targets, certain, complete }: Edge, isSure: boolean, role: string): Ternary {
  const roles = targets.map((target) => (target.type === volumeType ? hasRole(target, role) : 'maybe'));
  if (isSure && certain && complete && roles.length === 1) return roles[0] ?? 'maybe';
  const isClosed = complete && roles.length > 0;
  return isClosed && roles.every((one) => one === 'no') ? 'no' : 'maybe';
}
