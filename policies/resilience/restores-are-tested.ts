import { definePolicy } from '../../judge/policy';
import { restoreTested } from '../../judge/promise/backup-jobs';
import { findingOfTrail } from '../../judge/promise/trail';
import { datasetSubject } from '../../judge/promise/withstands';

const job = 'CronJob.batch/identity-patient-records/restore-test';
const pod = 'spec.jobTemplate.spec.template.spec';
const subjects = ['dataset:patient-records'];
const runs = { stack: 'clinic-workloads', subjects } as const;

export default definePolicy({
  title: 'It is tried every month to bring each dataset’s backup back',
  severity: 'high',
  why: 'That a backup was written says nothing of whether it can be read: a key that is lost, a disk that forgets, a file that was half there are found when it is brought back, by a test or by the day on which it is needed.',
  avoid:
    'no job that restores, or one that is suspended, has no way to the backup, or leaves what it restored behind',
  prefer: 'the job `restore-test` of the components `addPostgresqlBackup` and `addVolumeBackup`',
  remediation:
    'Mend what the message names, and have the job run once: kubectl create job --from=cronjob/restore-test.',
  controls: ['C5:2020 OPS-08', 'GDPR Art. 32(1)(c)', 'BSIG § 30(2) no. 3'],
  observableIn: ['manifests'],
  needs: 'estate',
  *examineEstate(context) {
    for (const dataset of context.estate.datasets) {
      yield [datasetSubject(dataset), findingOfTrail(restoreTested(dataset, context))];
    }
  },
  examples: {
    pass: [
      'dataset:accounts',
      'dataset:audit-log',
      'dataset:consent',
      'dataset:container-images',
      'dataset:imaging',
      'dataset:patient-records',
      'dataset:pseudonym-mapping',
      'dataset:research',
    ],
    changes: [
      {
        ...runs,
        name: 'nothing tries it',
        remove: job,
        outcome: 'fail',
        says: 'nothing at clinic tries to bring back the backup of patient-records',
      },
      {
        ...runs,
        name: 'it runs nothing that brings anything back',
        set: { [job]: { [`${pod}.containers.0.command`]: ['/bin/true'] } },
        outcome: 'undecided',
        says: 'nothing that it is seen to run brings a backup back',
      },
      {
        ...runs,
        name: 'what it brings back goes to a server of files',
        set: {
          [job]: {
            [`${pod}.volumes.4`]: { name: 'scratch', nfs: { server: '10.18.0.9', path: '/restored' } },
          },
        },
        outcome: 'fail',
        says: 'what it brings back stays on the volume of scratch',
      },
      {
        ...runs,
        name: 'it is suspended',
        set: { [job]: { 'spec.suspend': true } },
        outcome: 'fail',
        says: 'it is suspended',
      },
      {
        ...runs,
        name: 'it is tried once a year',
        set: { [job]: { 'spec.schedule': '@yearly' } },
        outcome: 'fail',
        says: 'it does not start once a month: "@yearly"',
      },
      {
        ...runs,
        name: 'it brings another backup back',
        set: {
          [job]: {
            [`${pod}.containers.0.env.0.value`]:
              's3:https://objects.clinic.lausitz.internal:8443/consent-backup',
          },
        },
        outcome: 'fail',
        says: 'it goes to s3:https://objects.clinic.lausitz.internal:8443/consent-backup',
      },
      {
        ...runs,
        name: 'what it brings back stays on a volume',
        set: {
          [job]: {
            [`${pod}.volumes.4`]: { name: 'scratch', persistentVolumeClaim: { claimName: 'restored' } },
          },
        },
        outcome: 'fail',
        says: 'what it brings back stays on the volume of restored',
      },
      {
        ...runs,
        name: 'its namespace lets it out to no object store',
        remove: 'NetworkPolicy.networking.k8s.io/identity-patient-records/restore-test-to-objects',
        outcome: 'fail',
        says: 'no network policy lets TCP 8443 out to 10.18.244.0/28',
      },
      {
        name: 'the rule that lets its node out is gone',
        stack: 'clinic',
        remove: 'openstack_networking_secgroup_rule_v2.research_access_to-clinic-objects-tcp-8443',
        outcome: 'fail',
        subjects: ['dataset:research'],
        says: 'no security group rule lets TCP 8443 out to 10.18.244.0/28 (objects of clinic) at clinic',
      },
      {
        name: 'no router joins its node and the object store',
        stack: 'clinic',
        remove: 'openstack_networking_router_interface_v2.edge_objects',
        outcome: 'fail',
        subjects,
        says: 'no router joins the subnet of the node and that of the object store',
      },
      {
        ...runs,
        name: 'what it mounts is decided as it is applied',
        set: { [job]: { [`${pod}.containers.0.volumeMounts`]: 'unknown' } },
        outcome: 'undecided',
        says: 'where it brings things back to is not known yet',
      },
      {
        ...runs,
        name: 'when it starts is decided as it is applied',
        set: { [job]: { 'spec.schedule': 'unknown' } },
        outcome: 'undecided',
        says: 'when it starts is not known yet',
      },
    ],
  },
});
