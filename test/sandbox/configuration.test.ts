import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { passwordHash } from '../../sandbox/infrastructure/rabbitmq';
import type { Site } from '../../sandbox/sandbox';
import { services } from '../../sandbox/services/registry';
import { writeSiteFiles } from '../../sandbox/site-files';
import { expectedProcesses } from '../../sandbox/site-processes';
import { removeTemporaryFolders, temporarySandbox } from './temporary-sandbox';

afterAll(removeTemporaryFolders);

const sandbox = temporarySandbox();
const [north, south] = sandbox.sites as unknown as readonly [Site, Site];
for (const site of sandbox.sites) writeSiteFiles(site, sandbox);

const read = (site: Site, path: string) => readFileSync(join(site.folder, path), 'utf8');

const filesOf = (site: Site) =>
  (readdirSync(site.folder, { recursive: true, withFileTypes: true }) ?? [])
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test('every address that a service is told is on loopback', () => {
  const texts = sandbox.sites.flatMap(filesOf).map((file) => readFileSync(file, 'utf8'));
  const addresses = texts.flatMap((text) => text.match(/\b\d{1,3}(\.\d{1,3}){3}\b/g) ?? []);
  expect(addresses.length).toBeGreaterThan(100);
  expect(addresses.filter((address) => !address.startsWith('127.77.'))).toEqual([]);
});

test('Keystone has every repository of keys in its site, and none that a machine happens to have', () => {
  const repositories = [...read(north, '.keystone/keystone.conf').matchAll(/^key_repository = (.*)$/gm)];
  expect(repositories.map(([, path = '']) => path.slice(north.folder.length + 1)).sort()).toEqual([
    '.keystone/credential-keys',
    '.keystone/token-keys',
    '.keystone/token-keys',
  ]);
  for (const [, path = ''] of repositories) expect(readdirSync(path).sort()).toEqual(['0', '1']);
});

test('each project has a folder of further settings of its own, which is empty', () => {
  for (const project of ['keystone', 'nova', 'neutron', 'cinder', 'glance', 'barbican', 'placement'])
    expect(readdirSync(join(north.folder, `.${project}`, `${project}.conf.d`))).toEqual([]);
});

test('what holds passwords is its owner’s alone', () => {
  const open = sandbox.sites.flatMap(filesOf).filter((file) => (statSync(file).mode & 0o077) !== 0);
  expect(open).toEqual([]);
});

test('no password stands in the arguments or environment of a process', () => {
  const kept = JSON.parse(readFileSync(join(sandbox.folder, 'passwords.json'), 'utf8')) as object;
  const passwords = Object.values(kept).flatMap((one: object) => Object.values(one) as string[]);
  const commands = services.flatMap((service) =>
    sandbox.sites.map((site) =>
      JSON.stringify([
        service.processes(site, sandbox),
        service.lateProcesses?.(site, sandbox),
        service.migrations?.(site),
      ]),
    ),
  );
  expect(passwords.length).toBeGreaterThan(20);
  expect(passwords.filter((one) => commands.some((command) => command.includes(one)))).toEqual([]);
});

test('region and zone are those that were asked for', () => {
  expect(read(north, '.nova/nova.conf')).toContain('region_name = coast\n');
  expect(read(north, '.nova/nova.conf')).toContain('default_availability_zone = coast-1\n');
  expect(read(south, '.cinder/cinder.conf')).toContain('storage_availability_zone = nova\n');
});

test('a host of Nova knows no database, which Nova refuses', () => {
  expect(read(north, '.nova/nova.conf')).toContain('[api_database]\n');
  for (const number of [1, 2, 3])
    expect(read(north, `.nova/north-host-${number}.conf`)).not.toMatch(/^\[(api_)?database\]/m);
});

test('a host keeps its id, and no two have the same', () => {
  const idsOf = () => [1, 2, 3].map((number) => read(north, `state/north-host-${number}/compute_id`));
  const ids = idsOf();
  writeSiteFiles(north, sandbox);
  expect(idsOf()).toEqual(ids);
  expect(new Set(ids).size).toBe(3);
});

test('a signature of the realm is looked at before a token is asked for', () => {
  const [, pipeline = ''] = /^pipeline = (.*)$/m.exec(read(north, 'swift/etc/proxy.conf')) ?? [];
  const order = ['container_sync', 'authtoken', 'keystoneauth', 'versioned_writes', 'proxy-server'];
  expect(pipeline.split(' ').filter((name) => order.includes(name))).toEqual(order);
});

test('every site knows the same realm, with all sites as clusters', () => {
  const realms = sandbox.sites.map((site) => read(site, 'swift/etc/container-sync-realms.conf'));
  expect(realms[0]).toBe(realms[1]);
  expect(realms[0]).toContain('cluster_north = http://127.77.10.1:8080/v1/\n');
  expect(realms[0]).toContain('cluster_south-east = http://127.77.20.1:8080/v1/\n');
  expect(realms[0]).toMatch(/^\[realm\]\nkey = [\w-]{43}$/m);
});

test('the project’s member may switch source NAT off', () => {
  const policy = read(north, '.neutron/policy.yaml');
  for (const action of ['create_router', 'update_router'])
    expect(policy).toContain(
      `"${action}:external_gateway_info:enable_snat": "role:admin or (role:member and project_id:%(project_id)s)"`,
    );
});

test('a site has every service once, and every process its own name', () => {
  const names = expectedProcesses(north, sandbox);
  expect(names).toEqual([...new Set(names)]);
  expect(services.flatMap((service) => service.catalog?.(north) ?? []).map(({ type }) => type)).toEqual([
    'placement',
    'network',
    'compute',
    'block-storage',
    'volumev3',
    'image',
    'key-manager',
    'object-store',
  ]);
});

test('the message broker’s hash of a password is the one of its manual', () => {
  const salt = Buffer.from('908dc60a', 'hex');
  expect(passwordHash('test12', salt)).toBe('kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR');
});
