import type { Graph, Resource } from '../../graph/graph';
import { isList } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import { attachType, serverType } from '../../judge/facts/servers';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

const attachTypes = [attachType, 'openstack_blockstorage_volume_attach_v3'] as const;

interface Attachment {
  readonly resource: Resource;
  readonly path: string;
}

const indexes = new WeakMap<Graph, ReadonlyMap<Resource, readonly Attachment[]>>();

/** What surely attaches each volume: attachments, and servers that have it among their disks; by address. */
function attachmentsOf(volume: Resource, graph: Graph): readonly Attachment[] {
  const index = indexes.get(graph) ?? indexAttachments(graph);
  indexes.set(graph, index);
  return index.get(volume) ?? [];
}

function indexAttachments(graph: Graph): ReadonlyMap<Resource, readonly Attachment[]> {
  const attached = graph.ofType(...attachTypes).map((resource) => ({ resource, path: 'volume_id' }));
  const devices = graph.ofType(serverType).flatMap((resource) => {
    const blocks = resource.blocks('block_device');
    return isList(blocks) ? blocks.map((_, at) => ({ resource, path: `block_device.${at}.uuid` })) : [];
  });
  const found = new Map<Resource, Attachment[]>();
  for (const one of [...attached, ...devices]) {
    const { targets, certain, complete } = graph.follow(one.resource, one.path);
    const [volume] = targets;
    // One that is repeated may be there once, or not at all.
    if (!volume || !certain || !complete || one.resource.repeated) continue;
    const list = found.get(volume);
    if (list) list.push(one);
    else found.set(volume, [one]);
  }
  for (const list of found.values()) {
    list.sort((a, b) => (a.resource.address < b.resource.address ? -1 : 1));
  }
  return found;
}

export default definePolicy({
  title: 'No volume is attached twice',
  severity: 'high',
  why: 'A volume at two servers is a way between them that no network rule sees, and two systems that write to one file system destroy it. Which of them serves the copy is then anyone’s guess.',
  avoid: 'two attachments of one volume, with `multiattach` or without',
  prefer: 'one volume for each server, and replication by the application; the construct `DatasetStore`',
  remediation: 'Take all attachments but one away, and give the other server a volume of its own.',
  controls: ['C5:2020 OPS-24', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [volumeType],
  examine(volume, { graph }) {
    const sure = attachmentsOf(volume, graph);
    if (sure.length > 1) {
      const names = sure.map(({ resource }) => resource.address).join(', ');
      const evidence = sure.map(({ resource, path }) => seen(resource, path));
      return fail(`it is attached ${sure.length} times: ${names}`, ...evidence);
    }
    const perhaps = attachTypes
      .flatMap((type) => graph.users(volume, type, 'volume_id'))
      .filter(({ certain }) => !certain);
    if (perhaps.length === 0 || perhaps.length + sure.length < 2) return pass;
    const evidence = perhaps.slice(0, 3).map(({ resource }) => seen(resource, 'volume_id'));
    const names = perhaps.slice(0, 3).map(({ resource }) => resource.address);
    return undecided(`whether ${names.join(', ')} attach it as well is not shown`, ...evidence);
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
        name: 'an attachment that may be of a volume without a dataset',
        stack: 'primary',
        set: {
          'openstack_compute_volume_attach_v2.some': {
            instance_id: '${openstack_compute_instance_v2.research_1_server.id}',
            volume_id: 'unknown',
          },
        },
        outcome: 'undecided',
        subjects: ['primary:openstack_blockstorage_volume_v3.identity_1_system'],
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
