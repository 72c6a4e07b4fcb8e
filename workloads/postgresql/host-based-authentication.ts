import type { Group } from './group';
import { databaseOf, replicationRoleOf } from './names';
import { oneLine } from './quoting';

interface Line {
  readonly type: 'local' | 'hostssl' | 'hostnossl';
  readonly database: string;
  readonly user: string;
  readonly address?: string;
  readonly method: string;
  readonly because: string;
}

/**
 * pg_hba.conf: the first line that fits decides, and the last ones refuse. The same at every site, since each may
 * come to lead: who may connect does not depend on who leads.
 *
 * - each server, from its own site, as its site’s replication role, by a certificate for that very role;
 * - the application, from the sites of the dataset, by certificate and password, both for its role;
 * - the administrator over the local socket, by being that account of the operating system;
 * - nobody without TLS, and nobody else.
 *
 * Source: PostgreSQL 15 documentation, 21.1 and 21.12.
 */
export function hostBasedAuthentication(group: Group): string {
  const heading = '# TYPE DATABASE USER ADDRESS METHOD. Generated from the estate; changes belong there.';
  return [heading, ...linesOf(group).map(text), ''].join('\n');
}

function linesOf({ dataset, members }: Group): readonly Line[] {
  const database = databaseOf(dataset);
  const servers = members.flatMap(({ site, place }): Line[] => {
    const user = replicationRoleOf(site.name);
    const line = { type: 'hostssl', user, address: place.range, method: 'cert' } as const;
    return [
      { ...line, database: 'replication', because: `the server at ${site.name} streams` },
      { ...line, database: 'postgres', because: 'and rewinds itself after a change of leader' },
    ];
  });
  const applications = members.map(
    ({ site, place }): Line => ({
      type: 'hostssl',
      database,
      user: database,
      address: place.range,
      method: 'scram-sha-256 clientcert=verify-full',
      because: `the application at ${site.name}: certificate and password`,
    }),
  );
  return [
    {
      type: 'local',
      database: 'all',
      user: 'postgres',
      method: 'peer map=administrator',
      because: 'the administrator, on the server itself',
    },
    ...servers,
    ...applications,
    { type: 'hostnossl', database: 'all', user: 'all', address: 'all', method: 'reject', because: 'no TLS' },
    {
      type: 'hostssl',
      database: 'all',
      user: 'all',
      address: 'all',
      method: 'reject',
      because: 'nobody else',
    },
    { type: 'local', database: 'all', user: 'all', method: 'reject', because: 'nobody else' },
  ];
}

function text({ type, database, user, address, method, because }: Line): string {
  const fields = [type, database, user, address ?? '', method].filter((field) => field !== '');
  return `\n# ${oneLine(because)}\n${fields.map(oneLine).join(' ')}`;
}

/** pg_ident.conf: which account of the operating system is the administrator. */
export function identityMap(account: string): string {
  return `# MAP SYSTEM-USERNAME PG-USERNAME\nadministrator ${oneLine(account)} postgres\n`;
}
