import { classesOf, countryOf, objections } from '../../judge/facts/countries';
import { volumeType } from '../../judge/facts/encryption';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'Data is in countries its class permits',
  severity: 'critical',
  why: '§ 393 SGB V says in which countries health data may be processed, and this estate is stricter. A copy or a backup elsewhere puts all of it under another law.',
  avoid: 'a stack that points to a region in a country the class does not permit',
  prefer: 'sites in Germany',
  remediation: 'Move the data to a site in a permitted country, then erase it here.',
  controls: [
    '§ 393 SGB V',
    'GDPR Art. 44',
    'C5:2020 PSS-12',
    'C5:2026 PSS-12',
    'Grundschutz++ BES.2.2',
    'Grundschutz++ BES.2.3',
  ],
  observableIn: ['synth', 'plan'],
  needs: 'country',
  resources: [volumeType, 'openstack_objectstorage_container_v1', 'openstack_sharedfilesystem_share_v2'],
  examine(resource, context) {
    const country = countryOf(resource, context);
    const evidence = seen(resource, 'region');
    if (country === undefined) return undecided('which country it is in is not known', evidence);
    const against = objections(classesOf(resource, context.estate), country);
    return against === '' ? pass : fail(against, evidence);
  },
  examples: {
    changes: [
      {
        name: 'a volume without marks may hold anything, and is in Germany all the same',
        stack: 'primary',
        set: { 'openstack_blockstorage_volume_v3.imaging_data': { metadata: null } },
        outcome: 'pass',
        subjects: ['primary:openstack_blockstorage_volume_v3.imaging_data'],
      },
      {
        name: 'the provider points to the Netherlands',
        stack: 'mirror',
        set: {
          'provider.openstack': { region: 'eu-nl', auth_url: 'https://iam.eu-nl.otc.t-systems.com/v3' },
        },
        outcome: 'fail',
        subjects: [
          'mirror:openstack_blockstorage_volume_v3.imaging_data',
          'mirror:openstack_blockstorage_volume_v3.research_1_system',
        ],
        says: 'permits DE, not NL',
      },
      {
        name: 'the provider’s region alone leads there, its identity service does not',
        stack: 'mirror',
        set: { 'provider.openstack': { region: 'eu-nl' } },
        outcome: 'fail',
        subjects: ['mirror:openstack_blockstorage_volume_v3.imaging_data'],
        says: 'permits DE, not NL',
      },
      {
        name: 'one volume in another region than its provider',
        stack: 'primary',
        set: { 'openstack_blockstorage_volume_v3.consent_data': { region: 'eu-nl' } },
        outcome: 'fail',
        subjects: ['primary:openstack_blockstorage_volume_v3.consent_data'],
        says: 'health permits DE, not NL',
      },
      {
        name: 'a cloud that is no site of the estate',
        stack: 'clinic',
        set: { 'provider.openstack': { auth_url: 'https://keystone.elsewhere.example/v3' } },
        outcome: 'undecided',
        subjects: ['clinic:openstack_objectstorage_container_v1.imaging_backup'],
        says: 'which country it is in is not known',
      },
    ],
  },
});
