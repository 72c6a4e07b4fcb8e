import { isMap, isOpen, isUnset } from '../../graph/value';
import { definePolicy, fail, markOf, pass, seen, undecided } from '../../judge/policy';

const path = 'metadata.estate-key';

export default definePolicy({
  title: 'Every backup in a container names the key that it is encrypted with before it is sent',
  severity: 'critical',
  why: 'Swift keeps what it is given. A backup that its client does not encrypt lies there in plain text, the whole dataset, readable for whoever runs the store; and one whose key nobody knows cannot be restored.',
  avoid: 'a container marked as a backup without `estate-key`',
  prefer: 'the construct `BackupStore`, which names the key of `backup.key`; its client encrypts with it',
  remediation:
    'Name the key, have the client encrypt with it, and delete all versions that were sent in plain text.',
  controls: [
    'C5:2020 CRY-03',
    'C5:2020 OPS-06',
    'C5:2026 CRY-05',
    'GDPR Art. 32(1)(a)',
    'Grundschutz++ NOT.4.8',
  ],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  // A backup that is a volume is judged as every volume is.
  resources: ['openstack_objectstorage_container_v1'],
  examine(container) {
    const evidence = [seen(container, 'metadata.estate-role'), seen(container, path)];
    const [role, metadata, key] = [markOf(container, 'role'), container.get('metadata'), container.get(path)];
    if (role === undefined && (isOpen(metadata) || isOpen(container.get('metadata.estate-role')))) {
      return undecided(
        'whether it is a backup, and which key it is encrypted with, is not known yet',
        ...evidence,
      );
    }
    if (role !== 'backup') return undefined;
    if (isOpen(key)) return undecided('which key it is encrypted with is not known yet', ...evidence);
    return isMap(metadata) && isUnset(key)
      ? fail('it names no key, so nothing says that its client encrypts what it sends', ...evidence)
      : pass;
  },
  examples: {
    site: 'clinic',
    terraform: `
resource "openstack_objectstorage_container_v1" "with_a_key" {
  name     = "imaging-backup"
  metadata = {
    "estate-dataset" = "imaging"
    "estate-role"    = "backup"
    "estate-key"     = "70697e37-ee1d-42cd-a817-637052dd33e8"
  }
}
resource "openstack_objectstorage_container_v1" "without_a_key" {
  name     = "consent-backup"
  metadata = { "estate-dataset" = "consent", "estate-role" = "backup" }
}
resource "openstack_objectstorage_container_v1" "no_backup" {
  name = "installers"
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_objectstorage_container_v1" "decided_at_apply" {
  name     = "research-backup"
  metadata = {
    "estate-dataset" = "research"
    "estate-role"    = "backup"
    "estate-key"     = openstack_networking_network_v2.any.id
  }
}
`,
    pass: ['openstack_objectstorage_container_v1.with_a_key'],
    fail: ['openstack_objectstorage_container_v1.without_a_key'],
    undecided: ['openstack_objectstorage_container_v1.decided_at_apply'],
  },
});
