import { isOpen } from '../../graph/value';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'No container is emptied so that it can be deleted',
  severity: 'high',
  why: 'Swift refuses to delete a container that holds objects. `force_destroy` takes that last protection away: the provider deletes every object, every version among them, and then the container, in the same apply that replaces it for another name or storage policy.',
  avoid: '`force_destroy = true`',
  prefer: 'the construct `BackupStore`, which empties containers in the sandbox alone',
  remediation:
    'Set `force_destroy = false`, apply, and empty a container by hand where its data is really to go.',
  controls: ['C5:2020 OPS-06', 'GDPR Art. 32(1)(b)', 'BSIG § 30(2) no. 3'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_objectstorage_container_v1'],
  examine(container) {
    const forced = container.get('force_destroy');
    const evidence = seen(container, 'force_destroy');
    if (isOpen(forced)) return undecided('whether deleting it empties it is not known yet', evidence);
    return forced === true ? fail('deleting it empties it first', evidence) : pass;
  },
  examples: {
    terraform: `
resource "openstack_objectstorage_container_v1" "kept" {
  name = "kept"
}
resource "openstack_objectstorage_container_v1" "kept_expressly" {
  name          = "kept-expressly"
  force_destroy = false
}
resource "openstack_objectstorage_container_v1" "emptied" {
  name          = "emptied"
  versioning    = true
  force_destroy = true
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_objectstorage_container_v1" "not_known_yet" {
  name          = "not-known-yet"
  force_destroy = openstack_networking_network_v2.any.shared
}
`,
    pass: [
      'openstack_objectstorage_container_v1.kept',
      'openstack_objectstorage_container_v1.kept_expressly',
    ],
    fail: ['openstack_objectstorage_container_v1.emptied'],
    undecided: ['openstack_objectstorage_container_v1.not_known_yet'],
  },
});
