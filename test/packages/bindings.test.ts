import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as bindings from '@cdktf/provider-openstack';
import { NetworkingNetworkV2 } from '@cdktf/provider-openstack/lib/networking-network-v2';

const root = join(__dirname, '..', '..');
const original = join(root, 'packages', 'provider-openstack');
/** Inside the project, so that a copy of the generator finds its dependencies. */
mkdirSync(join(root, '.estate'), { recursive: true, mode: 0o700 });
const copy = mkdtempSync(join(root, '.estate', 'bindings-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function generate(folder: string) {
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'generate.mjs')], {
    encoding: 'utf8',
  });
  return { status, stderr };
}

const schema = JSON.parse(readFileSync(join(original, 'schema.json'), 'utf8'));
const [address] = Object.keys(schema.provider_schemas);
const provider = schema.provider_schemas[address ?? ''];

/** The schema with these resources only. */
function writeSchema(...resources: string[]): void {
  const kept = Object.fromEntries(resources.map((name) => [name, provider.resource_schemas[name]]));
  const small = { provider: provider.provider, resource_schemas: kept };
  writeFileSync(join(copy, 'schema.json'), JSON.stringify({ provider_schemas: { [address ?? '']: small } }));
}

test('index and deep import give the same class', () => {
  expect(bindings.networkingNetworkV2.NetworkingNetworkV2).toBe(NetworkingNetworkV2);
  expect(NetworkingNetworkV2.tfResourceType).toBe('openstack_networking_network_v2');
});

test('every resource and data source of the schema has a folder of its own', () => {
  const folder = (type: string) => type.replace(/^openstack_/, '').replaceAll('_', '-');
  const resources = Object.keys(provider.resource_schemas).map(folder);
  const data = Object.keys(provider.data_source_schemas).map((type) => `data-openstack-${folder(type)}`);
  const made = readdirSync(join(original, 'lib'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(made.map(({ name }) => name).sort()).toEqual(['provider', ...resources, ...data].sort());
});

test('current bindings are left alone', () => {
  expect(generate(original)).toEqual({ status: 0, stderr: '' });
});

test('bindings follow the schema, and a failed run leaves the ones that were there', () => {
  for (const name of ['generate.mjs', 'package.json']) cpSync(join(original, name), join(copy, name));
  const made = () =>
    readdirSync(join(copy, 'lib')).filter((name) => !name.startsWith('.') && !name.includes('.'));

  writeSchema('openstack_networking_network_v2');
  expect(generate(copy).status).toBe(0);
  expect(made()).toEqual(['networking-network-v2', 'provider']);

  writeSchema('openstack_networking_network_v2', 'openstack_networking_subnet_v2');
  expect(generate(copy).status).toBe(0);
  expect(made()).toEqual(['networking-network-v2', 'networking-subnet-v2', 'provider']);

  writeFileSync(join(copy, 'schema.json'), '{ "provider_schemas": ');
  expect(generate(copy).status).toBe(1);
  expect(existsSync(join(copy, 'lib', 'networking-subnet-v2', 'index.js'))).toBe(true);
  expect(readdirSync(join(copy, '.gen'))).toEqual([]);
});
