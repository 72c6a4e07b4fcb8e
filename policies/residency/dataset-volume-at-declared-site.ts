import { placementsOf } from '../../estate/queries';
import { isOpen } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import { siteOfResource } from '../../judge/facts/endpoint';
import { definePolicy, fail, markOf, pass, seen, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'A volume that holds a dataset stands at a site the dataset names',
  severity: 'critical',
  why: 'What a dataset withstands, which country it is in and who can read it were worked out for the places it names. A copy anywhere else is one that nobody reckons with, and nobody erases.',
  avoid:
    'a volume marked with a dataset in the stack of a site that is no placement of it, or with a name that no dataset has',
  prefer: 'the construct `DatasetStore`, which is made at the dataset’s placements only',
  remediation:
    'Declare the copy in `estate/datasets`, or take it away: replicate what is newer, then erase the volume.',
  controls: ['§ 393 SGB V', 'C5:2020 PSS-12', 'C5:2026 PSS-12', 'Grundschutz++ BES.2.3'],
  // The site of a state is what its marks claim, so it cannot show whether they are right.
  observableIn: ['synth', 'plan'],
  needs: 'estate',
  resources: [volumeType],
  examine(volume, context) {
    const mark = 'metadata.estate:dataset';
    if (isOpen(volume.get('metadata')) || isOpen(volume.get(mark))) {
      return undecided('which dataset it holds is not known yet', seen(volume, mark));
    }
    const name = markOf(volume, 'dataset');
    if (name === undefined) return undefined;
    const dataset = context.estate.datasets.find((one) => one.name === name);
    if (!dataset) return fail(`the estate has no dataset "${name}"`, seen(volume, mark));
    const site = siteOfResource(volume, context);
    const backups = markOf(volume, 'role') === 'backup' ? [dataset.backup.site] : [];
    const places = [...placementsOf(dataset).map((place) => place.site), ...backups];
    const evidence = [seen(volume, mark), seen(volume, 'region')];
    if (!site)
      return undecided(
        `which site it stands at is not known; ${name} belongs to ${places.join(', ')}`,
        ...evidence,
      );
    if (places.includes(site.name)) return pass;
    return fail(`it stands at ${site.name}, and ${name} belongs to ${places.join(', ')}`, ...evidence);
  },
  examples: {
    terraform: `
resource "openstack_blockstorage_volume_v3" "patient_records" {
  size     = 10
  metadata = { "estate:dataset" = "patient-records", "estate:role" = "data", "estate:site" = "primary" }
}
resource "openstack_blockstorage_volume_v3" "unknown_dataset" {
  size     = 10
  metadata = { "estate:dataset" = "patient-recrods", "estate:role" = "data" }
}
resource "openstack_blockstorage_volume_v3" "in_another_region" {
  size     = 10
  region   = "eu-nl"
  metadata = { "estate:dataset" = "patient-records", "estate:role" = "data" }
}
resource "openstack_blockstorage_volume_v3" "no_dataset" {
  size     = 10
  metadata = { "estate:role" = "system" }
}
resource "openstack_networking_network_v2" "any" {}
resource "openstack_blockstorage_volume_v3" "marked_at_apply" {
  size     = 10
  metadata = { "estate:dataset" = openstack_networking_network_v2.any.id }
}
`,
    pass: ['openstack_blockstorage_volume_v3.patient_records'],
    fail: ['openstack_blockstorage_volume_v3.unknown_dataset'],
    undecided: [
      'openstack_blockstorage_volume_v3.in_another_region',
      'openstack_blockstorage_volume_v3.marked_at_apply',
    ],
    changes: [
      {
        name: 'its stack’s provider points to another region',
        stack: 'mirror',
        set: { 'provider.openstack': { region: 'eu-nl' } },
        outcome: 'undecided',
        subjects: ['mirror:openstack_blockstorage_volume_v3.imaging_data'],
        says: 'which site it stands at is not known',
      },
    ],
  },
});
