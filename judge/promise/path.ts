import type { Site } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isList } from '../../graph/value';
import { firewallAdmits, firewallsOfPort, firewallsOfSubnet } from '../facts/firewall';
import { portAdmits } from '../facts/port-filter';
import { isStateless } from '../facts/port-groups';
import { allOf, type Ternary, type Traffic } from '../facts/reach';
import type { FoundCopy } from './copy';
import type { End } from './end';
import { Trail } from './trail';
import { joinSuites, tunnel } from './tunnel';

/**
 * Whether two copies can replicate: both ends let the replication's TCP port in and out, in both directions
 * (so that a promoted copy can be replicated from), and a tunnel with permitted cryptography carries it,
 * configured at both ends. Of several ports of a server the best counts.
 */
export function replicationPath(
  graph: Graph,
  one: FoundCopy,
  other: FoundCopy,
  tcpPort: number,
  asOf: string,
): Trail {
  const none = new Trail();
  const [here, there] = [findEnds(graph, one, none), findEnds(graph, other, none)];
  if (here.length === 0 || there.length === 0) return none;
  const trails = here.flatMap((a) => there.map((b) => between(graph, a, b, tcpPort, asOf)));
  return trails.toSorted((a, b) => a.rank - b.rank)[0] as Trail;
}

function between(graph: Graph, here: End, there: End, tcpPort: number, asOf: string): Trail {
  const trail = new Trail();
  const suites = (
    [
      [here, there],
      [there, here],
    ] as const
  ).map(([at, peer]) => {
    stands(graph, at, trail);
    admit(graph, at, peer, tcpPort, trail);
    passFirewalls(graph, at, peer, tcpPort, trail);
    return tunnel(graph, at, peer, asOf, trail);
  });
  joinSuites(suites, `between ${here.copy.site.name} and ${there.copy.site.name}`, trail);
  return trail;
}

function findEnds(graph: Graph, copy: FoundCopy, trail: Trail): readonly End[] {
  const ends = endsAt(graph, copy.site, copy.ports).map((end) => ({ ...end, copy }));
  const [port] = copy.ports;
  if (ends.length > 0) return ends;
  if (port) trail.doubts(`the subnet of the server's port at ${copy.site.name} is not known`, port);
  else if (copy.trail.missing.length > 0)
    trail.lacks(`nothing to replicate with at ${copy.site.name}: no port serves the volume`, copy.volume);
  else trail.doubts(`which port serves the volume at ${copy.site.name} is not known`, copy.volume);
  return [];
}

/** Where ports of a site's server stand, as far as their subnets are in the plan. */
export function endsAt(
  graph: Graph,
  site: Site,
  ports: readonly Resource[],
): readonly (Omit<End, 'copy'> & { readonly copy: { readonly site: Site } })[] {
  return ports.flatMap((port) => {
    const blocks = port.blocks('fixed_ip');
    return (isList(blocks) ? blocks : []).flatMap((_, at) => {
      const edge = graph.follow(port, `fixed_ip.${at}.subnet_id`);
      return edge.targets.flatMap((subnet) => {
        const range = subnet.get('cidr');
        return subnet.remains && typeof range === 'string'
          ? [{ copy: { site }, port, subnet, range, certain: edge.certain }]
          : [];
      });
    });
  });
}

/** The port and its network work, and the port is where it seems to be. */
function stands(graph: Graph, { copy, port, subnet, certain }: End, trail: Trail): void {
  const where = `at ${copy.site.name}`;
  // Routes and addresses may come from elsewhere: from the image, or from what its start writes down.
  if (subnet.get('no_gateway') === true)
    trail.doubts(
      `the subnet of the server's port ${where} has no gateway, so its way out is not shown`,
      subnet,
    );
  if (subnet.get('enable_dhcp') === false && copy.server?.get('config_drive') !== true)
    trail.doubts(`the subnet of the server's port ${where} hands out no addresses`, subnet);
  if (!certain) trail.doubts(`the subnet of the server's port ${where} is not known for certain`, port);
  trail.needs(port, 'admin_state_up', true, `the server's port ${where}`);
  for (const network of graph.follow(port, 'network_id').targets) {
    if (!network.remains) trail.lacks(`the network of the server's port ${where} goes away`, network);
    trail.needs(network, 'admin_state_up', true, `the network of the server's port ${where}`);
  }
}

function admit(graph: Graph, at: End, peer: End, tcpPort: number, trail: Trail): void {
  for (const direction of ['ingress', 'egress'] as const) {
    const traffic: Traffic = { direction, protocol: 'tcp', port: tcpPort, peer: peer.range };
    const way = direction === 'ingress' ? 'in from' : 'out to';
    const where = `${peer.range} (${peer.copy.site.name}) at ${at.copy.site.name}`;
    note(portAdmits(graph, at.port, traffic), `TCP ${tcpPort} ${way} ${where}`, at, trail);
    admitAnswers(graph, at, traffic, where, trail);
  }
}

function note(answer: Ternary, what: string, { port }: End, trail: Trail): void {
  if (answer === 'no') trail.lacks(`no security group rule lets ${what}`, port);
  if (answer === 'maybe') trail.doubts(`it is not known whether a security group rule lets ${what}`, port);
}

/** Ports that connections are opened from. Source: Linux, `net.ipv4.ip_local_port_range`, the default. */
const ephemeral = { port: 32_768, lastPort: 60_999 } as const;

/** A stateless group does not know an answer from other traffic: it takes a rule for the way back. */
function admitAnswers(graph: Graph, at: End, traffic: Traffic, where: string, trail: Trail): void {
  const stateless = isStateless(graph, at.port, at.copy.site.cloud.kind);
  if (stateless === 'no') return;
  const direction = traffic.direction === 'ingress' ? 'egress' : 'ingress';
  const answer = portAdmits(graph, at.port, { ...traffic, direction, ...ephemeral });
  if (answer === 'yes') return;
  const what = `answers (TCP ${ephemeral.port} to ${ephemeral.lastPort}) ${direction === 'ingress' ? 'in from' : 'out to'} ${where}`;
  note(stateless === 'yes' ? answer : 'maybe', `${what}, and its group is stateless`, at, trail);
}

/** Firewall groups at the server's port, and at the router's interface in its subnet, let it out and in. */
function passFirewalls(graph: Graph, at: End, peer: End, tcpPort: number, trail: Trail): void {
  const into = { source: peer.range, destination: at.range, tcpPort };
  const out = { source: at.range, destination: peer.range, tcpPort };
  const way = `TCP ${tcpPort} between ${at.range} and ${peer.range} at ${at.copy.site.name}`;
  // What leaves the server enters the router.
  const flows = [
    ...firewallsOfPort(graph, at.port).map((one) => ({ ...one, ingress: into, egress: out })),
    ...firewallsOfSubnet(graph, at.subnet).map((one) => ({ ...one, ingress: out, egress: into })),
  ];
  for (const { group, certain, ingress, egress } of flows) {
    const answer = allOf(
      firewallAdmits(graph, group, { direction: 'ingress', ...ingress }),
      firewallAdmits(graph, group, { direction: 'egress', ...egress }),
    );
    if (answer === 'no' && certain) trail.lacks(`a firewall group drops ${way}`, group);
    else if (answer !== 'yes') trail.doubts(`whether a firewall group lets ${way} is not known`, group);
  }
}
