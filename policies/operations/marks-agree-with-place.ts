import { isOpen } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import { siteOfResource } from '../../judge/facts/endpoint';
import { definePolicy, fail, markOf, pass, seen, undecided } from '../../judge/policy';

const containerType = 'openstack_objectstorage_container_v1';

export default definePolicy({
  title: 'A mark that names a site names the one the resource stands at',
  severity: 'medium',
  why: 'People and programs go by marks when they restore, replicate and erase. A mark that names another site sends them to the wrong data.',
  avoid: 'marks copied from another stack',
  prefer: 'the constructs, which take marks and place from the same site',
  remediation: 'Correct the mark, or move the resource to the site it names.',
  controls: ['C5:2020 PSS-12', 'Grundschutz++ BES.2.3'],
  // The site of a state is what its marks claim, so it cannot show whether they are right.
  observableIn: ['synth', 'plan'],
  needs: 'estate',
  resources: [volumeType, 'openstack_compute_instance_v2', containerType],
  examine(resource, context) {
    const path = `metadata.estate${resource.type === containerType ? '-' : ':'}site`;
    const evidence = seen(resource, path);
    const mark = markOf(resource, 'site');
    if (mark === undefined) {
      return isOpen(resource.get(path))
        ? undecided('which site it names is not known yet', evidence)
        : undefined;
    }
    const site = siteOfResource(resource, context);
    if (!site) return undecided(`it names ${mark}, and which site it stands at is not known`, evidence);
    return site.name === mark ? pass : fail(`it names ${mark} and stands at ${site.name}`, evidence);
  },
  examples: {
    terraform: `
resource "openstack_blockstorage_volume_v3" "here" {
  size     = 10
  metadata = { "estate:site" = "primary" }
}
resource "openstack_blockstorage_volume_v3" "elsewhere" {
  size     = 10
  metadata = { "estate:site" = "mirror" }
}
resource "openstack_blockstorage_volume_v3" "unmarked" {
  size = 10
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_blockstorage_volume_v3" "marked_at_apply" {
  size     = 10
  metadata = { "estate:site" = openstack_networking_network_v2.any.id }
}
`,
    pass: ['openstack_blockstorage_volume_v3.here'],
    fail: ['openstack_blockstorage_volume_v3.elsewhere'],
    undecided: ['openstack_blockstorage_volume_v3.marked_at_apply'],
  },
});
