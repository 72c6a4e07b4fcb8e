import { request } from 'node:http';
import type { Site } from '../../estate/model';
import { makeReport } from '../../preflight/report';
import { readManaged } from '../../preflight/state';
import { WantedObjects } from '../../preflight/wanted';
import { type Change, changed, look, readRecording, worst } from './look';

const prepared = readRecording('prepared');
const applied = readRecording('applied');
const observed = readRecording('observer');

const outcomesOf = ({ report }: Awaited<ReturnType<typeof look>>) =>
  Object.fromEntries(report.checks.map(({ check, results }) => [check, worst(results).outcome]));

test('of a project in which everything is prepared, only what its cloud shows to nobody stays open', async () => {
  const found = await look(prepared);
  const open = Object.entries(outcomesOf(found)).filter(([, outcome]) => outcome !== 'ok');
  expect(open).toEqual([
    ['volumes/types-encrypt', 'unread'],
    ['network/source-nat-off', 'not-observable'],
    ['network/gateway-address', 'not-applicable'],
  ]);
});

test('what can be read is all well: the exit code is 0 once the operator shows how the type encrypts', async () => {
  const encryption = { provider: 'luks', cipher: 'aes-xts-plain64', key_size: 256 };
  const { report } = await look(changed(prepared, { '/encryption': { status: 200, body: encryption } }));
  expect(makeReport([report], new Date()).ok).toBe(true);
  expect(makeReport([report, { ...report, looked: false }], new Date()).ok).toBe(false);
  expect(makeReport([], new Date()).ok).toBe(false);
});

test('after an apply nothing is left to be made, and what is there is the stack’s own', async () => {
  const { results } = await look(applied);
  expect(worst(results('names/free-or-own')).outcome).toBe('ok');
  expect(worst(results('servers/key-pair-name-free'))).toMatchObject({ outcome: 'ok' });
  expect(worst(results('network/source-nat-off'))).toMatchObject({ outcome: 'ok' });
  expect(worst(results('volumes/types-encrypt')).text).toMatch('its 15 volumes here are all encrypted');
  const network = results('quotas/network');
  expect(network.length).toBeGreaterThan(0);
  expect(network.filter(({ outcome }) => outcome !== 'not-applicable').map(({ value }) => value)).toEqual([]);
});

test('a volume in plaintext of a type that is said to encrypt is a finding', async () => {
  const plain: Change = ((body: { volumes: object[] }) => ({
    volumes: body.volumes.map((volume) => ({ ...volume, encrypted: false })),
  })) as Change;
  const { results } = await look(changed(applied, { '/volumes/detail': plain }));
  expect(worst(results('volumes/types-encrypt'))).toMatchObject({
    outcome: 'not-ok',
    text: expect.stringContaining('type luks has volumes in plaintext'),
  });
});

test('with a state, what it does not manage is in the way, however it is marked', async () => {
  const { body } = applied.calls[callWith('/volumes/detail?limit=500')] as unknown as {
    body: { volumes: { id: string }[] };
  };
  const [first, ...others] = body.volumes.map(({ id }) => id);
  const text = JSON.stringify({
    version: 4,
    resources: others.map((id) => ({
      mode: 'managed',
      type: 'openstack_blockstorage_volume_v3',
      instances: [{ attributes: { id } }],
    })),
  });
  const { results } = await look(applied, { managed: readManaged(text, 'clinic.tfstate') });
  const volumesTaken = results('names/free-or-own').filter(({ value }) => /^blockstorage/.test(value));
  expect(volumesTaken.map(({ outcome, value }) => [outcome, value.includes(String(first))])).toEqual([
    ['not-ok', true],
  ]);
  expect(worst(results('quotas/volumes')).text).toMatch('volumes: 1 to be made');
});

function callWith(part: string): string {
  return Object.keys(applied.calls).find((call) => call.endsWith(part)) ?? '';
}

test('an account that only reads can look, and is told what it could not see', async () => {
  const outcomes = outcomesOf(await look(observed));
  const unread = Object.entries(outcomes).filter(([, outcome]) => outcome === 'unread');
  expect(unread.map(([check]) => check)).toEqual([
    'identity/role-deploys',
    'quotas/objects',
    'servers/key-pair-name-free',
    'volumes/types-encrypt',
    'keys/exist-and-last',
    'names/free-or-own',
  ]);
  expect(Object.values(outcomes)).not.toContain('not-ok');
});

test('it reads and nothing else, each answer once', async () => {
  const { calls } = await look(prepared);
  const writes = calls.filter((call) => !/^(GET|HEAD) /.test(call));
  expect(writes).toEqual(['POST /v3/auth/tokens']);
  expect(calls).toEqual([...new Set(calls)]);
});

test('no token, password or pre-shared key is in what it says', async () => {
  const tunnel = { id: 'c', name: 'clinic-primary', psk: 'key-that-nobody-may-see' };
  const withTunnel: Change = (() => ({ ipsec_site_connections: [tunnel] })) as Change;
  const { report } = await look(changed(applied, { '/ipsec-site-connections?': withTunnel }));
  const text = JSON.stringify(report);
  expect(text).toContain('clinic-primary leads to');
  for (const secret of ['scrubbed-token', 'password-that-nobody-may-see', 'key-that-nobody-may-see']) {
    expect(text).not.toContain(secret);
  }
});

