import { inMebibytes } from '../../processes/free-space';
import { memoryOf } from '../../processes/process-table';
import { endedProcesses, readRecords, recordFolder } from '../../processes/records';
import type { Say } from '../../processes/report';
import { socketsBeyondLoopback } from '../../processes/sockets';
import { groupProcesses } from '../../processes/stop-processes';
import { Client } from '../api/client';
import type { Clusters, Site } from '../clusters';
import { describeNodes } from '../nodes';
import { kubeconfigFile } from '../site-files';
import { expectedProcesses } from '../site-processes';

/**
 * Says of each site what runs, what it takes and whether it answers.
 * @returns whether everything that was started does as it should, and nothing listens beyond loopback
 */
export async function status(clusters: Clusters, say: Say): Promise<boolean> {
  const pids = new Map(clusters.sites.map(({ name }) => [name, groupProcesses(clusters.folder, name)]));
  let isWell = true;
  for (const site of clusters.sites) {
    const own = pids.get(site.name) ?? [];
    const runs = saySite(site, clusters, own, say);
    const trouble = own.length === 0 ? undefined : await troubleOf(site);
    if (trouble !== undefined) say(`  ${trouble}`);
    isWell = isWell && runs && trouble === undefined;
  }
  const all = [...pids.values()].flat();
  say(`together ${inMebibytes(memoryOf(all))} in ${all.length} processes`);
  const breaches = socketsBeyondLoopback(all);
  for (const breach of breaches) say(`BREACH: ${breach} can be reached from other machines`);
  return isWell && breaches.length === 0;
}

/** A site that was stopped is as it should be; one of which some processes are missing is not. */
function saySite(site: Site, { folder }: Clusters, pids: readonly number[], say: Say): boolean {
  const recorded = readRecords(recordFolder(folder, site.name)).map(({ name }) => name);
  if (pids.length === 0 && recorded.length === 0) {
    say(`${site.name}: stopped`);
    return true;
  }
  const expected = expectedProcesses(site);
  const ended = endedProcesses(folder, site.name);
  const lost = expected.filter((name) => !recorded.includes(name) || ended.includes(name));
  const running = `${expected.length - lost.length} of ${expected.length} parts`;
  say(`${site.name}: ${running}, ${inMebibytes(memoryOf(pids))}, ${kubeconfigFile(site, 'admin')}`);
  if (lost.length > 0) say(`  not running: ${lost.join(', ')}`);
  return lost.length === 0;
}

async function troubleOf(site: Site): Promise<string | undefined> {
  const client = Client.of(kubeconfigFile(site, 'admin'));
  try {
    return await describeNodes(site, client);
  } catch (error) {
    return (error as Error).message;
  } finally {
    client.close();
  }
}
