import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordFolder } from '../processes/records';
import { type ProcessPlace, type ProcessSpec, runningRecord, startProcess } from '../processes/start-process';
import { sitePorts } from './addresses';
import { Nursery } from './nursery';
import type { Sandbox, Site } from './sandbox';
import { type Family, families } from './services/families';
import { startOvn } from './services/ovn';
import { services } from './services/registry';
import type { SiteProcess } from './services/service';

export type Nurseries = Readonly<Record<Family, Nursery>>;

/** The group of the nurseries themselves, which end with the command that opened them. */
export const nurseryGroup = 'nursery';

/** One nursery for each family, for all sites that are started together. Each begins to load when it is asked to. */
export function makeNurseries(sandbox: Sandbox): Nurseries {
  const home = join(sandbox.folder, 'nursery');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const place = { ownerFolder: sandbox.folder, group: nurseryGroup, home };
  const python = join(sandbox.environment, 'bin', 'python');
  const program = join(sandbox.sources, 'python', 'nursery.py');
  const names = Object.keys(families) as Family[];
  const made = names.map((name) => [name, new Nursery(python, program, families[name], place, name)]);
  return Object.fromEntries(made) as Nurseries;
}

/** Lets the nurseries load what the sites will need, while something else is waited for. */
export function openNurseries(sites: readonly Site[], sandbox: Sandbox, nurseries: Nurseries): void {
  for (const site of sites) {
    const folder = recordFolder(sandbox.folder, site.name);
    for (const one of processesOf(site, sandbox))
      if ('family' in one && !runningRecord(folder, one.name)) nurseries[one.family].open();
  }
}

/** Starts all of a site but what has to wait for Keystone and Placement. */
export async function startServices(site: Site, sandbox: Sandbox, nurseries: Nurseries): Promise<void> {
  const place = placeOf(site, sandbox);
  await startProcess(memcached(site), place);
  await startOvn(site, sandbox);
  await startAll(
    services.flatMap((service) => service.processes(site, sandbox)),
    place,
    nurseries,
  );
}

export async function startLateServices(site: Site, sandbox: Sandbox, nurseries: Nurseries): Promise<void> {
  const late = services.flatMap((service) => service.lateProcesses?.(site, sandbox) ?? []);
  await startAll(late, placeOf(site, sandbox), nurseries);
}

async function startAll(
  processes: readonly SiteProcess[],
  place: ProcessPlace,
  nurseries: Nurseries,
): Promise<void> {
  await Promise.all(
    processes.map((one) =>
      'family' in one ? nurseries[one.family].start(one, place) : startProcess(one, place),
    ),
  );
}

/** Names of everything that should run at a site. */
export function expectedProcesses(site: Site, sandbox: Sandbox): readonly string[] {
  const names = processesOf(site, sandbox).map(({ name }) => name);
  return ['memcached', 'ovn-nb', 'ovn-sb', 'ovn-northd', ...names];
}

function processesOf(site: Site, sandbox: Sandbox): readonly SiteProcess[] {
  return services.flatMap((service) => [
    ...service.processes(site, sandbox),
    ...(service.lateProcesses?.(site, sandbox) ?? []),
  ]);
}

function placeOf(site: Site, sandbox: Sandbox): ProcessPlace {
  return { ownerFolder: sandbox.folder, group: site.name, home: site.folder };
}

function memcached(site: Site): ProcessSpec {
  const listen = ['-l', site.address, '-p', String(sitePorts.memcached), '-U', '0'];
  return { name: 'memcached', program: 'memcached', args: [...listen, '-m', '16', '-t', '1', '-u', 'root'] };
}
