import type { Item } from '../../observe/list';
import { checks } from '../../preflight/registry';
import { type Change, type Changes, changed, look, readRecording, worst } from './look';

/** A project in which an operator has prepared everything, as its pipeline sees it; nothing is applied yet. */
const prepared = readRecording('prepared');

type Body = Record<string, unknown>;
type Case = readonly [check: string, what: string, changes: Changes, outcome: string, text: string | RegExp];

const login = 'POST /';
const computeQuotas = '/os-quota-sets/';
const forbidden: Change = { status: 403, body: {} };

/** The part of the quota's answer that differs. */
const quota = (member: string, name: string, value: object): Change =>
  ((body: Body) => ({ ...body, [member]: { ...(body[member] as Item), [name]: value } })) as Change;
const token = (change: (token: Item) => Item): Change =>
  ((body: Body) => ({ token: change(body.token as Item) })) as Change;
const member = (name: string, more: object): Change =>
  ((body: Body) => ({ [name]: { ...(body[name] as Item), ...more } })) as Change;
const whole = (more: object): Change => ((body: Body) => ({ ...body, ...more })) as Change;
const added = (name: string, item: object): Change =>
  ((body: Body) => ({ ...body, [name]: [...(body[name] as unknown[]), item] })) as Change;
const services = (change: (service: Item) => readonly Item[]): Change =>
  token((t) => ({ ...t, catalog: (t.catalog as Item[]).flatMap(change) }));
const roles = (...names: string[]): Change =>
  token((t) => ({ ...t, roles: names.map((name) => ({ name })) }));

const subnet = { id: 'other', name: 'left-over', ip_version: 4, cidr: '10.18.64.0/20', network_id: 'n' };

