import type { Site } from '../../estate/model';
import type { Resource } from '../../graph/graph';
import { isMap, isOpen, isUnset, Unknown, type Value } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import { typeUnknown } from '../../judge/facts/encryption-at-creation';
import { siteOfResource } from '../../judge/facts/endpoint';
import { serverType } from '../../judge/facts/servers';
import { type Context, definePolicy, type Finding, pass, seen, undecided, worstOf } from '../../judge/policy';

/** One disk of a server: a local one is the host's, a volume is judged by what it is made from. */
function judgeDisk(disk: Value, at: number, server: Resource, context: Context): Finding {
  const path = `block_device.${at}`;
  const evidence = ['source_type', 'destination_type', 'volume_type'].map((name) =>
    seen(server, `${path}.${name}`),
  );
  if (!isMap(disk)) return undecided('what disk the server makes is not known yet', seen(server, path));
  const { source_type: source = null, destination_type: destination = null } = disk;
  if (destination === 'local') return pass;
  if (source === 'volume') {
    const { targets, complete } = context.graph.follow(server, `${path}.uuid`);
    // Whichever of the plan's volumes it is, each is judged itself.
    const areJudged =
      targets.length > 0 && targets.every((one) => one.type === volumeType && one.mode === 'managed');
    return complete && areJudged
      ? pass
      : undecided('the volume it takes is not shown to be one of the plan’s', seen(server, `${path}.uuid`));
  }
  if (source instanceof Unknown || (destination !== 'volume' && source !== 'snapshot')) {
    return undecided('whether it makes a volume, and from what, is not known', ...evidence);
  }
  const site = siteOfResource(server, context);
  if (!site) return undecided('its site is not known, and with it how its cloud encrypts', ...evidence);
  const [outcome, message] = judgeMade(source, disk.volume_type ?? null, site);
  return outcome === 'pass' ? pass : { outcome, message, evidence };
}

/** A volume that Nova has Cinder make: it takes a type for it, and no metadata. */
function judgeMade(source: Value, type: Value, { cloud, name }: Site): [Finding['outcome'], string] {
  if (cloud.kind === 'open-telekom-cloud') {
    return source === 'blank'
      ? ['fail', 'a disk that a server makes for itself cannot be asked to be encrypted']
      : ['undecided', `whether the disk is encrypted depends on its ${source}, which is not known`];
  }
  const permitted = cloud.encryptedVolumeTypes;
  if (isOpen(type)) return ['undecided', 'its volume type is not known yet'];
  if (typeof type === 'string' && permitted.includes(type)) return ['pass', ''];
  if (permitted.length === 0) return ['undecided', typeUnknown];
  if (isUnset(type) && source === 'snapshot') {
    return ['undecided', 'it has the volume type of its snapshot, which is not known'];
  }
  const given = isUnset(type) ? 'no volume type, so the cloud takes its default' : `type ${type}`;
  return ['fail', `its disk has ${given}; encrypted types at ${name} are: ${permitted.join(', ')}`];
}

