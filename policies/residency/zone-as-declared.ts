import { describe, isOpen, isUnset } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import { siteOfResource } from '../../judge/facts/endpoint';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

const path = 'availability_zone';

export default definePolicy({
  title: 'Every volume and server is in the zone its site declares',
  severity: 'high',
  why: 'Two sites of one region are two data centres only through their zones. A volume in the other one’s zone, or wherever the cloud has room, is lost together with the copy that was to survive it.',
  avoid: '`availability_zone` left out, so that the cloud picks one, or the zone of another site',
  prefer: 'the constructs `EncryptedVolume` and `ClusterNode`, which take the zone from the site',
  remediation: 'Create it anew in the site’s zone; a zone cannot be changed afterwards.',
  controls: [
    'C5:2020 BCM-03',
    'C5:2020 PSS-12',
    'Grundschutz++ ARCH.8.3',
    'Grundschutz++ NOT.4.12',
    'SCS-0118',
  ],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [volumeType, 'openstack_compute_instance_v2'],
  examine(resource, context) {
    const site = siteOfResource(resource, context);
    const zone = resource.get(path);
    const evidence = seen(resource, path);
    if (!site)
      return undecided(
        'which site it stands at is not known, and with it which zone is the right one',
        evidence,
      );
    if (isOpen(zone)) return undecided('which zone it is in is not known yet', evidence);
    const declared = site.availabilityZone;
    if (isUnset(zone) || zone === '') {
      return fail(`no zone is named, so the cloud picks one; ${site.name} is ${declared}`, evidence);
    }
    // Nova also takes `zone:host` and `zone:host:node`.
    if (typeof zone === 'string' && zone.split(':')[0] === declared) return pass;
    return fail(`it is in ${describe(zone)}; ${site.name} is ${declared}`, evidence);
  },
  examples: {
    terraform: `
resource "openstack_blockstorage_volume_v3" "here" {
  size              = 10
  availability_zone = "eu-de-01"
}
resource "openstack_compute_instance_v2" "here_on_one_host" {
  name              = "here"
  image_id          = "5b18a4c1-b379-4058-af51-325e90a8fbba"
  flavor_id         = "s3.xlarge.4"
  availability_zone = "eu-de-01:host-7"
}
resource "openstack_blockstorage_volume_v3" "zone_of_the_mirror" {
  size              = 10
  availability_zone = "eu-de-02"
}
resource "openstack_blockstorage_volume_v3" "wherever_there_is_room" {
  size = 10
}
resource "openstack_compute_instance_v2" "wherever_there_is_room" {
  name      = "anywhere"
  image_id  = "5b18a4c1-b379-4058-af51-325e90a8fbba"
  flavor_id = "s3.xlarge.4"
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_blockstorage_volume_v3" "decided_at_apply" {
  size              = 10
  availability_zone = openstack_networking_network_v2.any.id
}
`,
    pass: ['openstack_blockstorage_volume_v3.here', 'openstack_compute_instance_v2.here_on_one_host'],
    fail: [
      'openstack_blockstorage_volume_v3.zone_of_the_mirror',
      'openstack_blockstorage_volume_v3.wherever_there_is_room',
      'openstack_compute_instance_v2.wherever_there_is_room',
    ],
    undecided: ['openstack_blockstorage_volume_v3.decided_at_apply'],
  },
});
