import type { Domain, Site } from '../../estate/model';
import type { Edge, Graph, Resource } from '../../graph/graph';
import { isOpen } from '../../graph/value';
import { type Facts, markOf } from '../finding';
import { apartDomains, domainsOfNetwork, domainsOfPort, type InDomains } from './domains';
import { volumeType } from './encryption';
import { portType } from './reach';
import { interfacesOf } from './server-ports';
import { attachType } from './servers';

/** What puts a server into a domain: an interface in its network, or a volume with its data. */
export interface Tie extends InDomains {
  readonly source: Resource;
  readonly path: string;
}

/** Everything that puts a server into domains. What is no part of the plan is in it, with no domain known. */
export function tiesOf(server: Resource, site: Site, facts: Facts): readonly Tie[] {
  const { graph } = facts;
  const { interfaces, complete } = interfacesOf(graph, server);
  const ties = interfaces.map(({ edge, certain, source, path }): Tie => {
    const found = edge.targets.map((target) => domainsOfTarget(graph, target, site));
    return { source, path, ...joined(edge, found, certain) };
  });
  const attached = graph.users(server, attachType, 'instance_id').map(({ resource, certain }): Tie => {
    const edge = graph.follow(resource, 'volume_id');
    const found = edge.targets.map((volume) => domainsOfVolume(volume, facts));
    return { source: resource, path: 'volume_id', ...joined(edge, found, certain) };
  });
  const unknown: Tie[] = complete
    ? []
    : [{ source: server, path: 'network', domains: new Set(), certain: false, complete: false }];
  return [...ties, ...attached, ...unknown];
}

function domainsOfTarget(graph: Graph, target: Resource, site: Site): InDomains {
  return target.type === portType
    ? domainsOfPort(graph, target, site)
    : domainsOfNetwork(graph, target, site);
}

/** A volume belongs to the domain of the dataset that its mark names; a system volume to its server's. */
export function domainsOfVolume(volume: Resource, { estate }: Pick<Facts, 'estate'>): InDomains {
  const name = markOf(volume, 'dataset');
  const dataset = estate.datasets.find((one) => one.name === name);
  const isUnread = volume.mode === 'data' || volume.type !== volumeType;
  const isOpenMark = name === undefined && (isUnread || isOpen(volume.get('metadata.estate:dataset')));
  const isApart = dataset !== undefined && (apartDomains as readonly Domain[]).includes(dataset.domain);
  return {
    domains: new Set(isApart ? [dataset.domain] : []),
    certain: true,
    complete: !isOpenMark,
  };
}

function joined(edge: Edge, found: readonly InDomains[], isSure: boolean): InDomains {
  return {
    domains: new Set(found.flatMap(({ domains }) => [...domains])),
    certain: isSure && edge.certain && found.every(({ certain }) => certain),
    complete: edge.complete && found.length > 0 && found.every(({ complete }) => complete),
  };
}
