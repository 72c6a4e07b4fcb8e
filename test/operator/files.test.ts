import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEstate } from '../../estate/load-estate';
import { accountsOf, checkVariables } from '../../operator/accounts';
import { keepDeployment, readDeployment } from '../../operator/deployment-file';
import { EnvironmentFile } from '../../operator/environment-file';
import { isImitation } from '../../operator/loopback';

const { sites } = loadEstate();
const clinic = sites.find(({ name }) => name === 'clinic');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'operator-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file of variables keeps what others wrote, and says what it cannot read', () => {
  const path = join(folder, 'env');
  writeFileSync(path, `# by hand\nexport A='one'\nB="two"\nexport C=$(pass show c)\n`, { mode: 0o644 });
  const file = new EnvironmentFile(path);
  expect([file.value('A'), file.value('B'), file.value('D')]).toEqual(['one', 'two', undefined]);
  expect(() => file.value('C')).toThrow(/sets C in a way that only a shell understands.*fix/s);
  file.set({ A: 'three', D: 'four=/+.' });
  expect(readFileSync(path, 'utf8')).toBe(
    `# by hand\nexport A='three'\nB="two"\nexport C=$(pass show c)\nexport D='four=/+.'\n`,
  );
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('beside a file the environment does not count: it may be another cloud’s', () => {
  const environment = { A: 'from the environment' };
  expect(new EnvironmentFile(join(folder, 'env')).value('A', environment)).toBeUndefined();
  expect(new EnvironmentFile(undefined).value('A', environment)).toBe('from the environment');
});

test('a deployment file keeps the other sites, and what others have noted of this one', () => {
  const path = join(folder, 'deployment.json');
  const prepared = {
    authUrl: 'http://127.0.0.1:5000/v3',
    externalNetworkId: 'n',
    objects: true,
    keys: { a: 'b' },
  };
  const before = {
    mirror: { authUrl: 'http://127.0.0.2:5000/v3' },
    clinic: { gatewayAddress: '198.51.100.7' },
  };
  writeFileSync(path, JSON.stringify({ kind: 'deployment', schemaVersion: '1.0.0', sites: before }));
  keepDeployment(path, 'clinic', prepared);
  expect(readDeployment(path)).toEqual({
    kind: 'deployment',
    schemaVersion: '1.0.0',
    sites: { mirror: before.mirror, clinic: { gatewayAddress: '198.51.100.7', ...prepared } },
  });
  writeFileSync(path, '[]');
  expect(() => readDeployment(path)).toThrow('is no deployment file');
});

test('accounts have what their rights take, and variables of their own', () => {
  if (!clinic) throw new Error('no clinic');
  expect(
    accountsOf(clinic).map(({ name, roles, project, prefix }) => [name, roles, project, prefix]),
  ).toEqual([
    ['clinic-pipeline', ['member', 'creator'], 'lausitz-clinic', 'ESTATE_CLINIC_'],
    ['clinic-workloads', ['reader'], 'lausitz-clinic', 'ESTATE_CLINIC_WORKLOADS_'],
    ['clinic-key-custodian', ['member', 'creator'], 'lausitz-clinic-keys', 'ESTATE_CLINIC_KEY_CUSTODIAN_'],
    ['clinic-observer', ['reader'], 'lausitz-clinic', 'ESTATE_CLINIC_OBSERVER_'],
  ]);
  expect(() => checkVariables(sites)).not.toThrow();
  expect(() => checkVariables([...sites, { ...clinic, name: 'clinic-admin' }])).toThrow(
    'ESTATE_CLINIC_ADMIN_PASSWORD is of clinic-pipeline at clinic-admin, and of another account',
  );
});

test('a cloud is an imitation only if nothing in its catalogue leaves the machine', () => {
  const scope = { authUrl: 'http://127.0.30.1:5000/v3', region: 'r', project: 'admin', domain: 'Default' };
  const catalog = (...urls: string[]) => [
    { type: 'any', endpoints: urls.map((url) => ({ interface: 'public', region_id: 'r', url })) },
  ];
  expect(isImitation(scope, catalog('http://127.0.30.1:8774/v2.1', 'http://127.0.30.1/v1'))).toBe(true);
  expect(isImitation(scope, catalog('http://127.0.30.1:8774/v2.1', 'https://nova.example/v2.1'))).toBe(false);
  expect(isImitation(scope, [])).toBe(false);
});