test('a refused login is one finding, and leaves every check unread', async () => {
  const { report } = await look(changed(prepared, { 'POST /': { status: 401, body: {} } }));
  const [login, ...others] = report.checks;
  expect(login).toMatchObject({ check: 'identity/login', results: [{ outcome: 'not-ok' }] });
  expect(others.length).toBeGreaterThan(20);
  expect(others.flatMap(({ results }) => results.map(({ outcome }) => outcome))).toEqual(
    others.map(() => 'unread'),
  );
});

test('a service that does not answer leaves its own checks unread, and no other', async () => {
  const dead = await closedPort();
  const silent: Change = ((body: { token: { catalog: { type: string; endpoints: object[] }[] } }) => ({
    token: {
      ...body.token,
      catalog: body.token.catalog.map((service) =>
        service.type === 'image'
          ? {
              ...service,
              endpoints: service.endpoints.map((e) => ({ ...e, url: `http://127.0.0.1:${dead}` })),
            }
          : service,
      ),
    },
  })) as Change;
  const outcomes = outcomesOf(await look(changed(prepared, { 'POST /': silent })));
  const before = outcomesOf(await look(prepared));
  expect(outcomes).toEqual({ ...before, 'servers/image': 'unread' });
});

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  for (let port = 9; port < 1024; port += 1) {
    const answers = await new Promise<boolean>((resolve) => {
      const call = request({ host: '127.0.0.1', port }, () => resolve(true));
      call.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'ECONNREFUSED'));
      call.end();
    });
    if (!answers) return port;
  }
  throw new Error('every port answers');
}

const inOpenTelekomCloud = (site: Site): Site => ({
  ...site,
  cloud: { kind: 'open-telekom-cloud', volumeType: 'luks' },
});

test('what the Open Telekom Cloud has no API for is named with the reason', async () => {
  const others: Change = ((body: { token: { catalog: { type: string }[] } }) => ({
    token: { ...body.token, catalog: body.token.catalog.filter(({ type }) => type !== 'key-manager') },
  })) as Change;
  const { results } = await look(changed(prepared, { 'POST /': others }), { site: inOpenTelekomCloud });
  expect(worst(results('keys/exist-and-last'))).toMatchObject({
    outcome: 'unread',
    text: expect.stringContaining('keeps keys in its KMS'),
  });
  expect(worst(results('volumes/types-encrypt'))).toMatchObject({ outcome: 'not-applicable' });
  expect(worst(results('identity/endpoints-of-region'))).toMatchObject({ outcome: 'ok' });
});

test('roles of the Open Telekom Cloud say little: what they permit, no API shows', async () => {
  const roles: Change = ((body: { token: object }) => ({
    token: { ...body.token, roles: [{ name: 'server_adm' }] },
  })) as Change;
  const { results } = await look(changed(prepared, { 'POST /': roles }), { site: inOpenTelekomCloud });
  expect(worst(results('identity/role-deploys')).outcome).toBe('not-observable');
});

test('without a stack, what rests on it is unread, and the rest is looked at', async () => {
  const found = await look(prepared, { wanted: WantedObjects.unknown('the gate refuses the estate') });
  const outcomes = outcomesOf(found);
  expect(outcomes).toMatchObject({
    'identity/token-scoped': 'ok',
    'servers/image': 'ok',
    'keys/exist-and-last': 'ok',
    'quotas/compute': 'unread',
    'quotas/network': 'unread',
    'names/free-or-own': 'unread',
  });
  expect(worst(found.results('quotas/volumes')).text).toMatch('the gate refuses the estate');
});

test('synchronisation of containers asks for the realm and cluster of its target', async () => {
  const wanted = WantedObjects.read(
    JSON.stringify({
      resource: {
        openstack_objectstorage_container_v1: {
          one: {
            name: 'one',
            versioning: true,
            container_sync_key: 'k',
            container_sync_to: '//estate/mirror/AUTH_1/one',
          },
          two: {
            name: 'two',
            versioning_legacy: [{ type: 'history', location: 'one' }],
            container_sync_to: '//estate/elsewhere/AUTH_1/two',
          },
        },
      },
    }),
  );
  const realms = { ESTATE: { clusters: { MIRROR: {}, PRIMARY: { current: true } } } };
  const info: Change = ((body: object) => ({ ...body, container_sync: { realms } })) as Change;
  const account = `AUTH_${'0'.repeat(32)}`;
  const objectStore = { realm: 'estate', cluster: 'primary', account };
  const site = (declared: Site): Site => ({ ...declared, objectStore });
  const { results } = await look(changed(prepared, { '/info': info }), { wanted, site });
  expect(results('objects/capabilities').map(({ outcome, value }) => [outcome, value])).toEqual([
    ['ok', 'keeps versions'],
    ['ok', 'archives by x-history-location'],
    ['ok', 'synchronisation to realm estate, cluster mirror'],
    ['not-ok', 'synchronisation to realm estate, cluster elsewhere is not known'],
    ['not-ok', expect.stringContaining(`, ${account} in the estate`)],
    ['ok', 'is cluster primary of realm estate'],
  ]);
  const without = await look(prepared, { wanted });
  expect(worst(without.results('objects/capabilities')).text).toMatch('the store does not synchronise');
});
