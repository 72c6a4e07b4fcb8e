import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Clusters, type NodeRequest, openClusters } from '../cluster/clusters';
import { auditPolicy } from '../constructs/audit-policy';
import { clusterRanges } from '../contracts/cluster';
import { marks } from '../contracts/marks';
import type { Estate, Site } from '../estate/model';
import { apiName, nodesByDomain } from '../estate/nodes';
import { projectRoot } from '../terraform/project-root';

/** The clusters of this project's estate, in `.cluster`; laid out when they are not there yet. */
export function clustersOf({ sites }: Estate): Promise<Clusters> {
  const net = process.env.ESTATE_CLUSTER_NET;
  return openClusters({
    folder: join(projectRoot(), '.cluster'),
    cacheFolder: clusterCache(),
    sources: join(projectRoot(), 'cluster'),
    sites: sites.map((site) => ({
      name: site.name,
      hosts: [apiName(site)],
      services: clusterRanges.services,
      auditPolicy,
      nodes: nodeRequests(site),
    })),
    ...(net === undefined ? {} : { net }),
  });
}

/** Programs that clones on one machine share. */
export function clusterCache(): string {
  return join(homedir(), '.cache', 'lausitz-estate', 'cluster');
}

/** A site's nodes with the labels and taints that they join their cluster with. */
export function nodeRequests(site: Site): readonly NodeRequest[] {
  return Object.values(nodesByDomain(site))
    .flat()
    .map(({ name, domain, server }) => ({
      name,
      zone: site.availabilityZone,
      labels: {
        [marks.domain]: domain,
        'topology.kubernetes.io/region': site.identity.region,
        ...(server ? { 'node-role.kubernetes.io/control-plane': 'true' } : {}),
      },
      // As the nodes' own settings say: what belongs to no domain runs in operations.
      taints:
        domain === 'operations' ? [] : [{ key: marks.domain, value: domain, effect: 'NoSchedule' as const }],
    }));
}
