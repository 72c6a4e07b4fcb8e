import type { Cidr } from '../../estate/model';
import type { Group } from './group';
import { backupRole, databaseOf, replicationRoleOf } from './names';
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

/**
 * The same for a server that CloudNativePG runs: the operator writes the line of the administrator before these, and one
 * that admits passwords after them, which the last ones of these keep from being reached. Its copies are made afresh
 * instead of being rewound, and applications are pods of the same cluster, each with a certificate for a role and a
 * database of its own name: there is no password to hand from one namespace to another.
 *
 * @param applications names of the workloads that call it
 * @param pods range of the cluster's pods; which of them get here at all, network policies say
 */
export function operatedHostRules(
  group: Group,
  applications: readonly string[],
  pods: Cidr,
): readonly string[] {
  const streaming = serverLines(group).filter((line) => line.database === 'replication');
  const backup: Line = {
    type: 'hostssl',
    database: 'replication',
    user: backupRole,
    address: pods,
    method: 'cert',
    because: 'the job of this cluster that writes the backup',
  };
  const calling = applications.map(
    (name): Line => ({
      type: 'hostssl',
      database: name,
      user: name,
      address: pods,
      method: 'cert',
      because: `${name} of this cluster`,
    }),
  );
  return [...streaming, backup, ...calling, ...hostRefusals].map(fieldsOf);
}

function linesOf(group: Group): readonly Line[] {
  const { dataset, members } = group;
  const database = databaseOf(dataset);
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
    ...serverLines(group),
    ...applications,
    ...hostRefusals,
    { type: 'local', database: 'all', user: 'all', method: 'reject', because: 'nobody else' },
  ];
}

/** Each server, from its own site, as its site’s replication role. */
function serverLines({ members }: Group): readonly Line[] {
  return members.flatMap(({ site, place }): Line[] => {
    const user = replicationRoleOf(site.name);
    const line = { type: 'hostssl', user, address: place.range, method: 'cert' } as const;
    return [
      { ...line, database: 'replication', because: `the server at ${site.name} streams` },
      { ...line, database: 'postgres', because: 'and rewinds itself after a change of leader' },
    ];
  });
}

const anyone = { database: 'all', user: 'all', address: 'all', method: 'reject' } as const;

const hostRefusals: readonly Line[] = [
  { ...anyone, type: 'hostnossl', because: 'no TLS' },
  { ...anyone, type: 'hostssl', because: 'nobody else' },
];

function text(line: Line): string {
  return `\n# ${oneLine(line.because)}\n${fieldsOf(line)}`;
}

function fieldsOf({ type, database, user, address, method }: Line): string {
  const fields = [type, database, user, address ?? '', method].filter((field) => field !== '');
  return fields.map(oneLine).join(' ');
}

/** pg_ident.conf: which account of the operating system is the administrator. */
export function identityMap(account: string): string {
  return `# MAP SYSTEM-USERNAME PG-USERNAME\nadministrator ${oneLine(account)} postgres\n`;
}
