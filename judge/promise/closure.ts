import type { Dataset, Site } from '../../estate/model';
import { placementsOf } from '../../estate/queries';
import type { Graph, Resource, Stack } from '../../graph/graph';
import { isList } from '../../graph/value';
import { type SyncTarget, syncPath, syncTargetOf } from '../facts/object-synchronisation';
import { overlap } from '../facts/ranges';
import type { Ternary } from '../facts/reach';
import { placeOfState } from '../facts/state-place';
import { type Evidence, type Facts, markOf, seen } from '../finding';

/** A way by which data or the keys that open it get from a site to somewhere. */
export interface Way {
  readonly from: string;
  /** A site, a place in a country that is no site, or a place of which nothing is known. */
  readonly to: Site | { readonly name: string; readonly country: string | undefined };
  /** `copy`, `tunnel clinic:openstack_…`, for the path. */
  readonly by: string;
  /** False where it may not be there, or not for this dataset. */
  readonly certain: boolean;
  readonly evidence: readonly Evidence[];
}

/** Where data of a dataset gets to, and the ways that lead there from its home, in order. */
export interface Reached {
  readonly to: Way['to'];
  readonly path: readonly Way[];
}

/**
 * Everywhere that data of a dataset, or keys that open it, get to from its home: declared copies and the backup,
 * tunnels whose local range holds the dataset's subnet, containers that synchronise themselves, states. Each place
 * once, by the shortest path; a path of certain ways before one that is not.
 */
export function closure(dataset: Dataset, facts: Facts): readonly Reached[] {
  const ways = waysOf(dataset, facts);
  const home = facts.estate.sites.find(({ name }) => name === dataset.home.site);
  if (!home) return [];
  const reached = new Map<string, Reached>([[home.name, { to: home, path: [] }]]);
  for (const pass of [ways.filter(({ certain }) => certain), ways]) {
    const waiting = [...reached.values()];
    for (let here = waiting.shift(); here !== undefined; here = waiting.shift()) {
      for (const way of pass) {
        if (way.from !== here.to.name || reached.has(way.to.name)) continue;
        const next = { to: way.to, path: [...here.path, way] };
        reached.set(way.to.name, next);
        waiting.push(next);
      }
    }
  }
  return [...reached.values()];
}

function waysOf(dataset: Dataset, facts: Facts): readonly Way[] {
  const stacks = facts.graph.stacks.flatMap((stack) => {
    const site = facts.siteOfStack(stack.name);
    return site ? [[stack, site] as const] : [];
  });
  return [
    ...declared(dataset, facts),
    ...facts.graph
      .ofType('openstack_vpnaas_site_connection_v2')
      .flatMap((one) => tunnelled(one, dataset, facts)),
    ...facts.graph
      .ofType('openstack_objectstorage_container_v1')
      .flatMap((one) => synchronised(one, dataset, facts)),
    ...stacks.flatMap(([stack, site]) => stated(stack, site)),
  ];
}

function declared(dataset: Dataset, { estate }: Facts): readonly Way[] {
  const from = dataset.home.site;
  const places = [
    ...placementsOf(dataset).map(({ site, role }) => [site, role] as const),
    [dataset.backup.site, 'backup'] as const,
  ];
  return places.flatMap(([name, by]) => {
    const to = estate.sites.find((site) => site.name === name);
    const evidence = [{ path: by, value: name, source: `estate/datasets/${dataset.name}` }];
    return to && name !== from ? [{ from, to, by, certain: true, evidence }] : [];
  });
}

/** A tunnel carries the dataset unless the ranges behind this end surely leave its subnet out. */
function tunnelled(
  connection: Resource,
  { domain }: Dataset,
  { graph, estate, siteOfStack }: Facts,
): readonly Way[] {
  const site = siteOfStack(connection.stack);
  if (!site) return [];
  const carries = carriesRange(connection, site.network.subnets[domain], graph);
  if (carries === 'no') return [];
  const address = connection.get('peer_address');
  const peer = estate.sites.find(({ network }) => network.gatewayAddress === address);
  const name = typeof address === 'string' ? `gateway ${address}` : 'a gateway that is not known yet';
  const by = `tunnel ${connection.stack}:${connection.address}`;
  const certain = typeof address === 'string' && carries === 'yes';
  const to = peer ?? { name, country: undefined };
  return [{ from: site.name, to, by, certain, evidence: [seen(connection, 'peer_address')] }];
}

/** Whether the ranges or subnets behind this end of a tunnel hold a range. */
function carriesRange(connection: Resource, range: string, graph: Graph): Ternary {
  const edge = graph.follow(connection, 'local_ep_group_id');
  const [group] = edge.targets;
  const list = group?.get('endpoints');
  if (!group || !edge.certain || !isList(list)) return 'maybe';
  const answers = list.map((one): Ternary => {
    if (typeof one === 'string' && one.includes('/')) return overlap(one, range) ? 'yes' : 'no';
    const { targets, certain, complete } = graph.resolve(group, one);
    const isKnown = complete && targets.length > 0;
    const ranges = targets.map((subnet) => subnet.get('cidr'));
    if (ranges.some((cidr) => typeof cidr === 'string' && overlap(cidr, range))) {
      return certain ? 'yes' : 'maybe';
    }
    return isKnown && ranges.every((cidr) => typeof cidr === 'string') ? 'no' : 'maybe';
  });
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}

function synchronised(
  container: Resource,
  { name }: Dataset,
  { siteOfStack, estate }: Facts,
): readonly Way[] {
  const site = siteOfStack(container.stack);
  const target = syncTargetOf(container, estate);
  const mark = markOf(container, 'dataset');
  if (!site || target === undefined || (mark !== undefined && mark !== name)) return [];
  return [
    {
      from: site.name,
      to: syncedPlace(target),
      by: `object synchronisation ${container.stack}:${container.address}`,
      certain: target !== 'open' && mark === name,
      evidence: [seen(container, syncPath)],
    },
  ];
}

function syncedPlace(target: SyncTarget): Way['to'] {
  if (target === 'open') return { name: 'a container that is not known yet', country: undefined };
  return 'site' in target ? target.site : { name: target.elsewhere, country: undefined };
}

/** A state holds what opens tunnels, and the ids of all keys. */
function stated(stack: Stack, { name: from }: Site): readonly Way[] {
  const place = placeOfState(stack);
  if (!place) return [];
  const { name, country, evidence } = place;
  return [
    { from, to: { name, country }, by: `state of ${stack.name}`, certain: country !== undefined, evidence },
  ];
}
