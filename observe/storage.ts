import { type Kind, marksOf, moment, observed, pick } from './kind';
import { type Item, list } from './list';

const service = ['block-storage', 'volumev3', 'volume'];

/** Block Storage API v3. `encryption_key_id` is shown from microversion 3.64 on; Open Telekom Cloud shows its own. */
export const storageKinds: readonly Kind[] = [
  {
    types: ['openstack_blockstorage_volume_v3'],
    read: async (session) => {
      const headers = { 'OpenStack-API-Version': 'volume 3.64' };
      const items = await list(session, { service, path: '/volumes/detail', member: 'volumes', headers });
      return items.map((item) =>
        observed(
          'openstack_blockstorage_volume_v3',
          item,
          {
            ...pick(item, 'name', 'size', 'volume_type', 'availability_zone', 'snapshot_id'),
            ...marksOf(item),
            attachment: attachmentsOf(item),
          },
          { encryption: encryptionOf(item) },
        ),
      );
    },
  },
  copies('cinder_snapshot', '/snapshots/detail', 'snapshots'),
  copies('cinder_backup', '/backups/detail', 'backups'),
];

function encryptionOf(item: Item) {
  const metadata = (item.metadata ?? {}) as Item;
  const keyId = item.encryption_key_id ?? metadata.__system__cmkid;
  return {
    encrypted: item.encrypted === true,
    keyId: typeof keyId === 'string' ? keyId : null,
    createdAt: moment(item.created_at),
  };
}

function attachmentsOf({ attachments }: Item): readonly unknown[] {
  const items = Array.isArray(attachments) ? (attachments as readonly Item[]) : [];
  return items.map(({ server_id: instance, device }) => ({ instance_id: instance, device }));
}

/** Copies of volumes, for which Terraform has no resource: nothing but an observation shows them. */
function copies(type: string, path: string, member: string): Kind {
  return {
    types: [type],
    read: async (session) => {
      const items = await list(session, { service, path, member });
      return items.map((item) => observed(type, item, pick(item, 'name', 'size', 'volume_id', 'container')));
    },
  };
}
