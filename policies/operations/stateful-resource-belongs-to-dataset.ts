import type { Resource } from '../../graph/graph';
import { isMap, isOpen } from '../../graph/value';
import { statefulTypes, unmarkableTypes } from '../../judge/facts/stateful';
import { definePolicy, type Finding, fail, markOf, pass, seen, undecided } from '../../judge/policy';

/** What can carry no mark: data that belongs to nobody is a breach, a key may be one of no dataset. */
function judgeUnmarkable(resource: Resource): Finding {
  const evidence = { path: 'type', value: resource.type, source: `${resource.stack}:${resource.address}` };
  return resource.type.startsWith('openstack_keymanager_')
    ? undecided('it can carry no mark, so whose data it opens is not known', evidence)
    : fail('it can carry no mark, so nothing says whose data it holds', evidence);
}

export default definePolicy({
  title: 'Whatever holds data or opens it says what it is for, and whose data that is',
  severity: 'high',
  why: 'What belongs to no dataset has no class, no owner, no copies and no end: nobody replicates it, and nobody erases it when retention ends.',
  avoid:
    'a volume, container, share or secret without `estate:role`, or with a role that holds data and no `estate:dataset`; a database, which can carry no mark',
  prefer: 'the constructs `DatasetStore`, `BackupStore` and `ClusterNode`, which mark what they make',
  remediation:
    'Mark it with its role and dataset, or take it away. System volumes, and keys of no dataset, need the role `system` alone.',
  controls: ['GDPR Art. 32(1)(b)', 'BSIG § 30(2) no. 3'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [...statefulTypes],
  examine(resource) {
    if (unmarkableTypes.has(resource.type)) return judgeUnmarkable(resource);
    const [role, dataset] = [markOf(resource, 'role'), markOf(resource, 'dataset')];
    if (role === 'system' || (role !== undefined && dataset !== undefined)) return pass;
    // Only the names: what else stands in metadata is not this rule's to repeat.
    const metadata = resource.get('metadata');
    const evidence = isMap(metadata)
      ? { ...seen(resource, 'metadata'), value: Object.keys(metadata).join(', ') || 'empty' }
      : seen(resource, 'metadata');
    const separator = resource.type === 'openstack_objectstorage_container_v1' ? '-' : ':';
    const marks = ['role', 'dataset'].map((mark) => resource.get(`metadata.estate${separator}${mark}`));
    if (isOpen(resource.get('metadata')) || marks.some(isOpen)) {
      return undecided('its marks are not known yet', evidence);
    }
    return role === undefined
      ? fail('no mark says what it is for', evidence)
      : fail(`its role is ${role}, and no mark says which dataset it holds`, evidence);
  },
  examples: {
    terraform: `
resource "openstack_blockstorage_volume_v3" "data" {
  size     = 10
  metadata = { "estate:dataset" = "imaging", "estate:role" = "data", "estate:site" = "primary" }
}
resource "openstack_blockstorage_volume_v3" "system" {
  size     = 10
  metadata = { "estate:role" = "system" }
}
resource "openstack_objectstorage_container_v1" "backup" {
  name     = "imaging-backup"
  metadata = { "estate-dataset" = "imaging", "estate-role" = "backup" }
}
resource "openstack_blockstorage_volume_v3" "unmarked" {
  size = 10
}
resource "openstack_blockstorage_volume_v3" "marked_otherwise" {
  size     = 10
  metadata = { team = "imaging" }
}
resource "openstack_blockstorage_volume_v3" "data_of_no_dataset" {
  size     = 10
  metadata = { "estate:role" = "data" }
}
resource "openstack_objectstorage_container_v1" "unmarked" {
  name = "something"
}
resource "openstack_sharedfilesystem_share_v2" "unmarked" {
  name        = "share"
  share_proto = "NFS"
  size        = 10
}
resource "openstack_db_instance_v1" "database" {
  name        = "records"
  size        = 10
  volume_type = "SSD"
  datastore {
    type    = "postgresql"
    version = "16"
  }
}
resource "openstack_keymanager_secret_v1" "unmarked" {
  name = "unmarked"
}
resource "openstack_keymanager_secret_v1" "of_a_dataset" {
  name     = "of-a-dataset"
  metadata = { "estate:role" = "data", "estate:dataset" = "imaging" }
}
resource "openstack_keymanager_container_v1" "keys" {
  name = "keys"
  type = "generic"
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_blockstorage_volume_v3" "marked_at_apply" {
  size     = 10
  metadata = { "estate:role" = "data", "estate:dataset" = openstack_networking_network_v2.any.id }
}
`,
    pass: [
      'openstack_blockstorage_volume_v3.data',
      'openstack_blockstorage_volume_v3.system',
      'openstack_objectstorage_container_v1.backup',
      'openstack_keymanager_secret_v1.of_a_dataset',
    ],
    fail: [
      'openstack_blockstorage_volume_v3.unmarked',
      'openstack_blockstorage_volume_v3.marked_otherwise',
      'openstack_blockstorage_volume_v3.data_of_no_dataset',
      'openstack_objectstorage_container_v1.unmarked',
      'openstack_sharedfilesystem_share_v2.unmarked',
      'openstack_db_instance_v1.database',
      'openstack_keymanager_secret_v1.unmarked',
    ],
    undecided: ['openstack_blockstorage_volume_v3.marked_at_apply', 'openstack_keymanager_container_v1.keys'],
  },
});
