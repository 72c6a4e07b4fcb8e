import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Dataset, Site } from '../../estate/model';
import { InputError } from '../../terraform/errors';
import { runProgram } from '../../terraform/run-program';
import { hostOf, replicationRoleOf } from '../../workloads/postgresql/names';
import type { ServerPlace } from '../../workloads/postgresql/place';
import type { PostgresqlServer } from '../../workloads/postgresql/servers';
import type { Account } from './account';
import type { Authority } from './certificates';

/** Linux’ `sun_path`, with the end of the text. */
const longestSocketPath = 107;

/** A loopback address for each site. */
export type AddressOf = (site: Site, index: number) => string;

/** 127.64.10.1, 127.65.10.1, …: apart from what other programs take of loopback. */
export const loopbackAddress: AddressOf = (_, index) => `127.${64 + index}.10.1`;

/**
 * Where a server of a dataset runs on this machine. On loopback every connection comes from 127.0.0.1, whatever
 * its site: who it is its certificate shows, from where nothing does.
 */
export function placeIn(
  folder: string,
  account: Account,
  address: string,
  dataset: Dataset,
  site: Site,
): ServerPlace {
  const own = join(folder, site.name);
  return {
    host: hostOf(dataset.name, site.name),
    hostAddress: address,
    listenAddresses: address,
    range: '127.0.0.1/32',
    stateFolder: join(own, 'state'),
    settingsFolder: join(own, 'settings'),
    certificatesFolder: join(own, 'certificates'),
    socketFolder: join(own, 'socket'),
    account: account.name,
  };
}

/**
 * An empty folder that the account can enter.
 * @throws InputError where it cannot, or the folder’s path is too long for the sockets in it
 */
export async function prepareFolder(
  path: string,
  account: Account,
  sites: readonly string[],
): Promise<string> {
  const folder = resolve(path);
  const longest = Math.max(...sites.map((site) => join(folder, site, 'socket', '.s.PGSQL.65535').length));
  if (longest > longestSocketPath || !/^[\w./-]+$/.test(folder)) {
    throw new InputError({
      value: `Folder ${folder}`,
      rule: `Sockets of servers lie in it, in a path of at most ${longestSocketPath} plain characters; with the sites’ names it has ${longest}.`,
      fix: 'Name a folder with a shorter path of letters, digits, dots and dashes, such as /var/tmp/drill.',
    });
  }
  makeFolder(folder, account);
  const [program = '', ...args] = [...account.prefix, 'test', '-w', folder, '-a', '-x', folder];
  const { code } = await runProgram(program, args, { cwd: '/', env: { PATH: '/usr/bin:/bin' } });
  if (code === 0) return folder;
  throw new InputError({
    value: `Folder ${folder} cannot be entered by the account ${account.name}.`,
    rule: `Servers run as ${account.name}, and every folder above theirs has to let it pass.`,
    fix: 'Name a folder below one that everybody may enter, such as /var/tmp.',
  });
}

/** Writes a server’s generated files and certificates, and makes its folders: settings read only, keys mode 600. */
export async function furnish(
  server: PostgresqlServer,
  account: Account,
  authority: Authority,
): Promise<void> {
  const { place, files } = server;
  const folders = [place.stateFolder, place.settingsFolder, place.certificatesFolder, place.socketFolder];
  makeFolder(join(place.stateFolder, '..'), account);
  for (const folder of folders) makeFolder(folder, account);
  for (const [name, text] of Object.entries(files)) {
    write(join(place.settingsFolder, name), text, account, 0o400);
  }
  const folder = place.certificatesFolder;
  await authority.issue(folder, 'server', place.host, place.host);
  await authority.issue(folder, 'replication', replicationRoleOf(server.site));
  writeFileSync(join(folder, 'ca.crt'), authority.text);
  for (const name of ['ca.crt', 'server.crt', 'server.key', 'replication.crt', 'replication.key'])
    account.own(join(folder, name));
}

/** Makes a folder that only the account enters, or leaves the one that is there. */
export function makeFolder(folder: string, account: Account): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (statSync(folder).isDirectory()) account.own(folder);
}

export function write(path: string, text: string, account: Account, mode: number): void {
  rmSync(path, { force: true });
  writeFileSync(path, text, { mode });
  account.own(path);
}
