import type { Dataset, Estate } from '../../estate/model';
import { placementsOf } from '../../estate/queries';
import type { Graph, Resource } from '../../graph/graph';
import { volumeType } from '../facts/encryption';
import { attachType, serverType } from '../facts/servers';
import { markOf } from '../finding';
import { mayBeMarked } from '../promise/copy';
import { siteOfStack } from '../site-of-stack';
import { podsReached } from './reach-of-pods';
import { openableTcpPorts, reachOfServer } from './reach-of-server';
import { nameOf, type ReachedServer, type SurveyedReach } from './reached';

export type { SurveyedReach };

interface Holder {
  readonly server: Resource;
  readonly certain: boolean;
}

/**
 * Who can open a TCP connection to what holds each dataset's copies: to the servers that have its volumes, and where
 * workloads are among the inputs to the pods that serve it. What clouds' own interfaces give away (consoles,
 * snapshots, containers of objects) takes a credential and no path, and is none of it.
 */
export function surveyReach(graph: Graph, estate: Estate): readonly SurveyedReach[] {
  const sites = new Map(graph.stacks.map((stack) => [stack.name, siteOfStack(stack, estate)?.name]));
  const siteOf = (stack: string) => sites.get(stack) ?? stack;
  const ports = openableTcpPorts(graph, estate);
  return estate.datasets.map((dataset) => {
    const found = holdersOf(graph, dataset).map(({ server, certain }): ReachedServer => {
      const { ways, complete } = reachOfServer(graph, server, ports);
      return {
        site: siteOf(server.stack),
        server: nameOf(server),
        ways: ways.map((way) => ({ ...way, certain: way.certain && certain })),
        complete: complete && certain && !isPartial(graph, server.stack),
      };
    });
    const unseen = placementsOf(dataset)
      .filter(({ site }) => !found.some((one) => one.site === site))
      .map(({ site }): ReachedServer => ({ site, server: '', ways: [], complete: false }));
    const pods = podsReached(graph, dataset, estate, siteOf);
    return { dataset: dataset.name, servers: [...found, ...unseen, ...pods].toSorted(bySite) };
  });
}

/** Servers with a volume of the dataset, whatever its role; not certain where mark or attachment is not known yet. */
function holdersOf(graph: Graph, { name }: Dataset): readonly Holder[] {
  const holders = new Map<Resource, boolean>();
  for (const volume of graph.ofType(volumeType).filter((one) => mayBeMarked(one, 'dataset', name))) {
    const isMarked = markOf(volume, 'dataset') === name;
    for (const { resource, certain } of graph.users(volume, attachType, 'volume_id')) {
      const edge = graph.follow(resource, 'instance_id');
      for (const server of edge.targets.filter(({ type }) => type === serverType)) {
        const isSure = isMarked && certain && edge.certain;
        holders.set(server, (holders.get(server) ?? false) || isSure);
      }
    }
  }
  return [...holders].map(([server, certain]) => ({ server, certain }));
}

function isPartial(graph: Graph, stack: string): boolean {
  return graph.stack(stack)?.isPartial === true;
}

function bySite(one: ReachedServer, other: ReachedServer): number {
  const [a, b] = [one, other].map(({ site, server }) => `${site} ${server}`) as [string, string];
  return a < b ? -1 : a > b ? 1 : 0;
}
