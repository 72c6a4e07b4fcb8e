import type { Change } from '../look';
import { added, type Case, forbidden, member, whole } from './changes';

const subnet = { id: 'other', name: 'left-over', ip_version: 4, cidr: '10.18.64.0/20', network_id: 'n' };

/** Networks, tunnels, the object store, and names that are taken. */
export const cases: readonly Case[] = [
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
