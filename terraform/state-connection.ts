import { isIP } from 'node:net';
import { InputError } from './errors';

/** `PG_CONN_STR`, taken apart: the sources name the place, and only Terraform gets who logs in there. */
export interface StateConnection {
  /** URL of server, database and encryption, without user and password. */
  readonly address: string;
  /** As libpq's own variables, which Terraform's backend reads for what its `conn_str` leaves out. */
  readonly credentials: Readonly<Record<string, string>>;
}

const variable = 'PG_CONN_STR';
const form = 'postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=verify-full';
/** What says how to connect. Anything else could carry a secret into the sources, or is not known to Terraform. */
const kept = new Set(['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslsni', 'connect_timeout', 'host']);

/**
 * Reads the connection of Terraform's `pg` backend. A state is secret: over a network it travels encrypted, to a
 * server whose certificate and name are checked (libpq, `sslmode=verify-full`).
 * @param given the value of `PG_CONN_STR`; never part of an error, since it holds a password
 * @throws InputError where it is no URL, says more than how to connect, or would send the state to another machine
 *   without that check
 */
export function readStateConnection(given: string): StateConnection {
  const url = parse(given);
  const [user, password] = [url.username, url.password].map(decodeURIComponent);
  const unknown = [...url.searchParams.keys()].filter((name) => !kept.has(name));
  if (unknown.length > 0) {
    throw refused(
      `sets ${unknown.join(', ')}`,
      `it says where the server is and how the way there is encrypted: ${[...kept].join(', ')}`,
      'put user and password before the host, and leave the rest out',
    );
  }
  const host = url.searchParams.get('host') ?? url.hostname.replace(/^\[(.*)\]$/, '$1');
  const mode = url.searchParams.get('sslmode');
  if (!isOnThisMachine(host) && mode !== 'verify-full') {
    throw refused(
      `leads to ${host} with ${mode === null ? 'no sslmode' : `sslmode=${mode}`}`,
      'a state is secret: to another machine it travels encrypted, and that machine is checked',
      'add sslmode=verify-full, and sslrootcert=FILE for an authority of your own',
    );
  }
  // Terraform's driver asks for TLS where nothing is said, also on a socket.
  if (mode === null) url.searchParams.set('sslmode', 'disable');
  url.username = '';
  url.password = '';
  return {
    address: url.href,
    credentials: { ...(user ? { PGUSER: user } : {}), ...(password ? { PGPASSWORD: password } : {}) },
  };
}

function parse(given: string): URL {
  // A host is needed for a URL to have a user; a socket's stands in the query.
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const isUrl = url !== undefined && /^postgres(ql)?:$/.test(url.protocol) && !/[$%]\{|\s/.test(given);
  const host = url?.searchParams.get('host') ?? url?.hostname ?? '';
  if (isUrl && host !== '' && url.pathname.length > 1 && url.hash === '') return url;
  throw refused(
    'is no URL of a PostgreSQL database',
    `it is ${form}, with what is not a letter or digit in the password percent-encoded`,
    'write it in that form; on a socket: postgres://USER@localhost/DATABASE?host=/run/postgresql',
  );
}

/** Loopback by number, or a socket in the file system: what a name leads to is for others to say. */
function isOnThisMachine(host: string): boolean {
  return host.startsWith('/') || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function refused(value: string, rule: string, fix: string): InputError {
  return new InputError({ value: `${variable} ${value}.`, rule: `${rule}.`, fix: `${fix}.` });
}
