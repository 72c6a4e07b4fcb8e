import { definePolicy } from '../../judge/policy';
import { backupWritten } from '../../judge/promise/backup-jobs';
import { findingOfTrail } from '../../judge/promise/trail';
import { datasetSubject } from '../../judge/promise/withstands';

const job = 'CronJob.batch/identity-patient-records/backup';
const pod = 'spec.jobTemplate.spec.template.spec';
const repository = `${pod}.containers.0.env.0.value`;
const subjects = ['dataset:patient-records'];
const runs = { stack: 'primary-workloads', subjects } as const;

export default definePolicy({
  title: 'Every dataset’s backup is written each day, from its home to the place that the estate names',
  severity: 'critical',
  why: 'A container that nobody writes to looks like a backup until the day it is needed. Between the data and that container stand a job, its schedule, two Secrets, network policies, security groups and a tunnel, made by two programs that know nothing of each other; one that is missing stops all of it without a sound.',
  avoid:
    'a job that is suspended, goes to another container, has no way out of its namespace, node or site, or encrypts by nothing that is there',
  prefer:
    'the components `addPostgresqlBackup` and `addVolumeBackup`, which take all of it from the site’s contract',
  remediation: 'Mend what the message names, and look whether the next backup was written.',
  controls: [
    'C5:2020 OPS-06',
    'GDPR Art. 32(1)(c)',
    'BSIG § 30(2) no. 3',
    'Grundschutz++ NOT.4.7',
    'Grundschutz++ NOT.4.10',
  ],
  observableIn: ['manifests'],
  needs: 'estate',
  *examineEstate(context) {
    for (const dataset of context.estate.datasets) {
      yield [datasetSubject(dataset), findingOfTrail(backupWritten(dataset, context))];
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
        name: 'nothing writes it',
        remove: job,
        outcome: 'fail',
        says: 'nothing at primary writes the backup of patient-records',
      },
      {
        ...runs,
        name: 'it only lists what is there',
        set: {
          [job]: {
            [`${pod}.containers.0.args`]: [
              'snapshots',
              '--host',
              'patient-records-rw.identity-patient-records.svc',
            ],
          },
        },
        outcome: 'undecided',
        says: 'nothing that it is seen to run writes a backup',
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
        name: 'the jobs that it makes are suspended',
        set: { [job]: { 'spec.jobTemplate.spec.suspend': true } },
        outcome: 'fail',
        says: 'the jobs that it makes are suspended',
      },
      {
        ...runs,
        name: 'its jobs start no pod',
        set: { [job]: { 'spec.jobTemplate.spec.parallelism': 0 } },
        outcome: 'fail',
        says: 'the jobs that it makes start no pod',
      },
      {
        ...runs,
        name: 'its pods wait for somebody',
        set: { [job]: { [`${pod}.schedulingGates`]: [{ name: 'example.org/looked-at' }] } },
        outcome: 'fail',
        says: 'its pods wait for somebody to open their scheduling gates',
      },
      {
        ...runs,
        name: 'whether its jobs are suspended is decided as it is applied',
        set: { [job]: { 'spec.jobTemplate.spec.suspend': 'unknown' } },
        outcome: 'undecided',
        says: 'whether it is suspended is not known yet',
      },
      {
        ...runs,
        name: 'it is written on Sundays',
        set: { [job]: { 'spec.schedule': '0 2 * * 0' } },
        outcome: 'fail',
        says: 'it does not start once a day: "0 2 * * 0"',
      },
      {
        ...runs,
        name: 'it is written on the first and on Mondays',
        set: { [job]: { 'spec.schedule': '0 2 1 * 1' } },
        outcome: 'fail',
        says: 'it does not start once a day',
      },
      {
        ...runs,
        name: 'it is written every six hours',
        set: { [job]: { 'spec.schedule': '15 */6 * * *' } },
        outcome: 'pass',
      },
      {
        ...runs,
        name: 'it goes to the container of another dataset',
        set: { [job]: { [repository]: 's3:https://objects.clinic.lausitz.internal:8443/imaging-backup' } },
        outcome: 'fail',
        says: 'imaging-backup, and the estate says s3:https://objects.clinic.lausitz.internal:8443/patient-records-backup',
      },
      {
        ...runs,
        name: 'it goes to a place on the node itself',
        set: { [job]: { [repository]: '/var/backup' } },
        outcome: 'fail',
        says: 'it goes to /var/backup',
      },
      {
        ...runs,
        name: 'it encrypts by nothing that a Secret holds',
        set: { [job]: { [`${pod}.containers.0.env.1`]: { name: 'RESTIC_PASSWORD_FILE', value: '/tmp/x' } } },
        outcome: 'fail',
        says: 'no Secret says by what the backup is encrypted',
      },
      {
        ...runs,
        name: 'nobody says that its Secret is given',
        set: {
          [job]: {
            'spec.jobTemplate.spec.template.metadata.annotations.estate\\.lausitz/given-secrets': null,
          },
        },
        outcome: 'fail',
        says: 'the Secret backup-writer is neither made at primary nor said to be given',
      },
      {
        ...runs,
        name: 'it reads another database',
        set: { [job]: { [`${pod}.containers.0.args`]: ['backup', '--stdin-from-command', 'pg_basebackup'] } },
        outcome: 'fail',
        says: 'it reads nothing of what serves patient-records at primary',
      },
      {
        ...runs,
        name: 'its namespace lets it out to no object store',
        remove: 'NetworkPolicy.networking.k8s.io/identity-patient-records/backup-to-objects',
        outcome: 'fail',
        says: 'no network policy lets TCP 8443 out to 10.18.244.0/28',
      },
      {
        ...runs,
        name: 'its namespace lets it to another port only',
        set: {
          'NetworkPolicy.networking.k8s.io/identity-patient-records/backup-to-objects': {
            'spec.egress.0.ports.0.port': 443,
          },
        },
        outcome: 'fail',
        says: 'no network policy lets TCP 8443 out to 10.18.244.0/28',
      },
      {
        ...runs,
        name: 'its namespace lets it to no database',
        remove: 'NetworkPolicy.networking.k8s.io/identity-patient-records/backup-to-database',
        outcome: 'fail',
        says: 'no network policy lets it reach the database patient-records',
      },
      {
        ...runs,
        name: 'the database lets it in by no label that its objects show',
        remove: 'NetworkPolicy.networking.k8s.io/identity-patient-records/from-backup',
        outcome: 'undecided',
        says: 'whether a network policy lets it reach the database patient-records is not known',
      },
      {
        name: 'it runs on a node that is let out nowhere',
        stack: 'primary-workloads',
        set: {
          'CronJob.batch/research-research/backup': {
            [`${pod}.nodeSelector.kubernetes\\.io/hostname`]: 'primary-research-1',
          },
        },
        outcome: 'fail',
        subjects: ['dataset:research'],
        says: 'no security group rule lets TCP 8443 out to 10.18.244.0/28',
      },
      {
        name: 'the rule that lets its node out is gone',
        stack: 'primary',
        remove: 'openstack_networking_secgroup_rule_v2.research_access_to-clinic-objects-tcp-8443',
        outcome: 'fail',
        subjects: ['dataset:research'],
        says: 'no security group rule lets TCP 8443 out to 10.18.244.0/28 (objects of clinic) at primary',
      },
      {
        name: 'the tunnel does not carry the range of the object store',
        stack: 'primary',
        set: {
          'openstack_vpnaas_endpoint_group_v2.clinic_endpoints': {
            endpoints: ['10.18.0.0/20', '10.18.16.0/20', '10.18.32.0/20', '10.18.48.0/20'],
          },
        },
        outcome: 'fail',
        subjects,
        says: 'leaves out 10.18.244.0/28',
      },
      {
        name: 'the object store’s subnet is on no router',
        stack: 'clinic',
        remove: 'openstack_networking_router_interface_v2.edge_objects',
        outcome: 'fail',
        subjects,
        says: 'the subnet is not attached to the router of the tunnel from clinic to primary',
      },
      {
        name: 'the container has another name',
        stack: 'clinic',
        set: { 'openstack_objectstorage_container_v1.patient-records_backup': { name: 'records' } },
        outcome: 'fail',
        subjects,
        says: 'no container patient-records-backup at clinic keeps the backup of patient-records',
      },
      {
        ...runs,
        name: 'where it goes is decided as it is applied',
        set: { [job]: { [repository]: 'unknown' } },
        outcome: 'undecided',
        says: 'to which container it goes is not known yet',
      },
      {
        ...runs,
        name: 'whether it is suspended is decided as it is applied',
        set: { [job]: { 'spec.suspend': 'unknown' } },
        outcome: 'undecided',
        says: 'whether it is suspended is not known yet',
      },
      {
        ...runs,
        name: 'an operator makes it in a way of its own',
        remove: job,
        set: {
          'ScheduledBackup.postgresql.cnpg.io/identity-patient-records/nightly': {
            apiVersion: 'postgresql.cnpg.io/v1',
            kind: 'ScheduledBackup',
            metadata: { name: 'nightly', namespace: 'identity-patient-records' },
            spec: { schedule: '0 0 2 * * *', cluster: { name: 'patient-records' } },
          },
        },
        outcome: 'undecided',
        says: 'unless ScheduledBackup.postgresql.cnpg.io/identity-patient-records/nightly does',
      },
      {
        ...runs,
        name: 'it may run on any node',
        set: { [job]: { [`${pod}.nodeSelector`]: { 'estate.lausitz/domain': 'identity' } } },
        outcome: 'undecided',
        says: 'on which node it runs is not said',
      },
    ],
  },
});
