import { definePolicy } from '../../judge/policy';
import { datasetSubject, withstands } from '../../judge/promise/withstands';

export default definePolicy({
  title: 'No single credential, account, key or key store takes every copy of a dataset',
  severity: 'critical',
  why: 'Ransomware with one administrator’s credential is a loss like a fire. Who owns an account reaches every site in it, and who may destroy keys takes what they open, however many copies there are.',
  avoid: 'copies whose sites share an account, a key store or one credential, and no copy apart from them',
  prefer: 'a copy at a site with an account, a key store and credentials of its own',
  remediation: 'Put back the copy that the message names, or separate the sites’ credentials and key stores.',
  controls: ['C5:2020 IDM-01', 'C5:2026 CRY-16', 'GDPR Art. 32(1)(b)', 'Grundschutz++ NOT.4.10'],
  observableIn: ['synth', 'plan'],
  needs: 'estate',
  *examineEstate({ promises }) {
    for (const promise of promises) {
      const finding = withstands(promise, ['credential', 'account', 'key', 'key-store']);
      yield [datasetSubject(promise.dataset), finding];
    }
  },
  examples: {
    pass: [
      'dataset:patient-records',
      'dataset:imaging',
      'dataset:consent',
      'dataset:container-images',
      'dataset:pseudonym-mapping',
      'dataset:research',
      'dataset:accounts',
      'dataset:audit-log',
    ],
    changes: [
      {
        name: 'without the clinic’s copy one account owner reaches all that is left',
        stack: 'clinic',
        remove: 'openstack_blockstorage_volume_v3.consent_data',
        outcome: 'fail',
        subjects: ['dataset:consent'],
        says: 'otc-account-owner',
      },
      {
        name: 'without the mirror’s copy no single credential reaches both others',
        stack: 'mirror',
        remove: 'openstack_blockstorage_volume_v3.consent_data',
        outcome: 'pass',
        subjects: ['dataset:consent'],
      },
      {
        name: 'the clinic’s volume in a zone that is not known yet',
        stack: 'clinic',
        set: { 'openstack_blockstorage_volume_v3.consent_data': { availability_zone: 'unknown' } },
        outcome: 'undecided',
        subjects: ['dataset:consent'],
        says: 'clinic is undecided',
      },
    ],
  },
});
