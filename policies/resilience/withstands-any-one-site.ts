import { definePolicy } from '../../judge/policy';
import { datasetSubject, withstands } from '../../judge/promise/withstands';

export default definePolicy({
  title: 'Every dataset withstands the loss of any one site',
  severity: 'critical',
  why: 'The promise: patient data is mirrored in a second data centre and held in the clinic, so that losing any data centre loses no patient’s data.',
  avoid:
    'a copy without a volume, a key, an attachment, a tunnel or an open replication port in the plan: it exists on paper only',
  prefer: 'the construct `DatasetStore` at each placement and a `SiteLink` between each pair of sites',
  remediation: 'Put back what the message names, or declare the dataset’s copies anew.',
  controls: [
    'C5:2020 BCM-03',
    'C5:2026 GC-03',
    'GDPR Art. 32(1)(b)',
    'BSIG § 30(2) no. 3',
    'Grundschutz++ NOT.4.12',
  ],
  observableIn: ['synth', 'plan'],
  needs: 'estate',
  *examineEstate({ promises }) {
    for (const promise of promises) yield [datasetSubject(promise.dataset), withstands(promise, ['site'])];
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
        name: 'without the mirror’s volume the clinic still holds a copy',
        stack: 'mirror',
        remove: 'openstack_blockstorage_volume_v3.patient-records_data',
        outcome: 'pass',
        subjects: ['dataset:patient-records'],
      },
      {
        name: 'without a volume at home there is nothing to replicate from',
        stack: 'primary',
        remove: 'openstack_blockstorage_volume_v3.patient-records_data',
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'no volume of patient-records at primary',
      },
      {
        name: 'without an attachment at home there is nothing to replicate with',
        stack: 'primary',
        remove: 'openstack_compute_volume_attach_v2.patient-records_attach',
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'nothing to replicate with at primary',
      },
      {
        name: 'attached at home to a server that is not known yet',
        stack: 'primary',
        set: { 'openstack_compute_volume_attach_v2.patient-records_attach': { instance_id: 'unknown' } },
        outcome: 'undecided',
        subjects: ['dataset:patient-records'],
        says: 'the server it is attached to is not in the plan',
      },
    ],
  },
});
