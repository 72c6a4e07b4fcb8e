import type { Resource } from '../../graph/graph';
import { isOpen, isUnset } from '../../graph/value';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

const imageType = 'openstack_images_image_v2';
const accessType = 'openstack_images_image_access_v2';

/** Where an image comes from. */
function judgeSource(image: Resource): Finding {
  const url = image.get('image_source_url');
  const evidence = [seen(image, 'image_source_url'), seen(image, 'web_download')];
  if (isUnset(url)) return pass;
  if (typeof url !== 'string') return undecided('where it is fetched from is not known yet', ...evidence);
  const host = /^https:\/\/(?:[^@/]*@)?([\w.-]+)/.exec(url)?.[1];
  if (host === undefined) {
    return fail('it is fetched without encryption: whoever is on the way decides what runs', ...evidence);
  }
  return undecided(
    `it is fetched from ${host}, and what it is there at the time of the apply is not shown`,
    ...evidence,
  );
}

/** Whom it is given to. An image may be a copy of a disk with all that was on it. */
function judgeAudience(image: Resource): Finding {
  const visibility = image.get('visibility');
  const evidence = seen(image, 'visibility');
  if (visibility === 'public' || visibility === 'community') {
    return fail(`it is ${visibility}: every project of its cloud can read it`, evidence);
  }
  return isOpen(visibility) ? undecided('who can read it is not known yet', evidence) : pass;
}

export default definePolicy({
  title: 'Images come from the site itself and are given to nobody else',
  severity: 'high',
  why: 'Every server starts from an image: whoever can change it on its way decides what runs beside the data. And an image may be a copy of a disk, which leaves the site as soon as another project can read it.',
  avoid: '`image_source_url`, `visibility = "public"` or `"community"`, a project as an image’s member',
  prefer: 'an image that was examined and uploaded beforehand, named by its id in the site',
  remediation:
    'Fetch the image once, examine it, upload it from a file, and declare its id in the site; take members and visibility away.',
  controls: ['C5:2020 PSS-12', 'C5:2026 PSS-12', 'BSIG § 30(2) no. 4', 'Grundschutz++ BES.2.3'],
  observableIn: ['synth', 'plan', 'state'],
  resources: [imageType, accessType],
  examine(resource) {
    if (resource.type === imageType) return worstOf([judgeSource(resource), judgeAudience(resource)]);
    return undecided(
      'it gives an image to another project, and of which site that is, is not shown',
      seen(resource, 'member_id'),
    );
  },
  examples: {
    terraform: `
resource "openstack_images_image_v2" "uploaded" {
  name             = "uploaded"
  container_format = "bare"
  disk_format      = "qcow2"
  image_cache_path = "images"
  local_file_path  = "examined.qcow2"
}
resource "openstack_images_image_v2" "fetched_in_plain_text" {
  name             = "fetched-in-plain-text"
  container_format = "bare"
  disk_format      = "qcow2"
  image_cache_path = "images"
  image_source_url = "http://images.example/server.qcow2"
}
resource "openstack_images_image_v2" "for_everyone" {
  name             = "for-everyone"
  container_format = "bare"
  disk_format      = "qcow2"
  image_cache_path = "images"
  local_file_path  = "examined.qcow2"
  visibility       = "community"
}
resource "openstack_images_image_v2" "fetched" {
  name             = "fetched"
  container_format = "bare"
  disk_format      = "qcow2"
  image_cache_path = "images"
  image_source_url = "https://images.example/server.qcow2"
  web_download     = true
}
resource "openstack_images_image_access_v2" "given_away" {
  image_id  = "5b18a4c1-b379-4058-af51-325e90a8fbba"
  member_id = "20415a973c9e45d3917f078950644697"
}
`,
    pass: ['openstack_images_image_v2.uploaded'],
    fail: ['openstack_images_image_v2.fetched_in_plain_text', 'openstack_images_image_v2.for_everyone'],
    undecided: ['openstack_images_image_v2.fetched', 'openstack_images_image_access_v2.given_away'],
  },
});
