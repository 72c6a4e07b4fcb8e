import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { PostgresqlGroup } from '../../workloads/postgresql/servers';
import type { Account } from './account';
import type { Authority } from './certificates';
import { makeFolder, write } from './places';

/** The application’s side: certificate, password and how it connects. */
export interface Application {
  /** Role and database. */
  readonly name: string;
  /** Connection string to whichever server leads. */
  readonly connection: string;
  readonly folder: string;
  /** A file of SQL that gives the role its password; it holds the verifier only. */
  readonly passwordSql: string;
}

/** Makes the application’s credentials of one run, in a folder that only the account enters. */
export async function makeApplication(
  folder: string,
  group: PostgresqlGroup,
  name: string,
  account: Account,
  authority: Authority,
): Promise<Application> {
  makeFolder(folder, account);
  const password = randomBytes(24).toString('base64url');
  const passwordFile = join(folder, 'password');
  write(passwordFile, `*:*:${name}:${name}:${password}\n`, account, 0o600);
  const passwordSql = join(folder, 'password.sql');
  write(passwordSql, `ALTER ROLE "${name}" PASSWORD '${scramVerifier(password)}';\n`, account, 0o600);
  await authority.issue(folder, 'application', name);
  write(join(folder, 'ca.crt'), authority.text, account, 0o600);
  for (const file of ['application.crt', 'application.key']) account.own(join(folder, file));
  const connection = group.connectionOf({ certificatesFolder: folder, passwordFile });
  return { name, connection, folder, passwordSql };
}

/** What PostgreSQL keeps of a password, so that the server never sees it. Source: RFC 5803, RFC 7677. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const iterations = 4096;
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  const server = keyed('Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${server}`;
}
