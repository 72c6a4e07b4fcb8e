import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentFor } from '../processes/environment';
import { writePrivateFile } from '../processes/private-file';
import { runCommand } from '../processes/run-command';
import { stopProcesses } from '../processes/stop-processes';
import { fillCatalog } from './catalog';
import { loadGolden } from './golden';
import { AdminSession } from './identity';
import type { Sandbox, Site } from './sandbox';
import { urlOf } from './services/settings';
import { type SwiftStore, swiftStores } from './services/swift';
import { writeSiteFiles } from './site-files';

/** Written last: a site that was killed while it was set up is set up again, from empty schemas. */
function initialisedFile(site: Site): string {
  return join(site.folder, 'initialised');
}

export function isInitialised(site: Site): boolean {
  return existsSync(initialisedFile(site));
}

/** Before anything of a new site runs: its files, schemas, rings and administrator. */
export async function setUpSite(site: Site, sandbox: Sandbox): Promise<void> {
  await stopProcesses(sandbox.folder, site.name);
  rmSync(site.folder, { recursive: true, force: true });
  writeSiteFiles(site, sandbox);
  await loadGolden(site, sandbox);
  await makeRings(site, sandbox);
  await makeAdministrator(site, sandbox);
}

/** Once Keystone answers: the accounts of the services, and the catalogue. */
export async function finishSite(site: Site, sandbox: Sandbox): Promise<void> {
  await fillCatalog(site, sandbox, await AdminSession.open(site, sandbox));
  writePrivateFile(initialisedFile(site), '');
}

async function makeRings(site: Site, sandbox: Sandbox): Promise<void> {
  const ports = (Object.keys(swiftStores) as SwiftStore[]).map((store) => `${store}=${swiftStores[store]}`);
  const script = join(sandbox.sources, 'python', 'make_rings.py');
  await run(site, sandbox, 'python', [script, join(site.folder, 'swift', 'etc'), site.address, ...ports]);
}

/** By Keystone's own program, which gets the password from the environment: arguments are seen by everybody. */
async function makeAdministrator(site: Site, sandbox: Sandbox): Promise<void> {
  const url = `${urlOf(site, 'keystone')}/v3`;
  const urls = ['public', 'internal', 'admin'].flatMap((name) => [`--bootstrap-${name}-url`, url]);
  const configuration = ['--config-file', join(site.folder, '.keystone', 'keystone.conf')];
  const args = [...configuration, 'bootstrap', '--bootstrap-region-id', site.region, ...urls];
  const password = sandbox.passwords.of(site.name, 'admin');
  await run(site, sandbox, 'keystone-manage', args, { OS_BOOTSTRAP_PASSWORD: password });
}

async function run(
  site: Site,
  sandbox: Sandbox,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const whole = environmentFor(sandbox.folder, site.name, site.folder, env);
  const path = join(sandbox.environment, 'bin', program);
  await runCommand({ program: path, args, env: whole, cwd: site.folder }, sandbox.passwords);
}
