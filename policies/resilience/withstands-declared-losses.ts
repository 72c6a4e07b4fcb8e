import { definePolicy } from '../../judge/policy';
import { datasetSubject, withstands } from '../../judge/promise/withstands';

export default definePolicy({
  title: 'Every dataset withstands each single loss that it declares',
  severity: 'critical',
  why: 'More can be lost at once than a site: a zone, a building, a town, a region’s control plane, an identity provider, a key store, an account. Two data centres of one region share several of these.',
  avoid: 'copies that share what the dataset says it can do without, or that are not in the plan at all',
  prefer: 'a copy in another town, under another control plane, with keys in another key store',
  remediation: 'Put back the copy that the message names, or add one that the loss does not take.',
  controls: [
    'C5:2020 BCM-03',
    'C5:2026 GC-03',
    'GDPR Art. 32(1)(b)',
    'BSIG § 30(2) no. 3',
    'Grundschutz++ ARCH.8.3',
  ],
  observableIn: ['synth', 'plan'],
  needs: 'estate',
  *examineEstate({ promises }) {
    for (const promise of promises) {
      yield [datasetSubject(promise.dataset), withstands(promise, promise.dataset.withstands)];
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
        name: 'without the tunnels of the clinic both other copies go with their region',
        stack: 'clinic',
        remove: 'openstack_vpnaas_site_connection_v2.primary_tunnel',
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'losing control-plane eu-de takes primary, mirror',
      },
      {
        name: 'without the mirror’s attachment every single loss still leaves a copy',
        stack: 'mirror',
        remove: 'openstack_compute_volume_attach_v2.imaging_attach',
        outcome: 'pass',
        subjects: ['dataset:imaging'],
      },
      {
        name: 'the clinic’s volume in a zone that is not known yet',
        stack: 'clinic',
        set: { 'openstack_blockstorage_volume_v3.imaging_data': { availability_zone: 'unknown' } },
        outcome: 'undecided',
        subjects: ['dataset:imaging'],
        says: 'availability_zone',
      },
    ],
  },
});
