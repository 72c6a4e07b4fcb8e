import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '../../terraform/errors';

/** Programs of PostgreSQL that a drill runs; one version, so one folder has them all. */
const needed = ['initdb', 'postgres', 'pg_ctl', 'pg_basebackup', 'pg_rewind', 'pg_isready', 'psql'] as const;

/** Where Debian and its like put each version. */
const debian = '/usr/lib/postgresql';

export interface SearchedFolders {
  /** @default the PATH of this process */
  readonly path?: string;
  /** @default `/usr/lib/postgresql` */
  readonly versions?: string;
}

/**
 * The folder with all programs of one PostgreSQL: the first of the PATH that has them, else the newest version of
 * Debian’s packages. A link on the PATH stands for the folder it leads to.
 * @throws InputError naming what is missing and how it is installed without starting a server
 */
export function findPostgresql(searched: SearchedFolders = {}): string {
  const versions = searched.versions ?? debian;
  const onPath = (searched.path ?? process.env.PATH ?? '').split(':').filter((folder) => folder !== '');
  const candidates = [...onPath.map(homeOf), ...versionFolders(versions)];
  const found = candidates.find((folder) => missingIn(folder).length === 0);
  if (found !== undefined) return found;
  const [nearest] = candidates.toSorted((one, other) => missingIn(one).length - missingIn(other).length);
  const missing = nearest === undefined ? needed : missingIn(nearest);
  throw new InputError({
    value: `PostgreSQL is not complete on this machine: ${missing.join(', ')} missing.`,
    rule: 'The drill runs real servers and needs all programs of one version, on the PATH or below /usr/lib/postgresql.',
    fix: [
      'Install it without a server of its own being started, on Debian:',
      'install -D /dev/stdin /etc/postgresql-common/createcluster.conf <<< "create_main_cluster = false"',
      'apt-get install --no-install-recommends postgresql postgresql-client',
    ].join('\n'),
  });
}

function homeOf(folder: string): string {
  const server = join(folder, 'postgres');
  return existsSync(server) ? dirname(realpathSync(server)) : folder;
}

function missingIn(folder: string): readonly string[] {
  return needed.filter((name) => !existsSync(join(folder, name)));
}

/** Newest first. */
function versionFolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .toSorted((one, other) => Number(other) - Number(one))
    .map((version) => join(folder, version, 'bin'));
}
