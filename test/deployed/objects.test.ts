import { randomBytes } from 'node:crypto';
import { ourEstate } from '../../bin/our-estate';
import { objectContainer, objectPlaces, syncTarget } from '../../estate/objects';
import { placementsOf } from '../../estate/queries';
import { ensureDeployed } from './deployment';
import { sandboxEnvironment } from './programs';
import { bytesAt, call, change, type SwiftAccount, secondsUntil, swiftOf, versionsAt } from './swift';

jest.setTimeout(1_200_000);

const environment = sandboxEnvironment();
const estate = ourEstate(environment);
const dataset = estate.datasets.find(({ objects }) => objects === true);
if (dataset === undefined) throw new Error('no dataset of the estate is made of objects');
const places = objectPlaces(dataset, estate);
const container = objectContainer(dataset);
const run = randomBytes(4).toString('hex');
const pathOf = (name: string) => `${container}/${encodeURIComponent(name)}`;

const accounts: SwiftAccount[] = [];
function account(at: number): SwiftAccount {
  const found = accounts.at(at);
  if (found === undefined) throw new Error(`no account of place ${at}`);
  return found;
}

beforeAll(async () => {
  await ensureDeployed();
  for (const { site } of places) accounts.push(await swiftOf(site, environment));
});

/** Until every site after the home answers as wanted, within the lag that is declared for it; seconds by site. */
async function arrival(what: string, ask: (account: SwiftAccount) => Promise<boolean>) {
  const lags = placementsOf(dataset ?? fail()).map(({ site, lagSeconds }) => [site, lagSeconds] as const);
  const arrived = await Promise.all(
    places.slice(1).map(async ({ site }, at) => {
      const most = new Map(lags).get(site.name) ?? 0;
      const took = await secondsUntil(`${what} at ${site.name}`, most, () => ask(account(at + 1)));
      return [site.name, Number(took.toFixed(1))] as const;
    }),
  );
  return Object.fromEntries(arrived);
}

function fail(): never {
  throw new Error('no dataset is made of objects');
}

test('the dataset is in a container at each of its sites, which feed each other as planned', async () => {
  expect(places.map(({ site }) => site.name).toSorted()).toEqual(
    placementsOf(dataset)
      .map(({ site }) => site)
      .toSorted(),
  );
  for (const [at, place] of places.entries()) {
    const { headers } = await call(account(at), 'HEAD', container);
    const next = places[at + 1];
    expect({
      target: headers.get('x-container-sync-to'),
      history: headers.get('x-history-location'),
      versions: headers.get('x-versions-enabled'),
      readers: headers.get('x-container-read'),
      site: headers.get('x-container-meta-estate-site'),
    }).toEqual({
      target: next ? syncTarget(next.store, container) : null,
      history: next ? `${container}-versions` : null,
      versions: next ? null : 'True',
      readers: null,
      site: place.site.name,
    });
  }
});

test.each([
  ['nothing', 0],
  ['a byte', 1],
  ['64 KiB', 65_536],
  ['8 MiB', 8_388_608],
])('an object of %s written at home is read everywhere, byte for byte', async (what, size) => {
  const name = `${run}/ä ${what}?#`;
  const written = randomBytes(size);
  await change(account(0), pathOf(name), written);
  const lag = await arrival(what, async (at) => (await bytesAt(at, pathOf(name)))?.equals(written) ?? false);
  process.stdout.write(`${what}: ${JSON.stringify(lag)} s after it was written\n`);
});

test('what is overwritten and deleted at home is still at the end of the row, out of its reach', async () => {
  const name = `${run}/kept`;
  const [first, second] = [randomBytes(4096), randomBytes(4096)];
  const isThere = (wanted: Buffer) => async (at: SwiftAccount) =>
    (await bytesAt(at, pathOf(name)))?.equals(wanted) ?? false;
  await change(account(0), pathOf(name), first);
  await arrival('the first version', isThere(first));
  await change(account(0), pathOf(name), second);
  await arrival('the second version', isThere(second));
  await change(account(0), pathOf(name));
  const lag = await arrival('the deletion', async (at) => (await bytesAt(at, pathOf(name))) === undefined);
  process.stdout.write(`a deletion: ${JSON.stringify(lag)} s after it was made\n`);

  const end = account(-1);
  const versions = await versionsAt(end, container, name);
  const kept = versions.filter(({ isDeletion }) => !isDeletion);
  const bytes = await Promise.all(kept.map(({ id }) => bytesAt(end, `${pathOf(name)}?version-id=${id}`)));
  expect(bytes.map((one) => one?.toString('hex'))).toEqual([second, first].map((one) => one.toString('hex')));

  // The home's token is none at the end of the row.
  const stranger = { url: end.url, token: account(0).token };
  const oldest = `${pathOf(name)}?version-id=${kept.at(-1)?.id}`;
  expect((await call(stranger, 'DELETE', oldest)).status).toBe(401);
  expect((await bytesAt(end, oldest))?.equals(first)).toBe(true);
});

test('the end of the row cannot be made to pass objects on', async () => {
  const [home] = places;
  const headers = { 'X-Container-Sync-To': syncTarget(home?.store ?? fail(), container) };
  expect((await call(account(-1), 'POST', container, { headers })).status).toBe(400);
});
