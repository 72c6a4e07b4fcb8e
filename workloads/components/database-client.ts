import { namespaceOf, type Place } from '../model';
import { calleeOf } from '../paths';
import { databaseOf } from '../postgresql/names';
import { addCertificate } from './certificate';
import type { Mount } from './pod';

/** Port of every PostgreSQL server. */
export const databasePort = 5432;

const path = '/etc/database';

/** How a server reaches its database: by certificate, so that there is no password that could be read or kept. */
export interface DatabaseClient {
  /** Service of the primary. Source: cloudnative-pg.io, "Service Management". */
  readonly host: string;
  /** Database and role bear one name, after the dataset; the certificate’s common name is the role. */
  readonly name: string;
  /** For Java: with `verify-full`, the server has to prove to be `host`. */
  readonly jdbcUrl: string;
  /** For .NET (Npgsql). */
  readonly npgsql: string;
  /** The certificate, its key and the region's root. */
  readonly mount: Mount;
}

/**
 * A client's certificate for the database of another workload in the same domain.
 * @throws Error for a database that the workload declares no call to
 */
export function addDatabaseClient(place: Place, to: string): DatabaseClient {
  const { workload, neighbours } = place;
  if (!workload.calls.some((call) => call.to === to && call.port === databasePort)) {
    throw new Error(`${workload.name} declares no call to ${to} on ${databasePort}`);
  }
  const database = calleeOf(workload, { to, port: databasePort }, neighbours);
  const host = `${to}-rw.${namespaceOf(database)}.svc`;
  const name = databaseOf({ name: database.datasets[0] ?? to });
  const secret = addCertificate(place, {
    name: 'database-client',
    commonName: name,
    uses: ['client'],
    der: true,
  });
  const files = { root: `${path}/ca.crt`, certificate: `${path}/tls.crt` };
  const jdbc = new URLSearchParams({
    sslmode: 'verify-full',
    sslrootcert: files.root,
    sslcert: files.certificate,
    // The driver reads keys in DER alone. Source: jdbc.postgresql.org, "Connection Parameters", sslkey.
    sslkey: `${path}/key.der`,
    ApplicationName: name,
  });
  return {
    host,
    name,
    jdbcUrl: `jdbc:postgresql://${host}:${databasePort}/${name}?${decodeURIComponent(jdbc.toString())}`,
    npgsql: [
      `Host=${host};Port=${databasePort};Database=${name};Username=${name};SSL Mode=VerifyFull`,
      `Root Certificate=${files.root};SSL Certificate=${files.certificate};SSL Key=${path}/tls.key`,
    ].join(';'),
    mount: { name: 'database', path, from: { kind: 'secret', secret } },
  };
}
