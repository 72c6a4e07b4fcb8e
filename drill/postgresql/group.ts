import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Estate } from '../../estate/model';
import { datasetOf } from '../../estate/queries';
import { InputError } from '../../terraform/errors';
import { databaseOf } from '../../workloads/postgresql/names';
import { type PostgresqlGroup, postgresqlGroup } from '../../workloads/postgresql/servers';
import { serverAccount } from './account';
import { type Application, makeApplication } from './application';
import { type Authority, makeAuthority } from './certificates';
import { DrillServer, type Machine } from './drill-server';
import { interruptible } from './interruption';
import { type AddressOf, furnish, loopbackAddress, placeIn, prepareFolder } from './places';
import { checkFree } from './ports';
import { findPostgresql } from './programs';

export interface GroupOptions {
  readonly estate: Estate;
  readonly dataset: string;
  /**
   * Empty or absent; gone afterwards. The servers’ account has to be able to enter it.
   * @default a new folder below the system’s folder for temporary files
   */
  readonly folder?: string;
  /** @default 127.64.10.1, 127.65.10.1, … */
  readonly addressOf?: AddressOf;
}

/** All servers of a dataset on this machine, none of them running yet. */
export interface DrillGroup {
  readonly settings: PostgresqlGroup;
  /** Name of the application’s database. */
  readonly database: string;
  readonly home: DrillServer;
  readonly copies: readonly DrillServer[];
  readonly application: Application;
  readonly machine: Machine;
  readonly authority: Authority;
  readonly folder: string;
}

/**
 * Prepares a dataset’s servers, hands them to `work`, and afterwards ends whatever of them runs and removes the
 * folder, however the work ends.
 * @throws InputError where the machine lacks something, or PostgreSQL does not replicate the dataset
 */
export async function withGroup<T>(
  options: GroupOptions,
  work: (group: DrillGroup) => Promise<T>,
): Promise<T> {
  const machine = { programs: findPostgresql(), account: serverAccount() };
  const folder = options.folder === undefined ? mkdtempSync(join(tmpdir(), 'drill-')) : free(options.folder);
  let servers: readonly DrillServer[] = [];
  try {
    const group = await prepare(options, folder, machine);
    servers = [group.home, ...group.copies];
    return await interruptible(() => work(group));
  } finally {
    for (const server of servers) await server.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder is removed in the end, with all that is in it: so nothing may be in it now. */
function free(folder: string): string {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return folder;
  throw new InputError({
    value: `Folder ${folder} is not empty.`,
    rule: 'A drill fills a folder of its own and removes it in the end.',
    fix: 'Name a folder that does not exist yet.',
  });
}

async function prepare(options: GroupOptions, folder: string, machine: Machine): Promise<DrillGroup> {
  const { estate, addressOf = loopbackAddress } = options;
  const dataset = datasetOf(estate, options.dataset);
  const { account } = machine;
  const settings = postgresqlGroup(estate, dataset.name, (_, site) =>
    placeIn(folder, account, addressOf(site, estate.sites.indexOf(site)), dataset, site),
  );
  if (settings === undefined) throw notPostgresql(dataset.name, dataset.replication.protocol);
  await prepareFolder(
    folder,
    account,
    settings.servers.map(({ site }) => site),
  );
  const authority = await makeAuthority(join(folder, 'authority'), `drill of ${dataset.name}`);
  for (const server of settings.servers) await furnish(server, account, authority);
  const [home, ...copies] = settings.servers.map((server) => new DrillServer(server, machine));
  if (home === undefined) throw new Error(`${dataset.name} has no home`);
  for (const { place, port } of settings.servers) await checkFree(place.listenAddresses, port);
  const application = await makeApplication(
    join(folder, 'application'),
    settings,
    databaseOf(dataset),
    account,
    authority,
  );
  return { settings, database: databaseOf(dataset), home, copies, application, machine, authority, folder };
}

function notPostgresql(dataset: string, protocol: string): InputError {
  return new InputError({
    value: `Dataset ${dataset} is replicated by: ${protocol}`,
    rule: 'This drill is for datasets that PostgreSQL replicates.',
    fix: 'Name a dataset whose replication.protocol is PostgreSQL streaming replication.',
  });
}
