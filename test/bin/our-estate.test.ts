import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ourEstate } from '../../bin/our-estate';
import { loadEstate } from '../../estate/load-estate';

const folder = mkdtempSync(join(tmpdir(), 'our-estate-'));
const file = join(folder, 'deployment.json');
afterAll(() => rmSync(folder, { recursive: true }));

test('is the declared one, unless it stands in a sandbox', () => {
  const names = loadEstate().sites.map(({ name }) => name);
  const sites = Object.fromEntries(
    names.map((name, at) => [
      name,
      {
        authUrl: `http://127.77.${at}.1:5000/v3`,
        externalNetworkId: '319dab1c-3f9d-401c-a1df-ef8cf3676cdc',
      },
    ]),
  );
  writeFileSync(file, JSON.stringify({ kind: 'deployment', schemaVersion: '1.0.0', sites }));
  expect(ourEstate({})).toEqual(loadEstate());
  const laid = ourEstate({ ESTATE_PROFILE: 'sandbox', ESTATE_DEPLOYMENT: file });
  expect(laid.sites.map(({ identity }) => identity.authUrl)).toEqual(
    Object.values(sites).map(({ authUrl }) => authUrl),
  );
});

test.each([
  { ESTATE_PROFILE: 'sandbox' },
  { ESTATE_DEPLOYMENT: file },
  { ESTATE_PROFILE: 'decommission', ESTATE_DEPLOYMENT: file },
])('half of a sandbox is refused: %j', (environment) => {
  expect(() => ourEstate(environment)).toThrow('go together');
});
