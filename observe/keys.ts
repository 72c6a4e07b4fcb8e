import { type Kind, observed, pick } from './kind';
import { list } from './list';

/** Key Manager API v1 (Barbican). Metadata alone: a payload is never asked for. */
export const keyKinds: readonly Kind[] = [
  {
    types: ['openstack_keymanager_secret_v1'],
    read: async (session) => {
      const items = await list(session, {
        service: ['key-manager'],
        version: '/v1',
        path: '/secrets',
        member: 'secrets',
        marker: 'secret_ref',
        byOffset: true,
      });
      return items.map((item) =>
        observed(
          'openstack_keymanager_secret_v1',
          { id: String(item.secret_ref).split('/').at(-1), name: item.name },
          pick(item, 'name', 'algorithm', 'bit_length', 'mode', 'secret_type', 'expiration'),
        ),
      );
    },
  },
];
