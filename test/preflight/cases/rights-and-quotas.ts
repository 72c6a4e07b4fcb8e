import type { Item } from '../../../observe/list';
import { type Case, computeQuotas, forbidden, login, quota, roles, services, token } from './changes';

/** Who may, and how much there is room for. */
export const cases: readonly Case[] = [
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
    'GiB of volumes: 16096 to be made, 1000 free',
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
    'volumes of type luks: 17 to be made, 14 free of 14',
  ],
  ['quotas/volumes', 'no answer', { '?usage=true': forbidden }, 'unread', 'answered 403'],
  [
    'quotas/network',
    'too few groups',
    { '/details': quota('quota', 'security_group', { limit: 10, used: 1, reserved: 0 }) },
    'not-ok',
    'security groups: 12 to be made, 9 free of 10',
  ],
  [
    'quotas/network',
    'too few rules',
    { '/details': quota('quota', 'security_group_rule', { limit: 60, used: 4, reserved: 0 }) },
    'not-ok',
    /security group rules: \d\d to be made, 56 free of 60/,
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
];
