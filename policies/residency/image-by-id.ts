import type { Site } from '../../estate/model';
import type { Resource } from '../../graph/graph';
import { describe, isMap, isOpen, isUnset, Unknown, type Value } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import { siteOfResource } from '../../judge/facts/endpoint';
import { type Context, definePolicy, type Finding, fail, pass, seen, undecided } from '../../judge/policy';

/** Whether an image is the one the site declares. */
function judgeImage(image: Value, site: Site, resource: Resource, path: string): Finding {
  const evidence = seen(resource, path);
  if (image === site.imageId) return pass;
  if (isOpen(image)) return undecided('which image it starts from is not known yet', evidence);
  return fail(`it starts from ${describe(image)}; the image of ${site.name} is ${site.imageId}`, evidence);
}

/** The disk a server starts from: the first of its block devices that says so. */
function judgeBootDisk(server: Resource, site: Site, context: Context): Finding {
  const disks = server.blocks('block_device');
  const evidence = seen(server, 'block_device');
  if (disks instanceof Unknown) {
    return isOpen(disks)
      ? undecided('which disk it starts from is not known yet', evidence)
      : fail('neither an image nor a disk to start from is named', evidence);
  }
  const at = disks.findIndex(
    (disk) => isMap(disk) && (disk.boot_index ?? null) !== null && disk.boot_index !== -1,
  );
  const disk = disks[at];
  if (!isMap(disk)) return fail('neither an image nor a disk to start from is named', evidence);
  const path = `block_device.${at}.uuid`;
  if (disk.source_type === 'image') return judgeImage(disk.uuid ?? null, site, server, path);
  const { targets, certain } = context.graph.follow(server, path);
  const [volume] = targets;
  if (volume?.type === volumeType && certain) {
    const image = volume.get('image_id');
    if (isUnset(image))
      return undecided('the disk it starts from is made from no image', seen(volume, 'image_id'));
    return judgeImage(image, site, volume, 'image_id');
  }
  return undecided('what is on the disk it starts from is not in the plan', seen(server, path));
}

/** Where an image is named by its id the cloud fills in its name: only the configuration tells, if it comes to one. */
function judgeName(server: Resource): Finding {
  const name = server.get('image_name');
  const evidence = seen(server, 'image_name');
  // A configured name may come to null: `image_name = var.from_volume ? null : "…"`.
  if (!server.configures('image_name') || isUnset(name)) return pass;
  const isFilledIn = !server.isMadeNow && server.configures('image_id') === true;
  if (isOpen(name) || isFilledIn) {
    return undecided('whether its image is named by a name is not shown', evidence);
  }
  return fail('the image is named by a name, which can come to mean another one', evidence);
}

export default definePolicy({
  title: 'Every server starts from the image its site declares, by id',
  severity: 'medium',
  why: 'A name is looked up at each apply, and whoever may upload an image of that name decides what runs. An id cannot be pointed elsewhere; the declared image is the one that was examined.',
  avoid: '`image_name`, an image looked up by a data source, an id that the site does not declare',
  prefer: '`image_id` from the site in `estate/sites`, as the construct `ClusterNode` takes it',
  remediation: 'Name the site’s image by id. A new image is examined first, then declared in the site.',
  controls: ['C5:2020 PSS-12', 'BSIG § 30(2) no. 4', 'Grundschutz++ BES.2.3'],
  observableIn: ['synth', 'plan'],
  resources: ['openstack_compute_instance_v2'],
  examine(server, context) {
    const byName = judgeName(server);
    if (byName.outcome !== 'pass') return byName;
    // Which image is the right one only an estate says; without one, that no name stands for it is all there is.
    if (context.estate.foreign) return pass;
    const site = siteOfResource(server, context);
    if (!site) return undecided('which site it stands at is not known', seen(server, 'image_id'));
    const image = server.get('image_id');
    const isNamed = server.configures('image_id') ?? !isUnset(image);
    return isNamed ? judgeImage(image, site, server, 'image_id') : judgeBootDisk(server, site, context);
  },
  examples: {
    terraform: `
resource "openstack_compute_instance_v2" "declared" {
  name      = "declared"
  image_id  = "5b18a4c1-b379-4058-af51-325e90a8fbba"
  flavor_id = "s3.xlarge.4"
}
resource "openstack_compute_instance_v2" "declared_on_a_volume" {
  name      = "declared"
  flavor_id = "s3.xlarge.4"
  block_device {
    uuid             = "5b18a4c1-b379-4058-af51-325e90a8fbba"
    source_type      = "image"
    destination_type = "volume"
    boot_index       = 0
    volume_size      = 10
  }
}
resource "openstack_compute_instance_v2" "by_name" {
  name       = "by-name"
  image_name = "Standard_Ubuntu_24.04_latest"
  flavor_id  = "s3.xlarge.4"
}
resource "openstack_compute_instance_v2" "another_image" {
  name      = "another"
  image_id  = "00000000-1111-4222-8333-444444444444"
  flavor_id = "s3.xlarge.4"
}
resource "openstack_compute_instance_v2" "another_image_on_a_volume" {
  name      = "another"
  flavor_id = "s3.xlarge.4"
  block_device {
    uuid             = "00000000-1111-4222-8333-444444444444"
    source_type      = "image"
    destination_type = "volume"
    boot_index       = 0
    volume_size      = 10
  }
}
resource "openstack_compute_instance_v2" "no_image" {
  name      = "no-image"
  flavor_id = "s3.xlarge.4"
}
resource "openstack_blockstorage_volume_v3" "boot" {
  size     = 10
  image_id = "5b18a4c1-b379-4058-af51-325e90a8fbba"
}
resource "openstack_compute_instance_v2" "volume_of_the_plan" {
  name      = "volume-of-the-plan"
  flavor_id = "s3.xlarge.4"
  block_device {
    uuid             = openstack_blockstorage_volume_v3.boot.id
    source_type      = "volume"
    destination_type = "volume"
    boot_index       = 0
  }
}
resource "openstack_compute_instance_v2" "snapshot_from_elsewhere" {
  name      = "snapshot"
  flavor_id = "s3.xlarge.4"
  block_device {
    uuid             = "99999999-1111-4222-8333-444444444444"
    source_type      = "snapshot"
    destination_type = "volume"
    boot_index       = 0
  }
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_compute_instance_v2" "decided_at_apply" {
  name      = "later"
  image_id  = openstack_networking_network_v2.any.id
  flavor_id = "s3.xlarge.4"
}
`,
    pass: ['openstack_compute_instance_v2.declared', 'openstack_compute_instance_v2.declared_on_a_volume'],
    fail: [
      'openstack_compute_instance_v2.by_name',
      'openstack_compute_instance_v2.another_image',
      'openstack_compute_instance_v2.another_image_on_a_volume',
      'openstack_compute_instance_v2.no_image',
    ],
    undecided: [
      // Plan JSON does not say whether the id is the volume's or only depends on it; the source does.
      'openstack_compute_instance_v2.volume_of_the_plan',
      'openstack_compute_instance_v2.snapshot_from_elsewhere',
      'openstack_compute_instance_v2.decided_at_apply',
    ],
  },
});