export default definePolicy({
  title: 'No server makes an unencrypted volume for itself',
  severity: 'critical',
  why: 'A volume made with a server is in no volume’s resource, so the rules on volumes never see it. The Open Telekom Cloud encrypts by metadata, which a server’s disk cannot have: an empty one is always in plaintext.',
  avoid:
    'a `block_device` with `source_type = "blank"` on the Open Telekom Cloud; one without an encrypted `volume_type` elsewhere',
  prefer: 'the construct `EncryptedVolume`, attached to the server',
  remediation:
    'Make an encrypted volume, move the data to it, attach it, and make the server anew without the block.',
  controls: ['C5:2020 CRY-03', 'C5:2026 CRY-05', 'GDPR Art. 32(1)(a)', 'Grundschutz++ KONF.3.2'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [serverType],
  examine(server, context) {
    const disks = server.blocks('block_device');
    if (!(disks instanceof Unknown)) {
      return worstOf(disks.map((disk, at) => judgeDisk(disk, at, server, context)));
    }
    return isOpen(disks)
      ? undecided('which disks the server makes is not known yet', seen(server, 'block_device'))
      : pass;
  },
  examples: {
    site: 'clinic',
    terraform: `
locals {
  image = "28b0aa23-b096-4468-acaf-1d60634c903f"
}
resource "openstack_compute_instance_v2" "without_further_disks" {
  name      = "plain"
  image_id  = local.image
  flavor_id = "f70a97cd-1028-40bf-a47a-72de7f7c071e"
}
resource "openstack_compute_instance_v2" "encrypted" {
  name      = "encrypted"
  flavor_id = "f70a97cd-1028-40bf-a47a-72de7f7c071e"
  block_device {
    uuid             = local.image
    source_type      = "image"
    destination_type = "volume"
    boot_index       = 0
    volume_size      = 10
    volume_type      = "luks"
  }
}
resource "openstack_compute_instance_v2" "local_disk" {
  name      = "local"
  image_id  = local.image
  flavor_id = "f70a97cd-1028-40bf-a47a-72de7f7c071e"
  block_device {
    uuid             = local.image
    source_type      = "image"
    destination_type = "local"
    boot_index       = 0
  }
}
resource "openstack_compute_instance_v2" "default_type" {
  name      = "default"
  image_id  = local.image
  flavor_id = "f70a97cd-1028-40bf-a47a-72de7f7c071e"
  block_device {
    source_type      = "blank"
    destination_type = "volume"
    volume_size      = 10
  }
}
resource "openstack_compute_instance_v2" "unencrypted_type" {
  name      = "unencrypted"
  flavor_id = "f70a97cd-1028-40bf-a47a-72de7f7c071e"
  block_device {
    uuid             = local.image
    source_type      = "image"
    destination_type = "volume"
    boot_index       = 0
    volume_size      = 10
    volume_type      = "fast"
  }
}
resource "openstack_compute_instance_v2" "from_snapshot" {
  name      = "snapshot"
  flavor_id = "f70a97cd-1028-40bf-a47a-72de7f7c071e"
  block_device {
    uuid             = "99999999-1111-4222-8333-444444444444"
    source_type      = "snapshot"
    destination_type = "volume"
    boot_index       = 0
  }
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_compute_instance_v2" "type_decided_at_apply" {
  name      = "later"
  image_id  = local.image
  flavor_id = "f70a97cd-1028-40bf-a47a-72de7f7c071e"
  block_device {
    source_type      = "blank"
    destination_type = "volume"
    volume_size      = 10
    volume_type      = openstack_networking_network_v2.any.id
  }
}
`,
    pass: [
      'openstack_compute_instance_v2.without_further_disks',
      'openstack_compute_instance_v2.encrypted',
      'openstack_compute_instance_v2.local_disk',
    ],
    fail: ['openstack_compute_instance_v2.default_type', 'openstack_compute_instance_v2.unencrypted_type'],
    undecided: [
      'openstack_compute_instance_v2.from_snapshot',
      'openstack_compute_instance_v2.type_decided_at_apply',
    ],
    changes: (['blank', 'image'] as const).map((source) => ({
      name: `a server of the Open Telekom Cloud makes a disk from its source "${source}"`,
      stack: 'primary',
      set: {
        'openstack_compute_instance_v2.added': {
          image_id: '5b18a4c1-b379-4058-af51-325e90a8fbba',
          block_device: [{ source_type: source, destination_type: 'volume', volume_size: 10 }],
        },
      },
      outcome: source === 'blank' ? 'fail' : 'undecided',
      subjects: ['primary:openstack_compute_instance_v2.added'],
      says: source === 'blank' ? 'cannot be asked to be encrypted' : 'depends on its image',
    })),
  },
});