const cases: readonly Case[] = [
  [
    'identity/token-scoped',
    'another domain',
    { [login]: token((t) => ({ ...t, project: { ...(t.project as Item), domain: { name: 'stranger' } } })) },
    'not-ok',
    'of domain stranger',
  ],
  [
    'identity/endpoints-of-region',
    'another region',
    {
      [login]: services((s) => [
        { ...s, endpoints: (s.endpoints as Item[]).map((e) => ({ ...e, region: 'r2', region_id: 'r2' })) },
      ]),
    },
    'not-ok',
    'the catalogue has r2, not clinic',
  ],
  [
    'identity/endpoints-of-region',
    'a service that is missing',
    { [login]: services((s) => (s.type === 'object-store' ? [] : [s])) },
    'not-ok',
    'object-store has no public endpoint in clinic',
  ],
  [
    'identity/endpoints-of-region',
    'a service in the open',
    {
      [login]: services((s) =>
        s.type === 'key-manager'
          ? [{ ...s, endpoints: (s.endpoints as Item[]).map((e) => ({ ...e, url: 'http://keys.invalid' })) }]
          : [s],
      ),
    },
    'not-ok',
    'key-manager at http://keys.invalid',
  ],
  ['identity/role-deploys', 'an observer', { [login]: roles('reader') }, 'unread', 'this account only reads'],
  [
    'identity/role-deploys',
    'a role nobody knows',
    { [login]: roles('x') },
    'unread',
    'member is not among them',
  ],
  [
    'identity/role-no-administrator',
    'an administrator',
    { [login]: roles('member', 'admin') },
    'not-ok',
    'roles: admin',
  ],
  [
    'quotas/as-declared',
    'a smaller quota',
    { '?usage=true': quota('quota_set', 'volumes', { limit: 39, in_use: 0, reserved: 0 }) },
    'not-ok',
    'limits.volumes: 40 declared, 39 there',
  ],
  ['quotas/as-declared', 'no answer', { '/details': forbidden }, 'unread', 'limits.vpnGateways'],
  [
    'quotas/compute',
    'too few servers',
    { '/detail': quota('quota_set', 'instances', { limit: 10, in_use: 1, reserved: 1 }) },
    'not-ok',
    'servers: 9 to be made, 8 free of 10 (Raise the quota to at least 11',
  ],
  [
    'quotas/compute',
    'too little memory',
    { '/detail': quota('quota_set', 'ram', { limit: 18_431, in_use: 0, reserved: 0 }) },
    'not-ok',
    'MiB of memory: 18432 to be made, 18431 free',
  ],
  [
    'quotas/compute',
    'too few in a group',
    { '/detail': quota('quota_set', 'server_group_members', { limit: 2, in_use: 0, reserved: 0 }) },
    'not-ok',
    'servers in one group: 3 to be made, 2 free of 2',
  ],
  [
    'quotas/compute',
    'too few key pairs',
    { '/detail': quota('quota_set', 'key_pairs', { limit: 0, in_use: 0, reserved: 0 }) },
    'not-ok',
    'key pairs: 1 to be made, 0 free',
  ],
  [
    'quotas/compute',
    'a flavor that is missing',
    { '/flavors/': { status: 404, body: {} } },
    'unread',
    'cores and memory',
  ],
  ['quotas/compute', 'no answer', { [computeQuotas]: forbidden }, 'unread', 'compute answered 403'],
  [
    'quotas/volumes',
    'too few GiB',
    { '?usage=true': quota('quota_set', 'gigabytes', { limit: 1000, in_use: 0, reserved: 0 }) },
    'not-ok',
    'GiB of volumes: 15808 to be made, 1000 free',
  ],
  [
    'quotas/volumes',
    'too small volumes',
    { '?usage=true': quota('quota_set', 'per_volume_gigabytes', { limit: 500, in_use: 0, reserved: 0 }) },
    'not-ok',
    'largest volume: 8192 GiB of at most 500',
  ],
  [
    'quotas/volumes',
    'too few of the type',
    { '?usage=true': quota('quota_set', 'volumes_luks', { limit: 14, in_use: 0, reserved: 0 }) },
    'not-ok',
    'volumes of type luks: 15 to be made, 14 free of 14',
  ],
  ['quotas/volumes', 'no answer', { '?usage=true': forbidden }, 'unread', 'answered 403'],
  [
    'quotas/network',
    'too few groups',
    { '/details': quota('quota', 'security_group', { limit: 10, used: 1, reserved: 0 }) },
    'not-ok',
    'security groups: 10 to be made, 9 free of 10',
  ],
  [
    'quotas/network',
    'too few rules',
    { '/details': quota('quota', 'security_group_rule', { limit: 60, used: 4, reserved: 0 }) },
    'not-ok',
    /security group rules: 6\d to be made, 56 free of 60/,
  ],
  [
    'quotas/network',
    'too few ports',
    { '/details': quota('quota', 'port', { limit: 16, used: 0, reserved: 0 }) },
    'not-ok',
    'ports: 17 to be made, 16 free of 16',
  ],
  [
    'quotas/network',
    'too few tunnels',
    { '/details': quota('quota', 'ipsec_site_connection', { limit: 1, used: 0, reserved: 0 }) },
    'not-ok',
    'VPN connections: 2 to be made, 1 free of 1',
  ],
  [
    'quotas/network',
    'no answer',
    { '/details': { status: 404, body: {} } },
    'unread',
    'network has no quota',
  ],
  [
    'quotas/objects',
    'a small account',
    {
      'HEAD /8080': { headers: { 'x-account-meta-quota-bytes': '1073741824', 'x-account-bytes-used': '0' } },
    },
    'not-ok',
    /objects and backups: \d+ GiB, 1 GiB free/,
  ],
  ['quotas/objects', 'no answer', { 'HEAD /8080': { status: 403 } }, 'unread', 'object-store answered 403'],
  [
    'zones/servers',
    'another zone',
    { 'v2.1/os-availability-zone': whole({ availabilityZoneInfo: [{ zoneName: 'z2' }] }) },
    'not-ok',
    'zone nova is not among: z2',
  ],
  [
    'zones/servers',
    'a zone that is down',
    {
      'v2.1/os-availability-zone': whole({
        availabilityZoneInfo: [{ zoneName: 'nova', zoneState: { available: false } }],
      }),
    },
    'not-ok',
    'zone nova is not available',
  ],
  [
    'zones/servers',
    'no answer',
    { 'v2.1/os-availability-zone': forbidden },
    'unread',
    'compute answered 403',
  ],
  [
    'zones/volumes',
    'another zone',
    { '/8776/': whole({ availabilityZoneInfo: [{ zoneName: 'z2' }] }) },
    'not-ok',
    'zone nova is not among: z2',
  ],
  ['zones/volumes', 'no answer', { '/8776/': forbidden }, 'unread', 'block-storage answered 403'],
  ['servers/flavor', 'none', { '/flavors/': { status: 404, body: {} } }, 'not-ok', 'does not exist'],
  [
    'servers/flavor',
    'a disabled one',
    { '/flavors/': member('flavor', { 'OS-FLV-DISABLED:disabled': true }) },
    'not-ok',
    'disabled',
  ],
  [
    'servers/flavor',
    'without a root disk',
    { '/flavors/': member('flavor', { disk: 0 }) },
    'unread',
    'zero_disk_flavor',
  ],
  ['servers/flavor', 'no answer', { '/flavors/': forbidden }, 'unread', 'compute answered 403'],
  ['servers/image', 'none', { '/images/': { status: 404, body: '' } }, 'not-ok', 'does not exist'],
  [
    'servers/image',
    'deactivated',
    { '/images/': whole({ status: 'deactivated' }) },
    'not-ok',
    'is deactivated',
  ],
  [
    'servers/image',
    'not protected',
    { '/images/': whole({ protected: false }) },
    'not-ok',
    'is not protected',
  ],
  [
    'servers/image',
    'a stranger’s',
    { '/images/': whole({ visibility: 'community', owner: 'stranger' }) },
    'not-ok',
    'community image',
  ],
  [
    'servers/image',
    'too large a disk',
    { '/images/': whole({ min_disk: 40 }) },
    'not-ok',
    'needs 40 GiB of root disk',
  ],
  ['servers/image', 'too much memory', { '/images/': whole({ min_ram: 4096 }) }, 'not-ok', 'needs 4096 MiB'],
  ['servers/image', 'no answer', { '/images/': forbidden }, 'unread', 'image answered 403'],
  [
    'servers/key-pair-name-free',
    'one that is there',
    { '/os-keypairs': added('keypairs', { keypair: { name: 'clinic-admin' } }) },
    'not-ok',
    'clinic-admin is taken',
  ],
  ['servers/key-pair-name-free', 'an observer', { [login]: roles('reader') }, 'unread', 'belong to a user'],
  ['servers/key-pair-name-free', 'no answer', { '/os-keypairs': forbidden }, 'unread', 'answered 403'],
  [
    'volumes/types-exist',
    'none',
    { '/types?': whole({ volume_types: [] }) },
    'not-ok',
    'luks is not among: none',
  ],
  ['volumes/types-exist', 'no answer', { '/types?': forbidden }, 'unread', 'answered 403'],
  [
    'volumes/types-encrypt',
    'one that does',
    {
      '/encryption': {
        status: 200,
        body: { provider: 'luks', cipher: 'aes-xts-plain64', key_size: 256, control_location: 'front-end' },
      },
    },
    'ok',
    'luks, aes-xts-plain64, 256 bits',
  ],
  [
    'volumes/types-encrypt',
    'one that does not',
    { '/encryption': { status: 200, body: {} } },
    'not-ok',
    'does not encrypt',
  ],
  [
    'volumes/types-encrypt',
    'one that does it weakly',
    { '/encryption': { status: 200, body: { provider: 'plain', cipher: 'aes-cbc-essiv', key_size: 128 } } },
    'not-ok',
    'plain, aes-cbc-essiv, 128 bits',
  ],
  [
    'keys/exist-and-last',
    'one that is missing',
    { [`/secrets/${prepared.site.keys[0]}`]: { status: 404, body: {} } },
    'not-ok',
    new RegExp(`${prepared.site.keys[0]} \\(.+\\) does not exist`),
  ],
  [
    'keys/exist-and-last',
    'one that expires',
    { [`/secrets/${prepared.site.keys[1]}`]: whole({ expiration: '2030-01-01T00:00:00' }) },
    'not-ok',
    'expires 2030-01-01, and is to live beyond 2075-12-31',
  ],
  [
    'keys/exist-and-last',
    'weak ones',
    { '/secrets/': whole({ bit_length: 128, algorithm: 'des', status: 'PENDING' }) },
    'not-ok',
    'is PENDING, is of des, not AES, has 128 bits',
  ],
  [
    'keys/exist-and-last',
    'no answer',
    { '/secrets/': forbidden },
    'unread',
    /\(audit-log\): key-manager answered 403/,
  ],
  [
    'network/external-network',
    'none',
    { '/networks/': { status: 404, body: {} } },
    'not-ok',
    'does not exist',
  ],
  [
    'network/external-network',
    'one that is not external',
    { '/networks/': member('network', { 'router:external': false }) },
    'not-ok',
    'is not external',
  ],
  [
    'network/external-network',
    'one that is down',
    { '/networks/': member('network', { admin_state_up: false, subnets: [] }) },
    'not-ok',
    'is switched off, has no subnet',
  ],
  ['network/external-network', 'no answer', { '/networks/': forbidden }, 'unread', 'network answered 403'],
  [
    'network/extensions',
    'tunnels that are missing',
    { '/extensions': whole({ extensions: [{ alias: 'router' }, { alias: 'external-net' }] }) },
    'not-ok',
    'vpnaas is missing, which tunnels need',
  ],
  ['network/extensions', 'no answer', { '/extensions': forbidden }, 'unread', 'network answered 403'],
  [
    'network/source-nat-off',
    'no such thing',
    { '/extensions': whole({ extensions: [] }) },
    'not-ok',
    'no extension ext-gw-mode',
  ],
  ['network/source-nat-off', 'no answer', { '/extensions': forbidden }, 'unread', 'network answered 403'],
  [
    'network/range-free',
    'a subnet in the way',
    { '/subnets?limit=500': added('subnets', subnet) },
    'not-ok',
    'left-over (10.18.64.0/20) lies in the site’s range 10.18.0.0/16',
  ],
  ['network/range-free', 'no answer', { '/subnets?': forbidden }, 'unread', 'answered 403'],
  [
    'network/gateway-address',
    'another address',
    {
      '/vpnservices?': added('vpnservices', { id: 'v', name: 'clinic-edge', external_v4_ip: '203.0.113.9' }),
    },
    'not-ok',
    'clinic-edge: 203.0.113.9, 198.51.100.18 in the estate (Write 203.0.113.9',
  ],
  [
    'network/gateway-address',
    'the right one',
    {
      '/vpnservices?': added('vpnservices', {
        id: 'v',
        name: 'clinic-edge',
        external_v4_ip: '198.51.100.18',
      }),
    },
    'ok',
    'clinic-edge: 198.51.100.18',
  ],
  [
    'network/gateway-address',
    'a peer’s that has changed',
    {
      '/ipsec-site-connections?': added('ipsec_site_connections', {
        id: 'c',
        name: 'clinic-primary',
        peer_address: '203.0.113.99',
        peer_id: '203.0.113.99',
      }),
    },
    'not-ok',
    'clinic-primary leads to 203.0.113.99 (peer id 203.0.113.99), and primary has 203.0.113.16',
  ],
  ['network/gateway-address', 'no answer', { '/vpn/': forbidden }, 'unread', 'answered 403'],
  [
    'objects/capabilities',
    'no versions',
    { '/info': { body: { swift: {} } } },
    'not-ok',
    'does not keep versions',
  ],
  ['objects/capabilities', 'no answer', { '/info': forbidden }, 'unread', 'object-store answered 403'],
  [
    'names/free-or-own',
    'a network of that name',
    { '/networks?limit=500': added('networks', { id: 'n9', name: 'clinic-identity' }) },
    'not-ok',
    'networking_network_v2 clinic-identity is there (n9), and not the stack’s',
  ],
  [
    'names/free-or-own',
    'a volume of that name',
    {
      '/volumes/detail': added('volumes', {
        id: 'v9',
        name: 'clinic-patient-records',
        metadata: { 'estate:site': 'primary' },
      }),
    },
    'not-ok',
    'blockstorage_volume_v3 clinic-patient-records is there (v9)',
  ],
  [
    'names/free-or-own',
    'two volumes of one name',
    {
      '/volumes/detail': (({ volumes }: { volumes: unknown[] }) => ({
        volumes: [
          ...volumes,
          ...['v1', 'v2'].map((id) => ({
            id,
            name: 'clinic-patient-records',
            metadata: { 'estate:site': 'clinic' },
          })),
        ],
      })) as Change,
    },
    'not-ok',
    'clinic-patient-records is there more than once (v2)',
  ],
  ['names/free-or-own', 'no answer', { '/volumes/detail': forbidden }, 'unread', 'blockstorage_volume_v3: '],
];

test.each(cases)('%s: %s', async (check, _, changes, outcome, text) => {
  const { results } = await look(changed(prepared, changes));
  const found = worst(results(check));
  expect(found.outcome).toBe(outcome);
  expect(found.text).toMatch(text);
});

test('every check is tried where it does not hold, and where nobody can read it', () => {
  const tried = (outcome: string) =>
    new Set(cases.filter((one) => one[3] === outcome).map(([check]) => check));
  const ids = checks.map(({ id }) => id);
  expect(ids.filter((id) => !tried('not-ok').has(id))).toEqual(['identity/role-deploys']);
  // What the token says is read with the login itself.
  const withLogin = [
    'identity/token-scoped',
    'identity/endpoints-of-region',
    'identity/role-no-administrator',
  ];
  expect(ids.filter((id) => !tried('unread').has(id))).toEqual([...withLogin, 'volumes/types-encrypt']);
});
