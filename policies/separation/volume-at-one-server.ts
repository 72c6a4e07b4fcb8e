import type { Resource, User } from '../../graph/graph';
import { isList } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import { attachType, serverType } from '../../judge/facts/servers';
import { type Context, definePolicy, fail, markOf, pass, seen, undecided } from '../../judge/policy';

/** More block devices than that have no server of the clouds that are judged. */
const greatestDevices = 8;

function attachmentsOf(volume: Resource, { graph }: Context): (User & { readonly path: string })[] {
  const separate = [attachType, 'openstack_blockstorage_volume_attach_v3'].flatMap((type) =>
    graph.users(volume, type, 'volume_id').map((user) => ({ ...user, path: 'volume_id' })),
  );
  const devices = Array.from({ length: greatestDevices }, (_, at) => `block_device.${at}.uuid`).flatMap(
    (path) =>
      graph
        .users(volume, serverType, path)
        // A device whose source is not known may as well be an image.
        .filter(({ certain, resource }) => certain && isList(resource.blocks('block_device')))
        .map((user) => ({ ...user, path })),
  );
  return [...separate, ...devices].toSorted((a, b) => (a.resource.address < b.resource.address ? -1 : 1));
}

export default definePolicy({
  title: 'A volume is attached once, to one server',
  severity: 'high',
  why: 'A volume at two servers is a way between them that no network rule sees, and two systems that write to one file system destroy it. Which of them serves the copy is then anyone’s guess.',
  avoid: 'two attachments of one volume, with `multiattach` or without',
  prefer: 'one volume for each server, and replication by the application; the construct `DatasetStore`',
  remediation: 'Take all attachments but one away, and give the other server a volume of its own.',
  controls: ['C5:2020 OPS-24', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [volumeType],
  examine(volume, context) {
    const attachments = attachmentsOf(volume, context);
    if (attachments.length < 2) return pass;
    const sure = attachments.filter(({ certain }) => certain);
    const name = ({ resource }: User) => resource.address;
    if (sure.length > 1) {
      const evidence = sure.map(({ resource, path }) => seen(resource, path));
      return fail(`it is attached ${sure.length} times: ${sure.map(name).join(', ')}`, ...evidence);
    }
    // Which instance leads to which is often not shown, and matters where the data of a dataset is.
    if (markOf(volume, 'dataset') === undefined) return undefined;
    const evidence = attachments.map(({ resource, path }) => seen(resource, path));
    const names = attachments.slice(0, 3).map(name).join(', ');
    return undecided(`whether only one of ${names} attaches it is not shown`, ...evidence);
  },
  examples: {
    changes: [
      {
        name: 'a volume is attached to two servers',
        stack: 'primary',
        set: {
          'openstack_compute_volume_attach_v2.again': {
            instance_id: '${openstack_compute_instance_v2.identity_2_server.id}',
            volume_id: '${openstack_blockstorage_volume_v3.imaging_data.id}',
            multiattach: true,
          },
        },
        outcome: 'fail',
        subjects: ['primary:openstack_blockstorage_volume_v3.imaging_data'],
        says: 'it is attached 2 times: openstack_compute_volume_attach_v2.again',
      },
      {
        name: 'another server starts with the volume among its disks',
        stack: 'primary',
        set: {
          'openstack_blockstorage_volume_v3.imaging_data': { id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a33' },
          'openstack_compute_instance_v2.operations_1_server': {
            block_device: [
              {
                uuid: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a33',
                source_type: 'volume',
                destination_type: 'volume',
              },
            ],
          },
        },
        outcome: 'fail',
        subjects: ['primary:openstack_blockstorage_volume_v3.imaging_data'],
        says: 'openstack_compute_instance_v2.operations_1_server',
      },
      {
        name: 'an attachment whose volume is not known yet',
        stack: 'primary',
        set: {
          'openstack_compute_volume_attach_v2.some': {
            instance_id: '${openstack_compute_instance_v2.identity_2_server.id}',
            volume_id: 'unknown',
          },
        },
        outcome: 'undecided',
        subjects: ['primary:openstack_blockstorage_volume_v3.imaging_data'],
      },
      {
        name: 'another attachment for a volume of another plan',
        stack: 'primary',
        set: {
          'openstack_compute_volume_attach_v2.foreign': {
            instance_id: '${openstack_compute_instance_v2.identity_2_server.id}',
            volume_id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a31',
          },
        },
        outcome: 'pass',
        subjects: ['primary:openstack_blockstorage_volume_v3.imaging_data'],
      },
    ],
  },
});
