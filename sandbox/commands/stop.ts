import { type Say, step } from '../../processes/report';
import { stopProcesses } from '../../processes/stop-processes';
import { sharedGroup } from '../infrastructure/shared';
import type { Sandbox, Site } from '../sandbox';
import { nurseryGroup } from '../site-processes';

/** Stops sites, and nothing else of the sandbox. */
export async function stopSites(sandbox: Sandbox, sites: readonly Site[], say: Say): Promise<void> {
  await Promise.all(
    sites.map((site) => step(say, `${site.name}: stopped`, () => stopProcesses(sandbox.folder, site.name))),
  );
}

/** Stops everything: all sites, a nursery that nobody closed, and then what they share. */
export async function stopAll(sandbox: Sandbox, say: Say): Promise<void> {
  await stopSites(sandbox, sandbox.sites, say);
  await stopProcesses(sandbox.folder, nurseryGroup);
  await step(say, 'what the sites share: stopped', () => stopProcesses(sandbox.folder, sharedGroup));
}
