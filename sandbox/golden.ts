import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentFor } from '../processes/environment';
import { inParallel } from '../processes/in-parallel';
import { runCommand } from '../processes/run-command';
import { withLock } from '../terraform/lock';
import { dropSchemas, dumpSchema, loadSchema, makeSchemas } from './infrastructure/mariadb';
import { cacheLock } from './install/installed';
import type { Sandbox, Site } from './sandbox';
import { services } from './services/registry';
import { schemaName } from './services/settings';
import { writeSiteFiles } from './site-files';

/** A site that never runs: its schemas are migrated once and dumped, and every other site begins with the dump. */
const template = 'golden';

const databases = services.flatMap((service) => service.databases);

/**
 * Makes the golden dump unless it is there. It is kept beside the Python environment, whose migrations decide what
 * it holds, and holds no password: Nova's cells are templates that each site fills from its own configuration.
 */
export async function makeGolden(sandbox: Sandbox): Promise<void> {
  if (existsSync(sandbox.golden)) return;
  await withLock(cacheLock(sandbox), { what: 'migrating schemas' }, () => migrateGolden(sandbox));
}

async function migrateGolden(sandbox: Sandbox): Promise<void> {
  if (existsSync(sandbox.golden)) return;
  const folder = join(sandbox.folder, 'sites', template);
  const site: Site = { name: template, region: template, zone: template, address: sandbox.address, folder };
  writeSiteFiles(site, sandbox);
  await makeSchemas(site, sandbox, databases);
  // The slowest first, so that none is left to run alone at the end.
  const slowestFirst = ['neutron', 'nova', 'barbican', 'cinder', 'keystone', 'glance', 'placement'];
  await inParallel(2, slowestFirst, async (name) => {
    for (const migration of services.find((one) => one.name === name)?.migrations?.(site) ?? [])
      await migrate(site, sandbox, migration);
  });
  const draft = `${sandbox.golden}.${process.pid}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  for (const database of databases)
    await dumpSchema(sandbox, schemaName(site, sourceOf(database)), join(draft, `${database}.sql`));
  renameSync(draft, sandbox.golden);
  await dropSchemas(site, sandbox, databases);
  rmSync(folder, { recursive: true, force: true });
}

/** Gives a site its schemas, empty and migrated. */
export async function loadGolden(site: Site, sandbox: Sandbox): Promise<void> {
  await makeSchemas(site, sandbox, databases);
  await inParallel(2, databases, (database) =>
    loadSchema(sandbox, schemaName(site, database), join(sandbox.golden, `${database}.sql`)),
  );
}

/** Nova's cell 0, where servers go that found no host, has the tables of a cell. */
function sourceOf(database: string): string {
  return database === 'nova_cell0' ? 'nova' : database;
}

async function migrate(
  site: Site,
  sandbox: Sandbox,
  {
    program,
    args,
    env,
  }: { program: string; args: readonly string[]; env?: Readonly<Record<string, string>> },
): Promise<void> {
  const whole = environmentFor(sandbox.folder, site.name, site.folder, env);
  const path = join(sandbox.environment, 'bin', program);
  await runCommand({ program: path, args, env: whole, cwd: site.folder }, sandbox.passwords);
}
