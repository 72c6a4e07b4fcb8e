import type { Edge, Graph, Resource } from '../../graph/graph';
import { isList, isMap, isUnset } from '../../graph/value';
import { portType } from './reach';

export const interfaceAttachType = 'openstack_compute_interface_attach_v2';
export const trunkType = 'openstack_networking_trunk_v2';

/** One way a server stands in the network: a port of the plan, or one that Nova makes in a network. */
export interface Interface {
  /** Where it leads: to ports, or to the network in which Nova makes one. */
  readonly edge: Edge;
  readonly kind: 'port' | 'network';
  /** Whether the server surely has it. */
  readonly certain: boolean;
  /** The resource that says so, and the attribute. */
  readonly source: Resource;
  readonly path: string;
}

interface Interfaces {
  readonly interfaces: readonly Interface[];
  /** False where it may have others. */
  readonly complete: boolean;
}

const found = new WeakMap<Graph, Map<Resource, Interfaces>>();

/** Interfaces of a server: its `network` blocks, separate attachments, and sub-ports of trunks on its ports. */
export function interfacesOf(graph: Graph, server: Resource): Interfaces {
  const all = found.get(graph) ?? new Map<Resource, Interfaces>();
  found.set(graph, all);
  const known = all.get(server) ?? findInterfaces(graph, server);
  all.set(server, known);
  return known;
}

function findInterfaces(graph: Graph, server: Resource): Interfaces {
  const blocks = server.blocks('network');
  const interfaces = (isList(blocks) ? blocks : []).map((block, at): Interface => {
    const isByPort = !isMap(block) || !isUnset(block.port);
    const path = `network.${at}.${isByPort ? 'port' : 'uuid'}`;
    const kind = isByPort ? 'port' : 'network';
    return { kind, certain: true, source: server, path, edge: graph.follow(server, path) };
  });
  for (const { resource, certain } of graph.users(server, interfaceAttachType, 'instance_id')) {
    const isByPort = !isUnset(resource.get('port_id'));
    const path = isByPort ? 'port_id' : 'network_id';
    const kind = isByPort ? 'port' : 'network';
    interfaces.push({ kind, certain, source: resource, path, edge: graph.follow(resource, path) });
  }
  const subPorts = interfaces.flatMap((one) =>
    one.kind === 'port' ? one.edge.targets.flatMap((port) => subPortsOf(graph, port, one)) : [],
  );
  return { interfaces: [...interfaces, ...subPorts], complete: isList(blocks) };
}

function subPortsOf(graph: Graph, port: Resource, parent: Interface): Interface[] {
  return graph.users(port, trunkType, 'port_id').flatMap(({ resource: trunk, certain }) => {
    const blocks = trunk.blocks('sub_port');
    const isSure = certain && parent.certain && parent.edge.certain;
    const paths = isList(blocks) ? blocks.map((_, at) => `sub_port.${at}.port_id`) : ['sub_port'];
    return paths.map((path): Interface => {
      return { kind: 'port', certain: isSure, source: trunk, path, edge: graph.follow(trunk, path) };
    });
  });
}

/** Ports of a server that are in the plan; not certain where it may have others, or may not have these. */
export function portsOf(graph: Graph, server: Resource): { ports: readonly Resource[]; certain: boolean } {
  const { interfaces, complete } = interfacesOf(graph, server);
  const ports = new Set<Resource>();
  let certain = complete;
  for (const { edge, kind, certain: isSure } of interfaces) {
    // Without a port of the plan, Nova makes one, or takes one from elsewhere.
    if (kind === 'network' || !isSure || !edge.certain || edge.targets.length === 0) certain = false;
    if (kind === 'port') for (const target of edge.targets) if (target.type === portType) ports.add(target);
  }
  return { ports: [...ports], certain };
}
