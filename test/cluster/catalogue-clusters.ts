import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterCache, nodeRequests } from '../../bin/clusters-of';
import { Client, type KubernetesObject } from '../../cluster/api/client';
import { type Clusters, type NodeRequest, openClusters, type Site } from '../../cluster/clusters';
import { start } from '../../cluster/commands/start';
import { stop } from '../../cluster/commands/stop';
import { kubeconfigFile } from '../../cluster/site-files';
import { auditPolicy } from '../../constructs/audit-policy';
import { type ClusterContract, clusterRanges, contractOf } from '../../contracts/cluster';
import type { Estate } from '../../estate/model';
import { apiName } from '../../estate/nodes';
import { projectRoot } from '../../terraform/project-root';
import { renderSites } from '../../workloads/render';

/** A site of the estate on a cluster of its own, and what is to run on it. */
export interface CatalogueSite {
  readonly site: Site;
  readonly client: Client;
  readonly objects: readonly KubernetesObject[];
}

export interface CatalogueClusters {
  readonly clusters: Clusters;
  readonly sites: readonly CatalogueSite[];
  /** Ends every process and removes what was kept. */
  stop(): Promise<void>;
}

/** Nodes of a domain stand in them in turns. The estate's own sites have one zone each. */
const zones = ['north', 'south'] as const;

/**
 * Starts a cluster for each site of an estate apart from those of `npm run cluster`: admission policies hold for whole
 * clusters, and other suites put there what they refuse.
 */
export async function startCatalogueClusters(estate: Estate): Promise<CatalogueClusters> {
  const folder = mkdtempSync(join(tmpdir(), 'clusters-'));
  const clusters = await openClusters({
    folder,
    cacheFolder: clusterCache(),
    sources: join(projectRoot(), 'cluster'),
    sites: estate.sites.map((site) => ({
      name: site.name,
      hosts: [apiName(site)],
      services: clusterRanges.services,
      auditPolicy,
      nodes: inTwoZones(nodeRequests(site)),
    })),
  });
  const stopAll = async (clients: readonly Client[]) => {
    for (const client of clients) client.close();
    await stop(clusters, clusters.sites, () => undefined);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await start(clusters, clusters.sites, () => undefined);
    const contracts = clusters.sites.map((site) => [site.name, contractFor(estate, site)] as const);
    const rendered = await renderSites(estate, new Map(contracts));
    const sites = clusters.sites.map((site) => ({
      site,
      client: Client.of(kubeconfigFile(site, 'admin')),
      objects: (rendered.get(site.name) ?? []) as readonly KubernetesObject[],
    }));
    return { clusters, sites, stop: () => stopAll(sites.map(({ client }) => client)) };
  } catch (error) {
    await stopAll([]);
    throw error;
  }
}

/** What a site hands over once it is deployed: volumes have ids of their own. */
export function deployedContract(estate: Estate, site: string): ClusterContract {
  const contract = contractOf(estate, site);
  const volumes = Object.entries(contract.volumes).map(
    ([dataset, volume]) => [dataset, { ...volume, volumeId: idOf(`${site} ${dataset}`) }] as const,
  );
  return { ...contract, planned: false, volumes: Object.fromEntries(volumes) };
}

/** A UUID that is the same at every run. */
function idOf(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex');
  return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

function inTwoZones(nodes: readonly NodeRequest[]): readonly NodeRequest[] {
  return nodes.map((node) => ({ ...node, zone: zoneOf(node.name) }));
}

/** By the number that its name ends with. */
function zoneOf(node: string): string {
  return zones[(Number(node.at(-1)) - 1) % zones.length] ?? zones[0];
}

/** Volumes are in the zone of the server that they are attached to. */
function contractFor(estate: Estate, { name }: Site): ClusterContract {
  const contract = deployedContract(estate, name);
  const volumes = Object.entries(contract.volumes).map(
    ([dataset, volume]) => [dataset, { ...volume, zone: zoneOf(volume.server) }] as const,
  );
  return { ...contract, zones: [...zones], volumes: Object.fromEntries(volumes) };
}
