import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLoopback, layDeployment, readDeployment } from '../../estate/deployment';
import { loadEstate } from '../../estate/load-estate';
import { objectRealm } from '../../estate/objects';
import { siteOf } from '../../estate/queries';

const estate = loadEstate();
const network = '319dab1c-3f9d-401c-a1df-ef8cf3676cdc';
const place = (authUrl: string) => ({ authUrl, externalNetworkId: network });
const whole = {
  kind: 'deployment',
  schemaVersion: '1.0.0',
  sites: {
    primary: place('http://127.77.10.1:5000/v3'),
    mirror: {
      ...place('http://127.77.20.1:5000/v3'),
      objects: true,
      objectAccount: `AUTH_${'2'.repeat(32)}`,
    },
    clinic: place('https://127.77.30.1:5000/v3'),
  },
};
const folder = mkdtempSync(join(tmpdir(), 'deployment-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(value: unknown) {
  const file = join(folder, 'deployment.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return readDeployment(file, estate);
}

const withPrimary = (primary: object) => ({ ...whole, sites: { ...whole.sites, primary } });

test.each([
  ['http://127.0.0.1/v3', true],
  ['https://127.255.1.2:5000/v3', true],
  // A name is whatever its resolver says.
  ['http://localhost:5000/v3', false],
  ['http://127.0.0.1.example.org/v3', false],
  ['http://user@127.0.0.1@example.org/v3', false],
  ['http://10.0.0.1/v3', false],
  ['ftp://127.0.0.1/v3', false],
  ['http://0x7f000001/v3', true],
  [undefined, false],
])('%s leads to this machine: %s', (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});

test('only what a cloud gives itself changes', () => {
  const key = siteOf(estate, 'clinic').keyCustody.systemKeys.identity;
  const copyKey = estate.datasets[0]?.copies.find(({ site }) => site === 'clinic')?.key ?? '';
  const [a, b] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
  const clinic = { ...place('http://127.77.30.1:5000/v3'), keys: { [key]: a, [copyKey]: b } };
  const laid = layDeployment(estate, read({ ...whole, sites: { ...whole.sites, clinic } }));
  const site = siteOf(laid, 'clinic');
  expect(laid.sandbox).toBe(true);
  expect(site.identity).toEqual({ ...siteOf(estate, 'clinic').identity, authUrl: clinic.authUrl });
  expect(site.keyCustody.systemKeys).toEqual({
    ...siteOf(estate, 'clinic').keyCustody.systemKeys,
    identity: a,
  });
  expect(laid.datasets[0]?.copies.map(({ key }) => key)).toContain(b);
  expect(laid.datasets[1]).toEqual(estate.datasets[1]);
  expect(siteOf(laid, 'mirror').capabilities.objects).toBe(true);
  // The account of the production site is none of the sandbox.
  expect(siteOf(laid, 'clinic').objectStore).toBeUndefined();
  const { identity: _i, network: _n, capabilities: _c, objectStore: _o, ...rest } = siteOf(laid, 'mirror');
  const { identity: _j, network: _m, capabilities: _d, ...before } = siteOf(estate, 'mirror');
  expect(rest).toEqual(before);
  expect(siteOf(estate, 'clinic').keyCustody.systemKeys.identity).toBe(key);
});

test.each([
  [
    'a real cloud',
    withPrimary(place('https://iam.eu-de.otc.t-systems.com/v3')),
    'deployment.sites.primary.authUrl',
  ],
  ['a name', withPrimary(place('http://localhost:5000/v3')), 'deployment.sites.primary.authUrl'],
  ['credentials in a URL', withPrimary(place('http://a:b@127.0.0.1/v3')), 'deployment.sites.primary.authUrl'],
  ['no id', withPrimary({ authUrl: 'http://127.0.0.1/v3' }), 'deployment.sites.primary.externalNetworkId'],
  ['a region', withPrimary({ ...whole.sites.primary, region: 'eu-nl' }), 'deployment.sites.primary.region'],
  [
    'objects in no account',
    withPrimary({ ...whole.sites.primary, objects: true }),
    'deployment.sites.primary.objectAccount',
  ],
  [
    'key material',
    withPrimary({ ...whole.sites.primary, keys: { a: 'b' } }),
    'deployment.sites.primary.keys',
  ],
  [
    'a stranger',
    { ...whole, sites: { ...whole.sites, other: whole.sites.primary } },
    'deployment.sites.other',
  ],
  ['a site too few', { ...whole, sites: { primary: whole.sites.primary } }, 'deployment.sites.clinic'],
  ['something else', { kind: 'observation' }, 'kind "deployment"'],
  [
    'a prototype',
    JSON.parse('{"kind":"deployment","schemaVersion":"1.0.0","sites":{"__proto__":{}}}'),
    'sites.',
  ],
  ['no JSON', '{', 'is no JSON'],
])('%s is refused', (_, value, where) => {
  expect(() => read(value)).toThrow(where);
});

test('a file that is not there is refused', () => {
  expect(() => readDeployment(join(folder, 'none.json'), estate)).toThrow('cannot be read');
});

test('a Swift account makes the site a cluster of the sandbox’s realm', () => {
  const account = `AUTH_${'a'.repeat(32)}`;
  const laid = layDeployment(
    estate,
    read(withPrimary({ ...whole.sites.primary, objects: true, objectAccount: account })),
  );
  expect(siteOf(laid, 'primary').objectStore).toEqual({ realm: objectRealm, cluster: 'primary', account });
});
