import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clearRemoved, reset } from '../../sandbox/commands/reset';
import { Passwords } from '../../sandbox/passwords';
import { openSandbox } from '../../sandbox/sandbox';
import {
  removeTemporaryFolders,
  requestIn,
  temporaryFolder,
  temporarySandbox,
  twoSites,
} from './temporary-sandbox';

afterAll(removeTemporaryFolders);

const addressesOf = (request: Parameters<typeof openSandbox>[0]) =>
  Object.fromEntries(openSandbox(request).sites.map(({ name, address }) => [name, address]));

describe('addresses', () => {
  test('are given in the order of the sites, on 127.77 unless another net is asked for', () => {
    expect(temporarySandbox()).toMatchObject({
      address: '127.77.0.1',
      sites: [{ address: '127.77.10.1' }, { address: '127.77.20.1' }],
    });
    expect(temporarySandbox({ net: '90' })).toMatchObject({ net: 90, address: '127.90.0.1' });
  });

  test('are kept: found again without the variable, and a new site gets the next one', () => {
    const folder = temporaryFolder();
    openSandbox(requestIn(folder, { net: '91' }));
    const between = { name: 'middle', region: 'r', zone: 'z' };
    const sites = [twoSites[0], between, twoSites[1]];
    expect(addressesOf(requestIn(folder, { sites }))).toEqual({
      north: '127.91.10.1',
      'south-east': '127.91.20.1',
      middle: '127.91.30.1',
    });
    expect(addressesOf(requestIn(folder, { sites: [between] }))).toEqual({ middle: '127.91.30.1' });
  });

  test('cannot be changed under a sandbox that has others', () => {
    const folder = temporaryFolder();
    openSandbox(requestIn(folder, { net: '92' }));
    expect(() => openSandbox(requestIn(folder, { net: '93' }))).toThrow(
      'ESTATE_SANDBOX_NET=93, and this sandbox lives on 127.92.0.0/16',
    );
  });

  test.each(['0', '255', 'x', '1.5', ''])('ESTATE_SANDBOX_NET=%s is refused', (net) => {
    expect(() => temporarySandbox({ net })).toThrow(`ESTATE_SANDBOX_NET=${net}\n  rule:`);
  });
});

test('a folder whose Unix sockets would have too long a path is refused', () => {
  const folder = join(temporaryFolder(), 'x'.repeat(90));
  expect(() => openSandbox(requestIn(folder))).toThrow('a Unix socket has a path of at most 107');
});

test('a reset leaves the addresses alone, and what a killed one has left behind goes as well', async () => {
  const sandbox = temporarySandbox();
  sandbox.passwords.of('north', 'admin');
  for (const folder of ['sites', 'shared', 'removed/1/sites'])
    mkdirSync(join(sandbox.folder, folder), { recursive: true });
  writeFileSync(join(sandbox.folder, 'removed/1/passwords.json'), '{}');
  await reset(sandbox, () => undefined);
  expect(readdirSync(sandbox.folder)).toEqual(['sandbox.json']);
  mkdirSync(join(sandbox.folder, 'removed/2'), { recursive: true });
  clearRemoved(sandbox);
  expect(existsSync(join(sandbox.folder, 'removed'))).toBe(false);
});

describe('passwords', () => {
  test('are random, kept, and their owner’s alone', () => {
    const file = join(temporaryFolder(), 'inner', 'passwords.json');
    const passwords = new Passwords(file);
    const [one, other] = [passwords.of('north', 'admin'), passwords.of('north', 'database')];
    expect(one).toMatch(/^[\w-]{43}$/);
    expect(other).not.toBe(one);
    expect(new Passwords(file).of('north', 'admin')).toBe(one);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
  });

  test('that another command has made or removed meanwhile are seen', () => {
    const file = join(temporaryFolder(), 'passwords.json');
    const [early, other] = [new Passwords(file), new Passwords(file)];
    const admin = other.of('north', 'admin');
    const state = early.of('shared', 'state');
    expect(early.of('north', 'admin')).toBe(admin);
    expect(new Passwords(file).of('shared', 'state')).toBe(state);
    rmSync(file);
    expect(early.of('north', 'admin')).not.toBe(admin);
    expect(new Passwords(file).of('north', 'admin')).toBe(early.of('north', 'admin'));
  });

  test('are taken out of what a program says', () => {
    const passwords = new Passwords(join(temporaryFolder(), 'passwords.json'));
    const secret = passwords.of('north', 'database');
    expect(passwords.redact(`cannot open mysql://north:${secret}@127.0.0.1`)).toBe(
      'cannot open mysql://north:***@127.0.0.1',
    );
  });
});
