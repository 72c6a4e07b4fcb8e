import { definePolicy } from '../../judge/policy';
import { findingsOfCopies } from '../../judge/promise/checked-copies';

const database = 'Cluster.postgresql.cnpg.io/identity-patient-records/patient-records';

export default definePolicy({
  title: 'Every copy of a database follows its home as the estate declares it',
  severity: 'critical',
  why: 'Place, key and path make a copy possible; the database’s own settings make it one. A mirror that the home does not wait for is some seconds behind on the day the home is lost, and those are the rows of patients who were treated then.',
  avoid:
    'a home that waits for no copy, or goes on without it, where the estate declares it synchronous; a copy that follows another site, or nobody',
  prefer: 'the component `addPostgresqlCluster`, which takes all of it from the estate',
  remediation: 'Set whom each database follows and waits for as the message says.',
  controls: ['C5:2020 BCM-03', 'C5:2026 GC-03', 'GDPR Art. 32(1)(b)', 'GDPR Art. 32(1)(c)'],
  observableIn: ['manifests'],
  needs: 'estate',
  examineEstate({ promises }) {
    return findingsOfCopies(promises, ({ replication }) => replication);
  },
  examples: {
    pass: [
      'dataset:accounts',
      'dataset:consent',
      'dataset:patient-records',
      'dataset:pseudonym-mapping',
      'dataset:research',
    ],
    changes: [
      {
        name: 'the home waits for no copy',
        stack: 'primary-workloads',
        set: { [database]: { 'spec.postgresql.synchronous': null } },
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'mirror: the home at primary waits for no copy',
      },
      {
        name: 'the home goes on when its copy is away',
        stack: 'primary-workloads',
        set: { [database]: { 'spec.postgresql.synchronous.dataDurability': 'preferred' } },
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'goes on without its copy',
      },
      {
        name: 'the home waits for the clinic instead',
        stack: 'primary-workloads',
        set: { [database]: { 'spec.postgresql.synchronous.standbyNamesPre': ['clinic'] } },
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'does not wait for mirror',
      },
      {
        name: 'the clinic’s database is one of its own',
        stack: 'clinic-workloads',
        set: { [database]: { 'spec.replica': null } },
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'the one at clinic follows nobody',
      },
      {
        name: 'the clinic follows whoever answers',
        stack: 'clinic-workloads',
        set: { [database]: { 'spec.externalClusters.0.connectionParameters.sslmode': 'require' } },
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'sslmode is require',
      },
      {
        name: 'whom the clinic follows is decided as it is applied',
        stack: 'clinic-workloads',
        set: { [database]: { 'spec.replica': 'unknown' } },
        outcome: 'undecided',
        subjects: ['dataset:patient-records'],
        says: 'what the one at clinic follows is not known yet',
      },
    ],
  },
});
