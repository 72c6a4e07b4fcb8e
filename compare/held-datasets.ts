import type { Graph, Resource } from '../graph/graph';
import { markOf } from '../judge/finding';

/** Datasets that a resource holds: by its mark, or, of a server or its port, by the volumes attached to it. */
export function datasetsAt(graph: Graph, subject: string): readonly string[] {
  const resource = find(graph, subject);
  if (!resource) return [];
  const own = markOf(resource, 'dataset');
  const servers = resource.type === 'openstack_networking_port_v2' ? serversOf(graph, resource) : [resource];
  const attached = servers.flatMap((server) =>
    graph
      .users(server, 'openstack_compute_volume_attach_v2', 'instance_id')
      .flatMap(({ resource: attachment }) => graph.follow(attachment, 'volume_id').targets)
      .map((volume) => markOf(volume, 'dataset')),
  );
  return [...new Set([own, ...attached].filter((one) => one !== undefined))].toSorted();
}

function serversOf(graph: Graph, port: Resource): readonly Resource[] {
  const servers = graph.ofType('openstack_compute_instance_v2');
  return servers.filter(
    (server) => server.stack === port.stack && graph.follow(server, 'network.0.port').targets.includes(port),
  );
}

function find(graph: Graph, subject: string): Resource | undefined {
  const [stack = '', ...rest] = subject.split(':');
  const address = rest.join(':');
  return graph.stack(stack)?.resources.find((one) => one.address === address);
}
