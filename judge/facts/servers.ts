import type { Graph, Resource } from '../../graph/graph';
import { isList, isMap, isUnset, Unknown, type Value } from '../../graph/value';
import type { Ternary } from './reach';
import { portsOf } from './server-ports';

export const serverType = 'openstack_compute_instance_v2';
export const attachType = 'openstack_compute_volume_attach_v2';

/** A server that a port belongs to, and whether it surely does. */
export interface ServerOfPort {
  readonly server: Resource;
  readonly certain: boolean;
}

interface Ports {
  readonly byPort: ReadonlyMap<Resource, readonly ServerOfPort[]>;
  /** Servers whose ports are not all known, by stack. */
  readonly open: ReadonlyMap<string, Resource>;
}

const indexes = new WeakMap<Graph, Ports>();

function portIndex(graph: Graph): Ports {
  const known = indexes.get(graph);
  if (known) return known;
  const byPort = new Map<Resource, ServerOfPort[]>();
  const open = new Map<string, Resource>();
  for (const server of graph.ofType(serverType)) {
    const { ports, certain } = portsOf(graph, server);
    for (const port of ports) byPort.set(port, [...(byPort.get(port) ?? []), { server, certain }]);
    if (!certain && mayHaveAnyPort(graph, server)) open.set(server.stack, server);
  }
  const index = { byPort, open };
  indexes.set(graph, index);
  return index;
}

/** Whether a port of the server is named by what leads nowhere in the plan, so that any port may be meant. */
function mayHaveAnyPort(graph: Graph, server: Resource): boolean {
  const blocks = server.blocks('network');
  if (blocks instanceof Unknown) return blocks.kind === 'reference';
  return blocks.some((_, at) => !graph.follow(server, `network.${at}.port`).complete);
}

/** Servers that a port belongs to, and a server of its stack that it may belong to because its ports are not known. */
export function serversOfPort(
  graph: Graph,
  port: Resource,
): { servers: readonly ServerOfPort[]; open?: Resource } {
  const { byPort, open } = portIndex(graph);
  const perhaps = open.get(port.stack);
  return { servers: byPort.get(port) ?? [], ...(perhaps ? { open: perhaps } : {}) };
}

/** Whether a server holds volumes beside its root disk: attached to it, or made with it. */
export function holdsVolumes(graph: Graph, server: Resource): Ternary {
  const attachments = graph.users(server, attachType, 'instance_id');
  if (attachments.some((a) => a.certain)) return 'yes';
  const blocks = server.blocks('block_device');
  const all = isList(blocks) ? blocks : [];
  // The root disk is the first one to boot from; without it the image is on a disk of the host.
  const root = all.findIndex((disk) => isMap(disk) && (isUnset(disk.boot_index) || disk.boot_index === 0));
  const disks = all.filter((_, at) => at !== root);
  const isVolume = (disk: Value) =>
    isMap(disk) && (disk.destination_type === 'volume' || disk.source_type === 'volume');
  if (disks.some(isVolume)) return 'yes';
  if (attachments.length > 0 || (blocks instanceof Unknown && blocks.kind === 'reference')) return 'maybe';
  return 'no';
}
