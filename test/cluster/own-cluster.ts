import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterCache, nodeRequests } from '../../bin/clusters-of';
import { Client } from '../../cluster/api/client';
import { type Clusters, openClusters, type Site } from '../../cluster/clusters';
import { start } from '../../cluster/commands/start';
import { stop } from '../../cluster/commands/stop';
import { kubeconfigFile } from '../../cluster/site-files';
import { auditPolicy } from '../../constructs/audit-policy';
import { clusterRanges } from '../../contracts/cluster';
import type { Estate } from '../../estate/model';
import { siteOf } from '../../estate/queries';
import { projectRoot } from '../../terraform/project-root';

/** A cluster of one site apart from those of `npm run cluster`. */
export interface OwnCluster {
  readonly clusters: Clusters;
  readonly site: Site;
  /** As its administrator. */
  readonly client: Client;
  /** Ends every process and removes what was kept. */
  stop(): Promise<void>;
}

/** Starts a site's control plane and nodes, with nothing in it. */
export async function startOwnCluster(estate: Estate, name: string): Promise<OwnCluster> {
  const clusters = await openClusters({
    folder: mkdtempSync(join(tmpdir(), 'clusters-')),
    cacheFolder: clusterCache(),
    sources: join(projectRoot(), 'cluster'),
    sites: [
      {
        ...{ name, hosts: [], services: clusterRanges.services, auditPolicy },
        nodes: nodeRequests(siteOf(estate, name)),
      },
    ],
  });
  const [site] = clusters.sites as readonly [Site];
  const stopIt = async (client?: Client) => {
    client?.close();
    await stop(clusters, clusters.sites, () => undefined);
    rmSync(clusters.folder, { recursive: true, force: true });
  };
  try {
    await start(clusters, clusters.sites, () => undefined);
    const client = Client.of(kubeconfigFile(site, 'admin'));
    return { clusters, site, client, stop: () => stopIt(client) };
  } catch (error) {
    await stopIt();
    throw error;
  }
}
