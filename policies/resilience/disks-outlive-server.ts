import type { Resource } from '../../graph/graph';
import { describe, isMap, isOpen, isUnset, Unknown, type Value } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  markOf,
  pass,
  seen,
  undecided,
} from '../../judge/policy';

/** What a disk of a server is: only volumes that are no copy of an image can hold what nothing else holds. */
function kindOfDisk(
  server: Resource,
  at: number,
  block: Value,
  { graph }: Context,
): 'data' | 'root' | 'open' {
  if (!isMap(block)) return 'open';
  const source = block.source_type ?? null;
  const isFirst = isUnset(block.boot_index) || block.boot_index === 0;
  if (source instanceof Unknown || isOpen(block.boot_index)) return 'open';
  if (source === 'image') return isFirst || block.destination_type === 'local' ? 'root' : 'data';
  // Nova's own scratch disks and swap go with the server by their nature.
  if (source === 'blank') return block.destination_type === 'volume' ? 'data' : destinationOf(block);
  if (source !== 'volume' || !isFirst) return 'data';
  const edge = graph.follow(server, `block_device.${at}.uuid`);
  const volumes = edge.targets.filter((target) => target.type === volumeType);
  const [volume] = volumes;
  if (volume === undefined || volumes.length > 1 || !edge.certain) return 'open';
  if (markOf(volume, 'dataset') !== undefined) return 'data';
  const image = volume.get('image_id');
  return isUnset(image) ? 'data' : 'root';
}

function destinationOf(block: { readonly [key: string]: Value }): 'root' | 'open' {
  return isOpen(block.destination_type) ? 'open' : 'root';
}

function judgeDisk(server: Resource, at: number, block: Value, context: Context): Finding {
  const path = `block_device.${at}.delete_on_termination`;
  const deleted = isMap(block) ? (block.delete_on_termination ?? null) : block;
  const evidence = [seen(server, path), seen(server, `block_device.${at}.source_type`)];
  if (isUnset(deleted) || deleted === false) return pass;
  const kind = kindOfDisk(server, at, block, context);
  if (kind === 'root') return pass;
  const which = `disk ${at + 1} (${isMap(block) ? describe(block.source_type) : 'not known'})`;
  if (deleted === true && kind === 'data') return fail(`${which} is deleted with its server`, ...evidence);
  return undecided(
    `whether ${which} is deleted with its server, and what it holds, is not known yet`,
    ...evidence,
  );
}

export default definePolicy({
  title: 'Disks that hold data outlive their server',
  severity: 'high',
  why: 'Servers are replaced whenever an image, a flavour or their user data changes. A disk with `delete_on_termination` goes with its server, and neither Terraform nor its plan says so.',
  avoid: '`delete_on_termination = true` on a blank disk, a snapshot or a volume that is no copy of an image',
  prefer: 'a volume of its own and an attachment of its own (`openstack_compute_volume_attach_v2`)',
  remediation: 'Set `delete_on_termination = false`, or attach the volume apart from the server.',
  controls: ['C5:2020 BCM-03', 'GDPR Art. 32(1)(b)', 'BSIG § 30(2) no. 3'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_compute_instance_v2'],
  examine(server, context) {
    const blocks = server.blocks('block_device');
    if (blocks instanceof Unknown) {
      if (!isOpen(blocks)) return pass;
      return undecided('its disks are not known yet', seen(server, 'block_device'));
    }
    const findings = blocks.map((block, at) => judgeDisk(server, at, block, context));
    const worst =
      findings.find((f) => f.outcome === 'fail') ?? findings.find((f) => f.outcome === 'undecided');
    return worst ?? pass;
  },
  examples: {
    terraform: `
resource "openstack_compute_instance_v2" "without_disks" {
  name = "without-disks"
}
resource "openstack_compute_instance_v2" "root_from_image" {
  name = "root-from-image"
  block_device {
    source_type           = "image"
    uuid                  = "5b18a4c1-b379-4058-af51-325e90a8fbba"
    destination_type      = "volume"
    boot_index            = 0
    volume_size           = 20
    delete_on_termination = true
  }
  block_device {
    source_type      = "blank"
    destination_type = "volume"
    boot_index       = 1
    volume_size      = 100
  }
}
resource "openstack_compute_instance_v2" "blank_disk" {
  name = "blank-disk"
  block_device {
    source_type           = "image"
    uuid                  = "5b18a4c1-b379-4058-af51-325e90a8fbba"
    destination_type      = "volume"
    boot_index            = 0
    volume_size           = 20
    delete_on_termination = true
  }
  block_device {
    source_type           = "blank"
    destination_type      = "volume"
    boot_index            = 1
    volume_size           = 100
    delete_on_termination = true
  }
}
resource "openstack_compute_instance_v2" "second_volume" {
  name = "second-volume"
  block_device {
    source_type           = "volume"
    uuid                  = "0b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f70"
    destination_type      = "volume"
    boot_index            = 1
    delete_on_termination = true
  }
}
resource "openstack_compute_instance_v2" "swap" {
  name = "swap"
  block_device {
    source_type           = "blank"
    destination_type      = "local"
    guest_format          = "swap"
    boot_index            = -1
    volume_size           = 4
    delete_on_termination = true
  }
}
resource "openstack_compute_instance_v2" "boot_volume_of_unknown_origin" {
  name = "boot-volume-of-unknown-origin"
  block_device {
    source_type           = "volume"
    uuid                  = "0b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f70"
    destination_type      = "volume"
    boot_index            = 0
    delete_on_termination = true
  }
}
resource "openstack_networking_network_v2" "any" { name = "any" }
resource "openstack_compute_instance_v2" "not_known_yet" {
  name = "not-known-yet"
  block_device {
    source_type           = "blank"
    destination_type      = "volume"
    volume_size           = 10
    boot_index            = 1
    delete_on_termination = openstack_networking_network_v2.any.shared
  }
}
`,
    pass: [
      'openstack_compute_instance_v2.without_disks',
      'openstack_compute_instance_v2.root_from_image',
      'openstack_compute_instance_v2.swap',
    ],
    fail: ['openstack_compute_instance_v2.blank_disk', 'openstack_compute_instance_v2.second_volume'],
    undecided: [
      'openstack_compute_instance_v2.boot_volume_of_unknown_origin',
      'openstack_compute_instance_v2.not_known_yet',
    ],
  },
});
