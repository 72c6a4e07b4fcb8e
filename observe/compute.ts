import { type Kind, marksOf, observed, pick } from './kind';
import { type Item, list } from './list';

const service = ['compute'];
const version = '/v2.1';

/** Compute API v2.1. User data is never asked for. */
export const computeKinds: readonly Kind[] = [
  {
    types: ['openstack_compute_instance_v2'],
    read: async (session) => {
      const items = await list(session, { service, version, path: '/servers/detail', member: 'servers' });
      return items.map((item) =>
        observed('openstack_compute_instance_v2', item, {
          name: item.name,
          key_pair: item.key_name ?? null,
          availability_zone: item['OS-EXT-AZ:availability_zone'] ?? null,
          image_id: (item.image as Item | undefined)?.id ?? null,
          // Nova answers with a text, and an empty one where there is none.
          config_drive: String(item.config_drive).toLowerCase() === 'true',
          ...marksOf(item),
        }),
      );
    },
  },
  {
    types: ['openstack_compute_servergroup_v2'],
    read: async (session) => {
      const items = await list(session, {
        service,
        version,
        path: '/os-server-groups',
        member: 'server_groups',
        byOffset: true,
      });
      return items.map((item) =>
        observed('openstack_compute_servergroup_v2', item, {
          ...pick(item, 'name'),
          policies: item.policies ?? [item.policy],
          members: item.members ?? [],
        }),
      );
    },
  },
];

/** Key pairs belong to the account that asks, and not to the project: another account sees none of them. */
export const accountKinds: readonly Kind[] = [
  {
    types: ['openstack_compute_keypair_v2'],
    read: async (session) => {
      const listing = { service, version, path: '/os-keypairs', member: 'keypairs', marker: 'name' };
      const items = await list(session, { ...listing, wrapped: 'keypair' });
      return items.map((item) =>
        observed(
          'openstack_compute_keypair_v2',
          { ...item, id: item.name },
          pick(item, 'name', 'public_key', 'fingerprint'),
        ),
      );
    },
  },
];
