import { type Say, step } from '../../processes/report';
import { stopProcesses } from '../../processes/stop-processes';
import type { Clusters, Site } from '../clusters';

/** Stops these sites' clusters. What they hold is there again at the next start. */
export async function stop(clusters: Clusters, sites: readonly Site[], say: Say): Promise<void> {
  await Promise.all(
    sites.map((site) => step(say, `${site.name}: stopped`, () => stopProcesses(clusters.folder, site.name))),
  );
}
