import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeAuthority } from '../certificates';
import type { DrillServer } from '../drill-server';
import type { DrillGroup } from '../group';
import { makeFolder } from '../places';
import type { Transport } from '../result';
import type { Session } from '../session';

/** Who is connected to the leader, over what; and who is turned away. */
export async function examineTransport(group: DrillGroup): Promise<Transport> {
  const connections = await connectionsAt(group);
  const refused = [];
  for (const attempt of await attempts(group)) refused.push(await tryToConnect(group.home, attempt));
  return { connections, refused };
}

async function connectionsAt(group: DrillGroup): Promise<Transport['connections']> {
  const session = group.home.sessionOf([group.application.connection]);
  try {
    await session.ask('SELECT 1;');
    const rows = await group.home.ask(
      [
        'SELECT DISTINCT usename, version, cipher, client_dn FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)',
        'WHERE ssl AND client_addr IS NOT NULL ORDER BY usename;',
      ].join(' '),
    );
    return rows.map((row) => {
      const [from = '', version = '', cipher = '', clientCertificate = ''] = row.split(',');
      return { from, to: group.home.site, version, cipher, clientCertificate };
    });
  } finally {
    await session.end();
  }
}

interface Attempt {
  readonly attempt: string;
  readonly connection: string;
  /** What the refusal says, so that a server that is merely not there does not pass as one that refuses. */
  readonly because: RegExp;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Each differs from a connection that is admitted in one thing; of a keyword given twice libpq takes the last. */
async function attempts(group: DrillGroup): Promise<readonly Attempt[]> {
  const { application, home, copies, machine, folder } = group;
  const { place } = home.settings;
  const connection = `${application.connection} host=${place.host} hostaddr=${place.hostAddress}`;
  const strangers = join(folder, 'strangers');
  mkdirSync(strangers);
  makeFolder(strangers, machine.account);
  const foreign = await makeAuthority(join(folder, 'foreign-authority'), 'somebody else');
  await foreign.issue(strangers, 'application', application.name);
  for (const file of ['application.crt', 'application.key']) machine.account.own(join(strangers, file));
  const none = join(folder, 'none');
  const [role] = group.settings.servers.map(({ site }) => `replication_${site.replaceAll('-', '_')}`);
  const imposed = copies[0]?.settings.place.host ?? 'another.internal';
  return [
    {
      attempt: 'without TLS',
      connection: `${connection} sslmode=disable channel_binding=disable`,
      because: /pg_hba\.conf rejects connection .*no encryption/,
    },
    {
      attempt: 'with TLS 1.2',
      connection: `${connection} ssl_min_protocol_version=TLSv1.2 ssl_max_protocol_version=TLSv1.2`,
      because: /protocol version/,
    },
    {
      attempt: 'without a certificate',
      connection: `${connection} sslcert=${none} sslkey=${none}`,
      because: /valid client certificate/,
    },
    {
      attempt: 'with a certificate of another authority',
      connection: `${connection} sslcert=${strangers}/application.crt sslkey=${strangers}/application.key`,
      because: /unknown ca/,
    },
    {
      attempt: 'as a replication role, with the application’s certificate',
      connection: `${connection} dbname=postgres user=${role} channel_binding=disable`,
      because: /certificate authentication failed/,
    },
    {
      attempt: 'with a wrong password',
      connection: `${connection} passfile=${none}`,
      environment: { PGPASSWORD: 'wrong' },
      because: /password authentication failed/,
    },
    {
      attempt: 'as the administrator',
      connection: `${connection} dbname=postgres user=postgres`,
      because: /pg_hba\.conf rejects connection/,
    },
    {
      attempt: 'asking for another server than answers',
      connection: `${connection} host=${imposed} hostaddr=${place.hostAddress}`,
      because: /does not match host name/,
    },
  ];
}

async function tryToConnect(home: DrillServer, attempt: Attempt): Promise<Transport['refused'][number]> {
  const environment = { ...home.environment, ...attempt.environment };
  const session: Session = home.sessionOf([attempt.connection, '--no-password'], environment);
  try {
    const answer = await session.ask('SELECT 1;', 10_000);
    return { attempt: attempt.attempt, refused: false, said: `admitted: ${answer.join(' ')}` };
  } catch {
    const said = session.lastWords.replaceAll(/\/\S+\//g, '…/');
    return { attempt: attempt.attempt, refused: attempt.because.test(session.lastWords), said };
  } finally {
    await session.end();
  }
}
