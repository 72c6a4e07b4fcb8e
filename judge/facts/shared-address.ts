import type { Graph, Resource } from '../../graph/graph';
import { isList } from '../../graph/value';
import { type Evidence, type Finding, fail, pass, seen, undecided } from '../finding';
import { isInNetworkOf, serverWithAddress, subnetsOverlapping } from './neighbours';
import { covers, overlap } from './ranges';

/** Whether a port may use a single address beside its own: it is the port's to share where it lies in a subnet of its own network and is nobody else's. */
export function sharedAddress(port: Resource, address: string, evidence: Evidence, graph: Graph): Finding {
  // Never routed: what a pair of routers with IPv6 shares.
  if (covers('fe80::/10', address)) return pass;
  const [bare = address] = address.split('/');
  const owner = serverWithAddress(graph, port, bare);
  if (owner?.certain) {
    return fail(`the port may use ${bare}, the address of ${owner.server.address}`, evidence);
  }
  if (owner)
    return undecided(`whether ${bare} is the address of ${owner.server.address} is not shown`, evidence);
  const around = subnetsOverlapping(graph, port.stack, address);
  const standing = around.map((subnet) => ({ subnet, answer: isInNetworkOf(graph, port, subnet) }));
  const own = standing.find(({ answer }) => answer === 'yes')?.subnet;
  if (own) {
    return own.get('gateway_ip') === bare
      ? fail(`the port may use ${bare}, the gateway of ${own.address}`, evidence, seen(own, 'gateway_ip'))
      : pass;
  }
  const [foreign] = standing;
  if (foreign && standing.every(({ answer }) => answer === 'no')) {
    const message = `the port may use ${bare}, an address of ${foreign.subnet.address}, which is not its own`;
    return fail(message, evidence, seen(foreign.subnet, 'cidr'));
  }
  const isOutside = isOutsideOwn(port, address, graph);
  if (foreign === undefined && isOutside) {
    return fail(`the port may use ${bare}, which no subnet of its network has`, evidence);
  }
  return undecided(`whether ${bare} belongs to the port’s own subnet is not shown`, evidence);
}

/** Whether all subnets that a port has addresses in are known, and none of them holds an address. */
function isOutsideOwn(port: Resource, address: string, graph: Graph): boolean {
  const blocks = port.blocks('fixed_ip');
  if (!isList(blocks) || blocks.length === 0) return false;
  return blocks.every((_, at) => {
    const { targets, certain, complete } = graph.follow(port, `fixed_ip.${at}.subnet_id`);
    const ranges = targets.map((subnet) => subnet.get('cidr'));
    const isKnown = certain && complete && ranges.length > 0;
    return isKnown && ranges.every((range) => typeof range === 'string' && !overlap(range, address));
  });
}
