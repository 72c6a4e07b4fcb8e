import { placementsOf } from '../../estate/queries';
import { isOpen } from '../../graph/value';
import { siteOfResource } from '../../judge/facts/endpoint';
import { definePolicy, fail, markOf, pass, seen, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'A container of a dataset stands where the dataset keeps its backup or a copy',
  severity: 'critical',
  why: 'A backup is the whole dataset once more. Where it lies decides whose law and whose administrators reach it.',
  avoid: 'a backup at a site that the dataset does not name',
  prefer: 'the construct `BackupStore` at the site in `backup.site`',
  remediation: 'Move the backup to the declared site and erase it here.',
  controls: [
    '§ 393 SGB V',
    'C5:2020 OPS-09',
    'C5:2020 PSS-12',
    'C5:2026 PSS-12',
    'Grundschutz++ NOT.4.10',
    'Grundschutz++ BES.2.3',
  ],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  resources: ['openstack_objectstorage_container_v1'],
  examine(container, context) {
    const mark = 'metadata.estate-dataset';
    const name = markOf(container, 'dataset');
    const evidence = [seen(container, mark), seen(container, 'region')];
    if (name === undefined) {
      const isMarkOpen = isOpen(container.get('metadata')) || isOpen(container.get(mark));
      return isMarkOpen ? undecided('which dataset it holds is not known yet', ...evidence) : undefined;
    }
    const dataset = context.estate.datasets.find((one) => one.name === name);
    if (!dataset) return fail(`the estate has no dataset "${name}"`, ...evidence);
    const isBackup = markOf(container, 'role') === 'backup';
    const places = [
      dataset.backup.site,
      ...(isBackup ? [] : placementsOf(dataset).map((place) => place.site)),
    ];
    const site = siteOfResource(container, context);
    if (!site)
      return undecided(
        `which site it stands at is not known; it belongs to ${places.join(', ')}`,
        ...evidence,
      );
    if (places.includes(site.name)) return pass;
    return fail(`it stands at ${site.name}, and ${name} keeps it at ${places.join(', ')}`, ...evidence);
  },
  examples: {
    site: 'clinic',
    terraform: `
resource "openstack_objectstorage_container_v1" "backup" {
  name     = "imaging-backup"
  metadata = { "estate-dataset" = "imaging", "estate-role" = "backup" }
}
resource "openstack_objectstorage_container_v1" "unknown_dataset" {
  name     = "images-backup"
  metadata = { "estate-dataset" = "images", "estate-role" = "backup" }
}
resource "openstack_objectstorage_container_v1" "no_dataset" {
  name = "installers"
}
resource "openstack_objectstorage_container_v1" "another_region" {
  name     = "research-backup"
  region   = "elsewhere"
  metadata = { "estate-dataset" = "research", "estate-role" = "backup" }
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_objectstorage_container_v1" "decided_at_apply" {
  name     = "audit-log-backup"
  metadata = { "estate-dataset" = openstack_networking_network_v2.any.id, "estate-role" = "backup" }
}
`,
    pass: ['openstack_objectstorage_container_v1.backup'],
    fail: ['openstack_objectstorage_container_v1.unknown_dataset'],
    undecided: [
      'openstack_objectstorage_container_v1.another_region',
      'openstack_objectstorage_container_v1.decided_at_apply',
    ],
    changes: [
      {
        name: 'a backup beside the home',
        stack: 'primary',
        set: {
          'openstack_objectstorage_container_v1.imaging_backup': {
            name: 'imaging-backup',
            metadata: { 'estate-dataset': 'imaging', 'estate-role': 'backup' },
          },
        },
        outcome: 'fail',
        subjects: ['primary:openstack_objectstorage_container_v1.imaging_backup'],
        says: 'keeps it at clinic',
      },
    ],
  },
});
