import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { environmentFor } from '../../processes/environment';
import { readText, writePrivateFile, writePrivateJson } from '../../processes/private-file';
import { runCommand } from '../../processes/run-command';
import { startProcess } from '../../processes/start-process';
import { until } from '../../processes/until';
import { sharedPorts } from '../addresses';
import type { Sandbox } from '../sandbox';
import { SandboxError } from '../sandbox-error';
import { endedShared, sharedFolder, sharedGroup, sharedPlace } from './shared';

const database = 'estate_state';
const owner = 'estate';

/** The server that keeps Terraform's states (backend `pg`). Its address and password go into `state.json`. */
export async function startPostgresql(sandbox: Sandbox): Promise<void> {
  const folder = sharedFolder(sandbox, 'postgresql');
  const data = join(folder, 'data');
  const account = unprivilegedAccount();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writePasswordFile(sandbox, folder);
  if (!existsSync(data)) await initialise(sandbox, folder, data, account);
  await startProcess(
    {
      name: 'postgresql',
      program: 'setpriv',
      args: [...asAccount(account), join(programs(), 'postgres'), '-D', data, ...settings(sandbox)],
      // Fast: clients are cut off, where SIGTERM would wait for them.
      stopSignal: 'SIGINT',
    },
    sharedPlace(sandbox),
  );
  await until(
    { what: 'PostgreSQL', timeoutMs: 120_000, hopeless: () => endedShared(sandbox, 'postgresql') },
    async () => {
      await query(sandbox, folder, 'SELECT 1;');
      return undefined;
    },
  );
  await makeDatabase(sandbox, folder);
  const password = sandbox.passwords.of('shared', 'state');
  writePrivateJson(join(sandbox.folder, 'state.json'), {
    pgConnStr: `postgres://${owner}:${password}@${sandbox.address}:${sharedPorts.postgresql}/${database}?sslmode=disable`,
  });
}

function settings(sandbox: Sandbox): readonly string[] {
  const pairs = {
    listen_addresses: sandbox.address,
    port: sharedPorts.postgresql,
    unix_socket_directories: '',
    shared_buffers: '16MB',
    max_connections: 60,
    wal_level: 'minimal',
    max_wal_senders: 0,
    autovacuum_naptime: '10min',
    logging_collector: 'off',
  };
  return Object.entries(pairs).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function initialise(sandbox: Sandbox, folder: string, data: string, account: Account): Promise<void> {
  const draft = `${data}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  chownSync(draft, account.uid, account.gid);
  const secret = join(folder, 'initial-password');
  writePrivateFile(secret, `${sandbox.passwords.of('shared', 'postgresql')}\n`);
  await run(sandbox, 'setpriv', [
    ...asAccount(account),
    join(programs(), 'initdb'),
    ...['-D', draft, '--username=postgres', `--pwfile=${secret}`, '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
  ]);
  rmSync(secret);
  renameSync(draft, data);
}

async function makeDatabase(sandbox: Sandbox, folder: string): Promise<void> {
  const password = sandbox.passwords.of('shared', 'state');
  const roles = await query(sandbox, folder, `SELECT 1 FROM pg_roles WHERE rolname = '${owner}';`);
  const verb = roles.trim() === '1' ? 'ALTER' : 'CREATE';
  await query(sandbox, folder, `${verb} ROLE ${owner} LOGIN PASSWORD '${password}';`);
  const databases = await query(sandbox, folder, `SELECT 1 FROM pg_database WHERE datname = '${database}';`);
  if (databases.trim() !== '1') await query(sandbox, folder, `CREATE DATABASE ${database} OWNER ${owner};`);
}

/** Passwords reach psql by a file that only its owner reads, and SQL by standard input. */
function query(sandbox: Sandbox, folder: string, sql: string): Promise<string> {
  const args = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1'];
  const where = [`--host=${sandbox.address}`, `--port=${sharedPorts.postgresql}`, '--username=postgres'];
  return run(sandbox, join(programs(), 'psql'), [...args, ...where, '--dbname=postgres'], {
    env: { PGPASSFILE: join(folder, 'passwords') },
    input: sql,
  });
}

function writePasswordFile(sandbox: Sandbox, folder: string): void {
  const password = sandbox.passwords.of('shared', 'postgresql');
  writePrivateFile(join(folder, 'passwords'), `${sandbox.address}:*:*:postgres:${password}\n`);
}

function run(
  sandbox: Sandbox,
  program: string,
  args: readonly string[],
  { env = {}, input }: { readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Promise<string> {
  const { home } = sharedPlace(sandbox);
  const whole = environmentFor(sandbox.folder, sharedGroup, home, env);
  const io = input === undefined ? {} : { input };
  return runCommand({ program, args, env: whole, cwd: home, ...io }, sandbox.passwords);
}

/** The folder of PostgreSQL's server programs. */
export function programs(path = process.env.PATH ?? ''): string {
  const found = [...path.split(delimiter), ...versionFolders()].find((folder) =>
    ['postgres', 'initdb', 'psql'].every((program) => existsSync(join(folder, program))),
  );
  if (found !== undefined) return found;
  throw new SandboxError(
    'PostgreSQL’s server is not here',
    'initdb, postgres and psql are on the PATH or in /usr/lib/postgresql/VERSION/bin',
    'npm run sandbox install',
  );
}

function versionFolders(): readonly string[] {
  const parent = '/usr/lib/postgresql';
  if (!existsSync(parent)) return [];
  const versions = readdirSync(parent).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(parent, version, 'bin'));
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root. */
function unprivilegedAccount(): Account {
  const lines = (readText('/etc/passwd') ?? '').split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find(([first]) => first === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new SandboxError(
    'no account postgres or nobody in /etc/passwd',
    'PostgreSQL runs as an account that is not root',
    'adduser --system --group --no-create-home postgres',
  );
}

/**
 * Another account, which keeps one right of root: to pass folders that are root's alone, such as the sandbox's own.
 */
function asAccount({ uid, gid }: Account): readonly string[] {
  const capabilities = ['--inh-caps', '--ambient-caps', '--bounding-set'].map(
    (set) => `${set}=-all,+dac_override`,
  );
  return [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...capabilities];
}
