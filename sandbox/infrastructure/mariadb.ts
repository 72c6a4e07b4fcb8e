import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentFor } from '../../processes/environment';
import { runCommand } from '../../processes/run-command';
import { type ProcessSpec, startProcess } from '../../processes/start-process';
import { until } from '../../processes/until';
import { sharedPorts } from '../addresses';
import type { Sandbox, Site } from '../sandbox';
import { databaseAccount, schemaName } from '../services/settings';
import { endedShared, sharedFolder, sharedGroup, sharedPlace } from './shared';

function socketOf(sandbox: Sandbox): string {
  return join(sharedFolder(sandbox, 'mariadb'), 'mariadb.sock');
}

/** Only root, and only on the socket, is known at first: by its account at the system, without a password. */
export async function startMariadb(sandbox: Sandbox): Promise<void> {
  const folder = sharedFolder(sandbox, 'mariadb');
  const data = join(folder, 'data');
  mkdirSync(join(folder, 'tmp'), { recursive: true, mode: 0o700 });
  if (!existsSync(data)) await initialise(sandbox, data);
  await startProcess(server(sandbox, folder), sharedPlace(sandbox));
  await until(
    { what: 'MariaDB', timeoutMs: 120_000, hopeless: () => endedShared(sandbox, 'mariadb') },
    async () => {
      await runSql(sandbox, 'SELECT 1;');
      return undefined;
    },
  );
}

async function initialise(sandbox: Sandbox, data: string): Promise<void> {
  const draft = `${data}.draft`;
  rmSync(draft, { recursive: true, force: true });
  await run(sandbox, 'mariadb-install-db', [
    '--no-defaults',
    `--datadir=${draft}`,
    '--user=root',
    '--auth-root-authentication-method=socket',
    '--auth-root-socket-user=root',
    '--skip-test-db',
    '--skip-name-resolve',
  ]);
  renameSync(draft, data);
}

/** What is lost in a crash of the machine is a sandbox: so nothing is flushed to the disk at every commit. */
function server(sandbox: Sandbox, folder: string): ProcessSpec {
  return {
    name: 'mariadb',
    program: 'mariadbd',
    args: [
      '--no-defaults',
      '--user=root',
      `--datadir=${join(folder, 'data')}`,
      `--socket=${socketOf(sandbox)}`,
      `--pid-file=${join(folder, 'mariadb.pid')}`,
      `--tmpdir=${join(folder, 'tmp')}`,
      `--bind-address=${sandbox.address}`,
      `--port=${sharedPorts.mariadb}`,
      '--skip-name-resolve',
      '--skip-log-bin',
      '--performance-schema=off',
      '--max-connections=1500',
      '--innodb-buffer-pool-size=96M',
      '--innodb-log-file-size=96M',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-flush-method=nosync',
      '--skip-innodb-doublewrite',
      '--innodb-adaptive-hash-index=0',
      '--table-definition-cache=4000',
      '--table-open-cache=2000',
      '--character-set-server=utf8mb3',
      '--collation-server=utf8mb3_general_ci',
    ],
  };
}

/** Runs SQL as root. It goes in by standard input, since it may hold passwords. */
export function runSql(sandbox: Sandbox, sql: string): Promise<string> {
  return client(sandbox, { input: sql });
}

/** The site's own account, and its schemas as the golden dump has them. What was there before is dropped. */
export async function makeSchemas(
  site: Pick<Site, 'name'>,
  sandbox: Sandbox,
  databases: readonly string[],
): Promise<void> {
  const account = `'${databaseAccount(site)}'@'%'`;
  const password = sandbox.passwords.of(site.name, 'database');
  const schemas = databases.map((database) => schemaName(site, database));
  const statements = [
    ...schemas.flatMap((name) => [
      `DROP DATABASE IF EXISTS \`${name}\``,
      `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb3`,
    ]),
    `CREATE OR REPLACE USER ${account} IDENTIFIED BY '${password}'`,
    ...schemas.map((name) => `GRANT ALL ON \`${name}\`.* TO ${account}`),
  ];
  await runSql(sandbox, `${statements.join(';\n')};\n`);
}

export async function dropSchemas(
  site: Pick<Site, 'name'>,
  sandbox: Sandbox,
  databases: readonly string[],
): Promise<void> {
  const drops = databases.map((database) => `DROP DATABASE IF EXISTS \`${schemaName(site, database)}\`;\n`);
  await runSql(sandbox, `${drops.join('')}DROP USER IF EXISTS '${databaseAccount(site)}'@'%';\n`);
}

export async function dumpSchema(sandbox: Sandbox, schema: string, file: string): Promise<void> {
  const args = ['--no-defaults', '--user=root', `--socket=${socketOf(sandbox)}`, '--skip-comments', schema];
  await run(sandbox, 'mariadb-dump', args, { outputFile: file });
}

export async function loadSchema(sandbox: Sandbox, schema: string, file: string): Promise<void> {
  await client(sandbox, { inputFile: file }, schema);
}

function client(
  sandbox: Sandbox,
  io: { readonly input?: string; readonly inputFile?: string },
  schema?: string,
): Promise<string> {
  const args = ['--no-defaults', '--user=root', `--socket=${socketOf(sandbox)}`, '--skip-column-names'];
  return run(sandbox, 'mariadb', schema === undefined ? args : [...args, schema], io);
}

function run(
  sandbox: Sandbox,
  program: string,
  args: readonly string[],
  io: { readonly input?: string; readonly inputFile?: string; readonly outputFile?: string } = {},
): Promise<string> {
  const { home } = sharedPlace(sandbox);
  const env = environmentFor(sandbox.folder, sharedGroup, home);
  return runCommand({ program, args, env, cwd: home, ...io }, sandbox.passwords);
}
