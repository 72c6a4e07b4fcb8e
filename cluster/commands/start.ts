import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inParallel } from '../../processes/in-parallel';
import { type Say, step } from '../../processes/report';
import { startProcess } from '../../processes/start-process';
import { forgetEnded } from '../../processes/stop-processes';
import { untilGroupCan } from '../../processes/until';
import { InputError } from '../../terraform/errors';
import { applyObjects } from '../api/apply';
import { Client } from '../api/client';
import { isBuilt } from '../build/build-program';
import { controlPlane } from '../build/programs';
import { checkRoomToStart } from '../check-machine';
import type { Clusters, Site } from '../clusters';
import { describeNodes, keepNodes } from '../nodes';
import { roles } from '../roles';
import { kubeconfigFile, writeSiteFiles } from '../site-files';
import { auditLog, controllersAndKubelets, placeOf, storeAndApi } from '../site-processes';

/** Long enough for two cores that others use as well. */
const patienceMs = 300_000;

/** Starts these sites' clusters as far as they do not run, and waits until pods can be placed. */
export async function start(clusters: Clusters, sites: readonly Site[], say: Say): Promise<void> {
  if (!isBuilt(controlPlane, clusters))
    throw new InputError({
      value: `${controlPlane.name} is not built`,
      rule: 'programs are built before a cluster is started; they change with their sources',
      fix: 'npm run cluster build',
    });
  checkRoomToStart(clusters, sites);
  await inParallel(sites.length, sites, (site) =>
    step(say, `${site.name}: can be used`, () => startSite(site, clusters)),
  );
}

async function startSite(site: Site, clusters: Clusters): Promise<void> {
  forgetEnded(clusters.folder, site.name);
  for (const folder of [join(site.folder, 'etcd'), dirname(auditLog(site))])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  await writeSiteFiles(site, clusters);
  const place = placeOf(site, clusters.folder);
  for (const one of storeAndApi(site, clusters)) await startProcess(one, place);
  const client = Client.of(kubeconfigFile(site, 'bootstrap'));
  try {
    await untilGroupCan(place, { what: 'API', timeoutMs: patienceMs }, async () => {
      const { status, body } = await client.ask('/readyz', { timeoutMs: 5_000 });
      return status === 200
        ? undefined
        : String(body).split('\n').filter(isFault).join('; ') || String(status);
    });
    await applyObjects(client, roles);
    await keepNodes(site, client);
    await Promise.all(controllersAndKubelets(site, clusters).map((one) => startProcess(one, place)));
    await untilGroupCan(place, { what: 'nodes', timeoutMs: patienceMs }, () => describeNodes(site, client));
    // Without its account no pod of a namespace is accepted; a controller makes it.
    await untilGroupCan(place, { what: 'controllers', timeoutMs: patienceMs }, async () => {
      const { status } = await client.ask('/api/v1/namespaces/default/serviceaccounts/default');
      return status === 200 ? undefined : 'the namespace "default" has no service account';
    });
  } finally {
    client.close();
  }
}

/** A line of the API server's health check: `[-]etcd failed: reason withheld`. */
function isFault(line: string): boolean {
  return line.startsWith('[-]');
}
