import { type Domain, domains, type Site } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isList } from '../../graph/value';
import { overlap } from './ranges';
import { portsOf } from './server-ports';
import { attachType } from './servers';

/**
 * The domain that a volume surely serves: that of the subnets in which the one server has its ports that the volume
 * is attached to. Undefined where that is not known for certain, or where there are several.
 */
export function domainOfVolume(graph: Graph, volume: Resource, site: Site): Domain | undefined {
  const [attachment, ...more] = graph.users(volume, attachType, 'volume_id');
  if (!attachment?.certain || more.length > 0) return undefined;
  const edge = graph.follow(attachment.resource, 'instance_id');
  const [server] = edge.targets;
  if (!server || !edge.certain) return undefined;
  const { ports, certain } = portsOf(graph, server);
  if (!certain) return undefined;
  const ranges = ports.flatMap((port) => rangesOf(graph, port));
  const served = domains.filter((domain) =>
    ranges.some((range) => range !== undefined && overlap(site.network.subnets[domain], range)),
  );
  return served.length === 1 && !ranges.includes(undefined) ? served[0] : undefined;
}

function rangesOf(graph: Graph, port: Resource): readonly (string | undefined)[] {
  const addresses = port.blocks('fixed_ip');
  if (!isList(addresses) || addresses.length === 0) return [undefined];
  return addresses.map((_, at) => {
    const { targets, certain } = graph.follow(port, `fixed_ip.${at}.subnet_id`);
    const cidr = targets[0]?.get('cidr');
    return certain && typeof cidr === 'string' ? cidr : undefined;
  });
}
