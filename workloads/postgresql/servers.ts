import type { Estate } from '../../estate/model';
import { type ApplicationCredentials, applicationConnection, serviceFile } from './connections';
import { type Group, groupOf, type Member, type PlaceOf } from './group';
import { hostBasedAuthentication, identityMap } from './host-based-authentication';
import { slotOf } from './names';
import { dataFolderOf, logFileOf, roleFileOf, type ServerPlace } from './place';
import { roleFiles } from './roles';
import { settingsFile } from './settings';
import { createRoles, createSlots, dropSlots, lagOfCopies, lagOfThisCopy } from './sql';

/** One PostgreSQL server of a dataset: everything it is configured with, and no secret. */
export interface PostgresqlServer {
  readonly dataset: string;
  readonly site: string;
  /** True at the dataset’s home, where the server leads when nothing has happened. */
  readonly leads: boolean;
  readonly mode: 'synchronous' | 'asynchronous';
  /** Greatest lag that the estate permits, in seconds; 0 for the home and synchronous copies. */
  readonly lagSeconds: number;
  readonly port: number;
  readonly place: ServerPlace;
  /** Text by file name, for `place.settingsFolder`; names are valid as keys of a ConfigMap. */
  readonly files: Readonly<Record<string, string>>;
  /** What `docs/runbooks/promote-mirror.md` takes for granted in a shell at the server. */
  readonly environment: Readonly<Record<string, string>>;
}

/** All servers of a dataset that PostgreSQL replicates. */
export interface PostgresqlGroup {
  readonly dataset: string;
  /** The home first, then the copies as declared. */
  readonly servers: readonly PostgresqlServer[];
  /** Connection string of the application; credentials stand in files that it names. */
  connectionOf(credentials: ApplicationCredentials): string;
}

/**
 * Settings of a dataset’s servers, from the estate alone: who leads and who follows, ports, lags, who is waited for.
 * Pure: the same estate gives the same text.
 *
 * @param placeOf where each server runs; @default in a pod of the site’s cluster
 * @returns undefined where PostgreSQL does not replicate the dataset
 * @throws EstateError for an unknown dataset, and for PostgreSQL that replicates in another way than by streaming
 */
export function postgresqlGroup(
  estate: Estate,
  dataset: string,
  placeOf?: PlaceOf,
): PostgresqlGroup | undefined {
  const group = groupOf(estate, dataset, placeOf);
  if (group === undefined) return undefined;
  return {
    dataset,
    servers: group.members.map((member) => serverOf(group, member)),
    connectionOf: (credentials) => applicationConnection(group, credentials),
  };
}

function serverOf(group: Group, member: Member): PostgresqlServer {
  const { site, placement, place } = member;
  const { port } = group.dataset.replication;
  return {
    dataset: group.dataset.name,
    site: site.name,
    leads: placement.role === 'home',
    mode: placement.mode,
    lagSeconds: placement.lagSeconds,
    port,
    place,
    files: {
      'postgresql.conf': settingsFile(group, member),
      'pg_hba.conf': hostBasedAuthentication(group),
      'pg_ident.conf': identityMap(place.account),
      'pg_service.conf': serviceFile(group, member),
      ...roleFiles(group, member),
      'create-roles.sql': createRoles(group),
      'create-slots.sql': createSlots(group, member),
      'drop-slots.sql': dropSlots,
      'lag-of-copies.sql': lagOfCopies(group, member),
      'lag-of-this-copy.sql': lagOfThisCopy,
    },
    environment: {
      PGDATA: dataFolderOf(place),
      PGHOST: place.socketFolder,
      PGPORT: String(port),
      PGUSER: 'postgres',
      PGDATABASE: 'postgres',
      PGSERVICEFILE: `${place.settingsFolder}/pg_service.conf`,
      SETTINGS: place.settingsFolder,
      ROLE: roleFileOf(place),
      SLOT: slotOf(site.name),
      LOG: logFileOf(place),
    },
  };
}
