import type { Graph, Resource } from '../../graph/graph';
import { isMap, isOpen, Unknown, type Value } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import { attachType, serverType } from '../../judge/facts/servers';
import { definePolicy, type Finding, fail, markOf, pass, seen, undecided, worstOf } from '../../judge/policy';

const mark = 'metadata.estate:dataset';

/** The disk a server starts from, where it is a volume that was there before. */
function judgeBootDisk(server: Resource, graph: Graph): Finding {
  const disks = server.blocks('block_device');
  if (disks instanceof Unknown) {
    return isOpen(disks)
      ? undecided('which disk it starts from is not known yet', seen(server, 'block_device'))
      : pass;
  }
  const at = disks.findIndex((disk) => isOpen(disk) || (isMap(disk) && startsFrom(disk.boot_index ?? null)));
  const disk = disks[at];
  const path = `block_device.${at}.uuid`;
  if (disk === undefined) return pass;
  if (!isMap(disk))
    return undecided('which disk it starts from is not known yet', seen(server, 'block_device'));
  if (disk.source_type !== 'volume') return pass;
  const { targets, certain, complete } = graph.follow(server, path);
  const marks = targets.map((volume) => ({ volume, dataset: markOf(volume, 'dataset') }));
  const [held] = marks.filter(({ dataset }) => dataset !== undefined);
  if (held && certain) {
    return fail(
      `it starts from ${held.volume.address}, which holds ${held.dataset}`,
      seen(server, path),
      seen(held.volume, mark),
    );
  }
  const isKnown =
    complete &&
    targets.length > 0 &&
    targets.every((one) => one.type === volumeType && !isOpen(one.get(mark)));
  return isKnown && !held
    ? pass
    : undecided('what the volume that it starts from holds is not shown', seen(server, path));
}

/** A volume that may hold data beside the disk the server starts from. */
function isFurther(disk: Value): boolean {
  return !isMap(disk) || (disk.destination_type !== 'local' && !startsFrom(disk.boot_index ?? null));
}

function startsFrom(index: unknown): boolean {
  return typeof index === 'number' && index >= 0;
}

/** A server that says it holds a dataset has a volume of that dataset beside the disk it starts from. */
function judgeClaim(server: Resource, graph: Graph): Finding {
  const dataset = markOf(server, 'dataset');
  if (dataset === undefined) return pass;
  const attached = graph.users(server, attachType, 'instance_id').map(({ resource, certain }) => {
    const edge = graph.follow(resource, 'volume_id');
    const holds = edge.targets.some((volume) => markOf(volume, 'dataset') === dataset);
    const isSure = certain && edge.certain;
    return holds && isSure
      ? 'yes'
      : holds || !isSure || !edge.complete || edge.targets.length === 0
        ? 'maybe'
        : 'no';
  });
  if (attached.includes('yes')) return pass;
  const disks = server.blocks('block_device');
  const hasOthers = disks instanceof Unknown ? isOpen(disks) : disks.some(isFurther);
  const evidence = seen(server, mark);
  return attached.includes('maybe') || hasOthers
    ? undecided(`whether it has a volume of ${dataset} is not known`, evidence)
    : fail(`it holds ${dataset}, and no volume but the disk that it starts from`, evidence);
}

export default definePolicy({
  title: 'No root disk holds a dataset',
  severity: 'critical',
  why: 'The disk a server starts from is made from an image, goes with the server, and on the Open Telekom Cloud cannot be asked to be encrypted. A dataset on it is in plaintext and lost with the server.',
  avoid:
    'a server that starts from a dataset’s volume, or is marked with a dataset and has no further volume',
  prefer: 'the construct `DatasetStore`: an encrypted volume of its own, attached to the server',
  remediation:
    'Make an encrypted volume for the dataset, attach it, move the data, and make the server anew.',
  controls: ['C5:2020 CRY-03', 'C5:2026 CRY-05', 'GDPR Art. 32(1)(a)', 'Grundschutz++ KONF.3.2'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [serverType],
  examine: (server, { graph }) => worstOf([judgeBootDisk(server, graph), judgeClaim(server, graph)]),
  examples: {
    terraform: `
resource "openstack_compute_instance_v2" "starts_from_an_image" {
  name      = "plain"
  image_id  = "5b18a4c1-b379-4058-af51-325e90a8fbba"
  flavor_id = "s3.xlarge.4"
}
resource "openstack_compute_instance_v2" "marked_without_a_volume" {
  name      = "marked"
  image_id  = "5b18a4c1-b379-4058-af51-325e90a8fbba"
  flavor_id = "s3.xlarge.4"
  metadata  = { "estate:dataset" = "imaging" }
}
resource "openstack_blockstorage_volume_v3" "imaging" {
  size     = 10
  metadata = { "estate:dataset" = "imaging", "estate:role" = "data" }
}
resource "openstack_compute_instance_v2" "starts_from_a_dataset" {
  name      = "starts"
  flavor_id = "s3.xlarge.4"
  block_device {
    uuid             = openstack_blockstorage_volume_v3.imaging.id
    source_type      = "volume"
    destination_type = "volume"
    boot_index       = 0
  }
}
resource "openstack_compute_instance_v2" "starts_from_a_volume_from_elsewhere" {
  name      = "elsewhere"
  flavor_id = "s3.xlarge.4"
  block_device {
    uuid             = "99999999-1111-4222-8333-444444444444"
    source_type      = "volume"
    destination_type = "volume"
    boot_index       = 0
  }
}
`,
    existing: {
      'openstack_blockstorage_volume_v3.imaging': {
        id: '11111111-2222-4333-8444-555555555555',
        size: 10,
        metadata: { 'estate:dataset': 'imaging', 'estate:role': 'data' },
      },
    },
    pass: ['openstack_compute_instance_v2.starts_from_an_image'],
    fail: [
      'openstack_compute_instance_v2.marked_without_a_volume',
      'openstack_compute_instance_v2.starts_from_a_dataset',
    ],
    undecided: ['openstack_compute_instance_v2.starts_from_a_volume_from_elsewhere'],
  },
});
