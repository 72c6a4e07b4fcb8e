import type { Dataset } from '../../estate/model';
import type { Resource } from '../../graph/graph';
import { isOpen, isUnset } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import { containerType, keyPlaceOf, sameKey } from '../../judge/facts/keys';
import { versionsOf } from '../../judge/facts/object-synchronisation';
import { definePolicy, type Finding, fail, markOf, pass, seen, undecided, worstOf } from '../../judge/policy';

function examineKey(resource: Resource, { name, home, copies, backup, retention }: Dataset): Finding {
  if (retention.erasure !== 'destroy-key') return pass;
  const path = keyPlaceOf(resource);
  const [key, evidence] = [resource.get(path), seen(resource, path)];
  if (isOpen(key)) return undecided('which key opens it is not known yet', evidence);
  if (isUnset(key)) return fail(`no key is named whose end would be the end of its ${name}`, evidence);
  const keys = [home, ...copies, backup].map((one) => sameKey(one.key));
  return typeof key === 'string' && keys.includes(sameKey(key))
    ? pass
    : fail(`it is opened by a key that is none of ${name}’s, and outlives those`, evidence);
}

/** What is overwritten or deleted lives on as a version: it has to end as declared, for people who asked for erasure. */
function examineVersions(container: Resource, { backup }: Dataset): Finding {
  const path = 'metadata.estate-keep-days';
  const [days, evidence] = [container.get(path), seen(container, path)];
  if (isOpen(days)) return undecided('how long it keeps versions is not known yet', evidence);
  if (isUnset(days)) return fail('nothing says when what it keeps of deleted objects ends', evidence);
  return Number(days) === backup.keepDays
    ? pass
    : fail(`it keeps versions for ${container.show(path)} days, declared are ${backup.keepDays}`, evidence);
}

export default definePolicy({
  title: 'Whatever holds a dataset can be erased when its retention ends',
  severity: 'high',
  why: 'Patient data has to go when its retention ends, on every copy and backup. Where it is erased by destroying keys, a copy under a key that nobody counts stays readable; where versions have no end, so does what was deleted. That the erasure is carried out no plan shows.',
  avoid:
    'a volume or container of a dataset under a key of something else, a container of backups without `estate-keep-days`',
  prefer: 'the constructs `DatasetStore` and `BackupStore`, which take both from the dataset',
  remediation: 'Name the dataset’s key, make the data anew under it, and state how long versions are kept.',
  controls: ['C5:2020 CRY-04', 'GDPR Art. 32(1)(b)', 'Grundschutz++ BER.7.10'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: [volumeType, containerType],
  examine(resource, { estate }) {
    const dataset = estate.datasets.find(({ name }) => name === markOf(resource, 'dataset'));
    const role = markOf(resource, 'role');
    if (estate.datasets.length > 0 && isOpen(resource.get('metadata'))) {
      return undecided(
        'whose data it holds, and under which key, is not known yet',
        seen(resource, 'metadata'),
      );
    }
    if (!dataset || (role !== 'data' && role !== 'backup' && role !== 'versions')) return undefined;
    // Where a history keeps what is deleted, that is a container of its own.
    const keepsDeleted =
      resource.type === containerType && (role !== 'data' || versionsOf(resource) === 'by itself');
    return worstOf([
      examineKey(resource, dataset),
      ...(keepsDeleted ? [examineVersions(resource, dataset)] : []),
    ]);
  },
  examples: {
    site: 'clinic',
    terraform: `
locals {
  marks   = { "estate:dataset" = "imaging", "estate:role" = "data", "estate:site" = "clinic" }
  headers = { "estate-dataset" = "imaging", "estate-role" = "backup", "estate-site" = "clinic" }
}
resource "openstack_blockstorage_volume_v3" "own_key" {
  size     = 10
  metadata = merge(local.marks, { "estate:key" = "044d30a6-8581-4ebf-aeb7-04fd69705dfe" })
}
resource "openstack_blockstorage_volume_v3" "key_of_something_else" {
  size     = 10
  metadata = merge(local.marks, { "estate:key" = "bc4bbf2d-3839-4c82-8308-926372523533" })
}
resource "openstack_blockstorage_volume_v3" "without_key" {
  size     = 10
  metadata = local.marks
}
resource "openstack_objectstorage_container_v1" "ends" {
  name       = "ends"
  versioning = true
  metadata = merge(local.headers, {
    "estate-key"       = "70697e37-ee1d-42cd-a817-637052dd33e8"
    "estate-keep-days" = "35"
  })
}
resource "openstack_objectstorage_container_v1" "endless" {
  name       = "endless"
  versioning = true
  metadata   = merge(local.headers, { "estate-key" = "70697e37-ee1d-42cd-a817-637052dd33e8" })
}
resource "openstack_objectstorage_container_v1" "ten_years" {
  name       = "ten-years"
  versioning = true
  metadata = merge(local.headers, {
    "estate-key"       = "70697e37-ee1d-42cd-a817-637052dd33e8"
    "estate-keep-days" = "3650"
  })
}
`,
    pass: ['openstack_blockstorage_volume_v3.own_key', 'openstack_objectstorage_container_v1.ends'],
    fail: [
      'openstack_blockstorage_volume_v3.key_of_something_else',
      'openstack_blockstorage_volume_v3.without_key',
      'openstack_objectstorage_container_v1.endless',
      'openstack_objectstorage_container_v1.ten_years',
    ],
    changes: [
      {
        name: 'its marks and key are decided at apply',
        stack: 'clinic',
        set: { 'openstack_objectstorage_container_v1.imaging_backup': { metadata: 'unknown' } },
        outcome: 'undecided',
        subjects: ['clinic:openstack_objectstorage_container_v1.imaging_backup'],
      },
    ],
  },
});
