import { type Group, type Member, othersOf } from './group';
import { databaseOf, replicationRoleOf, slotOf, standbyNameOf } from './names';
import { connectionString } from './quoting';

/**
 * What every connection between sites insists on: TLS 1.3, the server’s certificate from our own authority and
 * for the name that was asked for. Source: BSI TR-02102-2; PostgreSQL 15 documentation, 34.19.1.
 */
const secure = {
  sslmode: 'verify-full',
  ssl_min_protocol_version: 'TLSv1.3',
  gssencmode: 'disable',
} as const;

function secured(certificatesFolder: string): Record<string, string> {
  return { ...secure, sslrootcert: `${certificatesFolder}/ca.crt` };
}

/** A dead peer is noticed within half a minute instead of hours: seconds, then how many unanswered probes. */
const watchful = {
  connect_timeout: '5',
  keepalives_idle: '10',
  keepalives_interval: '5',
  keepalives_count: '3',
};

function reaching({ place }: Member, port: number): Record<string, string> {
  const address = place.hostAddress === undefined ? {} : { hostaddr: place.hostAddress };
  return { host: place.host, ...address, port: String(port) };
}

/** How a server at one site connects to one at another, as its site’s replication role. */
function asServer(group: Group, from: Member, to: Member): Record<string, string> {
  const folder = from.place.certificatesFolder;
  return {
    ...reaching(to, group.dataset.replication.port),
    user: replicationRoleOf(from.site.name),
    ...secured(folder),
    sslcert: `${folder}/replication.crt`,
    sslkey: `${folder}/replication.key`,
    ...watchful,
  };
}

/** The same for an operator that keeps the certificates itself: everything but the files that hold them. */
export function operatedConnection(group: Group, from: Member, to: Member): Record<string, string> {
  return {
    ...reaching(to, group.dataset.replication.port),
    user: replicationRoleOf(from.site.name),
    dbname: 'postgres',
    ...secure,
    ...watchful,
    application_name: standbyNameOf(from.site.name),
  };
}

/** `primary_conninfo` of a server that follows another one. No password: the certificate is the credential. */
export function followingConnection(group: Group, follower: Member, leader: Member): string {
  const name = standbyNameOf(follower.site.name);
  return connectionString({ ...asServer(group, follower, leader), application_name: name });
}

/** `primary_slot_name` of a follower. */
export function followingSlot(follower: Member): string {
  return slotOf(follower.site.name);
}

/** pg_service.conf: the other servers by their sites’ names, for the commands of the runbook (`service=mirror`). */
export function serviceFile(group: Group, member: Member): string {
  const sections = othersOf(group, member).map((other) => {
    const parameters = { ...asServer(group, member, other), dbname: 'postgres' };
    const lines = Object.entries(parameters).map(([keyword, value]) => `${keyword}=${value}`);
    return [`[${other.site.name}]`, ...lines].join('\n');
  });
  return `${sections.join('\n\n')}\n`;
}

/** Where an application keeps what it connects with. */
export interface ApplicationCredentials {
  /** Holds `ca.crt`, `application.crt`, `application.key`. */
  readonly certificatesFolder: string;
  /** A .pgpass file, mode 600. */
  readonly passwordFile: string;
}

/**
 * How an application connects: to whichever server leads, by certificate and password, the password bound to the
 * very TLS connection. After a promotion it finds the new leader by itself.
 */
export function applicationConnection(group: Group, credentials: ApplicationCredentials): string {
  const { certificatesFolder: folder, passwordFile } = credentials;
  const { dataset, members } = group;
  const addresses = members.map(({ place }) => place.hostAddress ?? '');
  const named = members.map(({ place }) => place.host).join(',');
  return connectionString({
    host: named,
    ...(addresses.some((address) => address !== '') ? { hostaddr: addresses.join(',') } : {}),
    port: String(dataset.replication.port),
    dbname: databaseOf(dataset),
    user: databaseOf(dataset),
    target_session_attrs: 'read-write',
    channel_binding: 'require',
    ...secured(folder),
    sslcert: `${folder}/application.crt`,
    sslkey: `${folder}/application.key`,
    passfile: passwordFile,
    ...watchful,
  });
}
