import type { ObjectAccess, Site } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isOpen } from '../../graph/value';
import { subnetType } from '../facts/neighbours';
import { portAdmits } from '../facts/port-filter';
import { portsOf } from '../facts/server-ports';
import { serverType } from '../facts/servers';
import type { Facts } from '../finding';
import { endsAt } from './path';
import { Trail } from './trail';
import { joinedToRouterOf, joinSuites, routersOf, type TunnelEnd, tunnel } from './tunnel';

/** From which node something reaches which site's object store. */
export interface ToStore {
  readonly site: Site;
  /** Name of the node. */
  readonly node: string;
  readonly store: Site;
  readonly access: ObjectAccess;
}

/**
 * Whether a node is let out to the subnet in which a site's object store answers: by the rules of its own port, and
 * through the tunnel between the two sites, or their one router. That the store does answer there no plan shows: its
 * operator puts it there.
 */
export function storePath({ site, node, store, access }: ToStore, facts: Facts): Trail {
  const trail = new Trail();
  const { graph } = facts;
  for (const { name } of [site, store]) {
    if (!stacksAt(name, facts).length)
      trail.doubts(`what Terraform makes at ${name} is not among the inputs`);
  }
  if (trail.outcome !== 'pass') return trail;
  const server = serverNamed(node, site, facts);
  const subnet = subnetOf(access, store, facts, trail);
  if (server === undefined) trail.lacks(`no server at ${site.name} is the node ${node}`);
  if (server === undefined || subnet === undefined) return softened(trail, [site, store], facts);
  const { ports, certain } = portsOf(graph, server);
  if (!certain) trail.doubts(`which ports the node ${node} has is not known`, server);
  const ends = endsAt(
    graph,
    site,
    ports.filter((port) => port.remains),
  );
  const there: TunnelEnd = { copy: { site: store }, port: subnet, subnet, range: access.range };
  const ways = ends.map((here) => {
    const way = new Trail();
    const answer = portAdmits(graph, here.port, {
      direction: 'egress',
      protocol: 'tcp',
      port: access.port,
      peer: access.range,
    });
    const what = `lets TCP ${access.port} out to ${access.range} (objects of ${store.name}) at ${site.name}`;
    if (answer === 'no') way.lacks(`no security group rule ${what}`, here.port);
    if (answer === 'maybe') way.doubts(`it is not known whether a security group rule ${what}`, here.port);
    if (site.name === store.name) sameRouter(graph, here, subnet, way);
    else {
      const suites = [
        tunnel(graph, here, there, facts.asOf, way),
        tunnel(graph, there, here, facts.asOf, way),
      ];
      joinSuites(suites, `between ${site.name} and ${store.name}`, way);
    }
    return way;
  });
  const [best] = ways.toSorted((one, other) => one.rank - other.rank);
  if (best) trail.joins(best);
  else trail.lacks(`the node ${node} has no port in a subnet of the plan`, server);
  return softened(trail, [site, store], facts);
}

function stacksAt(site: string, { graph, siteOfStack }: Facts) {
  return graph.stacks.filter((one) => one.source !== 'manifests' && siteOfStack(one.name)?.name === site);
}

/** A stack that calls modules which its source does not show may have there what is missing. */
function softened(trail: Trail, sites: readonly Site[], facts: Facts): Trail {
  if (sites.some(({ name }) => stacksAt(name, facts).some(({ isPartial }) => isPartial === true)))
    trail.softens();
  return trail;
}

function serverNamed(name: string, site: Site, { graph, siteOfStack }: Facts): Resource | undefined {
  return graph
    .ofType(serverType)
    .find((one) => one.remains && one.get('name') === name && siteOfStack(one.stack)?.name === site.name);
}

function subnetOf(
  { range }: ObjectAccess,
  { name }: Site,
  { graph, siteOfStack }: Facts,
  trail: Trail,
): Resource | undefined {
  const here = graph.ofType(subnetType).filter((one) => siteOfStack(one.stack)?.name === name && one.remains);
  const found = here.find((one) => one.get('cidr') === range);
  if (found) return found;
  const open = here.find((one) => isOpen(one.get('cidr')));
  const message = `no subnet at ${name} has ${range}, in which its object store is to answer`;
  if (open) trail.doubts(`${message}, unless it is one whose range is not known yet`, open);
  else trail.lacks(message);
  return undefined;
}

function sameRouter(graph: Graph, here: TunnelEnd, subnet: Resource, trail: Trail): void {
  const answers = routersOf(graph, here.subnet).map((router) => joinedToRouterOf(graph, subnet, router));
  if (answers.includes('yes')) return;
  const what = 'router joins the subnet of the node and that of the object store';
  if (answers.includes('maybe')) trail.doubts(`whether a ${what} is not known`, subnet);
  else trail.lacks(`no ${what}`, subnet);
}
