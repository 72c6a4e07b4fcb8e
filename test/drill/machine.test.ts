import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverAccount } from '../../drill/postgresql/account';
import { drillPostgresql } from '../../drill/postgresql/exercise';
import { checkFree } from '../../drill/postgresql/ports';
import { findPostgresql } from '../../drill/postgresql/programs';
import { defineEstate } from '../../estate/define-estate';
import { asOf, at, Draft } from '../estate/parts';

const folder = mkdtempSync(join(tmpdir(), 'machine-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const every = ['initdb', 'postgres', 'pg_ctl', 'pg_basebackup', 'pg_rewind', 'pg_isready', 'psql'];

function withPrograms(name: string, programs: readonly string[]): string {
  const bin = join(folder, name, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const program of programs) {
    writeFileSync(join(bin, program), '');
    chmodSync(join(bin, program), 0o755);
  }
  return bin;
}

describe('the programs of PostgreSQL', () => {
  test('are found where a link on the PATH leads, and else in the newest complete version', () => {
    const fifteen = withPrograms('15', every);
    const seventeen = withPrograms('17', every);
    withPrograms('18', ['postgres', 'psql']);
    const links = join(folder, 'links');
    mkdirSync(links);
    symlinkSync(join(fifteen, 'postgres'), join(links, 'postgres'));
    expect(findPostgresql({ path: links, versions: join(folder, 'none') })).toBe(fifteen);
    expect(findPostgresql({ path: '', versions: folder })).toBe(seventeen);
  });

  test('that are missing are named', () => {
    const path = withPrograms('half', ['initdb', 'postgres', 'pg_ctl', 'psql', 'pg_isready']);
    const missing = () => findPostgresql({ path, versions: join(folder, 'none') });
    expect(missing).toThrow('PostgreSQL is not complete on this machine: pg_basebackup, pg_rewind missing.');
    expect(missing).toThrow('create_main_cluster = false');
  });
});

describe('the account of the servers', () => {
  const root = { uid: 0, username: 'root' };
  const passwd = 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n';

  test('is ourselves where we are not root', () => {
    expect(serverAccount(passwd, { uid: 1000, username: 'operator' })).toMatchObject({
      name: 'operator',
      prefix: [],
    });
  });

  test('is as root one without rights, and never root', () => {
    expect(serverAccount(passwd, root)).toMatchObject({
      name: 'nobody',
      prefix: ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs', '--'],
    });
    expect(serverAccount(`${passwd}postgres:x:101:104::/:/bin/sh\n`, root).name).toBe('postgres');
    expect(() => serverAccount('postgres:x:0:0::/:/bin/sh\n', root)).toThrow(
      'PostgreSQL does not run as root.',
    );
  });
});

test('an address at which another program listens is refused before anything is started', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
  });
  await expect(checkFree('127.0.0.1', port)).rejects.toMatchObject({
    exitCode: 2,
    value: `127.0.0.1:${port} cannot be listened on (EADDRINUSE).`,
  });
  await new Promise((resolve) => other.close(resolve));
  await expect(checkFree('127.0.0.1', port)).resolves.toBeUndefined();
});

describe('a drill that cannot be', () => {
  const programs = withPrograms('fake', every);
  const { PATH } = process.env;
  beforeAll(() => {
    process.env.PATH = `${programs}:${PATH}`;
  });
  afterAll(() => {
    process.env.PATH = PATH;
  });

  test('is refused for a folder with something in it, which stays', async () => {
    const full = join(folder, 'full');
    mkdirSync(full);
    writeFileSync(join(full, 'precious'), '');
    const estate = defineEstate(new Draft().parts, { asOf });
    await expect(drillPostgresql({ estate, dataset: 'patient-records', folder: full })).rejects.toMatchObject(
      {
        exitCode: 2,
        value: `Folder ${full} is not empty.`,
      },
    );
    rmSync(join(full, 'precious'));
  });

  test('is refused for a dataset that PostgreSQL does not replicate', async () => {
    const estate = defineEstate(new Draft().parts, { asOf });
    await expect(drillPostgresql({ estate, dataset: 'imaging' })).rejects.toMatchObject({ exitCode: 2 });
  });

  test('is refused for a path that is too long for sockets', async () => {
    const estate = defineEstate(new Draft().parts, { asOf });
    const long = join(folder, 'x'.repeat(100));
    await expect(drillPostgresql({ estate, dataset: 'patient-records', folder: long })).rejects.toThrow(
      'shorter path',
    );
  });

  test('is refused for a dataset without a synchronous copy', async () => {
    const draft = new Draft();
    Object.assign(at(draft.records.copies, 0), { mode: 'asynchronous', lagSeconds: 5 });
    const estate = defineEstate(draft.parts, { asOf });
    await expect(drillPostgresql({ estate, dataset: 'patient-records' })).rejects.toThrow(
      'has no synchronous copy',
    );
  });
});
