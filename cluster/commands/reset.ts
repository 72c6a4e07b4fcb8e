import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '../../processes/report';
import { stopProcesses } from '../../processes/stop-processes';
import type { Clusters } from '../clusters';

/** Whoever resets holds the lock. */
const kept = ['lock'];

/** Stops everything and removes what the clusters held, keys and addresses too. Built programs lie elsewhere. */
export async function reset(clusters: Clusters, say: Say): Promise<void> {
  // Also sites that the estate no longer has.
  const groups = new Set([
    ...clusters.sites.map(({ name }) => name),
    ...namesIn(join(clusters.folder, 'run')),
  ]);
  await Promise.all([...groups].map((group) => stopProcesses(clusters.folder, group)));
  for (const name of namesIn(clusters.folder))
    if (!kept.includes(name)) rmSync(join(clusters.folder, name), { recursive: true, force: true });
  say('clusters, their keys and their data are removed');
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
