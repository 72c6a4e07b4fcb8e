import { definePolicy } from '../../judge/policy';
import { findingsOfCopies } from '../../judge/promise/checked-copies';

const database = 'Cluster.postgresql.cnpg.io/identity-patient-records/patient-records';

const archive = 'StatefulSet.apps/identity-imaging-archive/imaging-archive';

export default definePolicy({
  title: 'At every site with a copy, what serves it can start on the node that has it',
  severity: 'critical',
  why: 'A volume that no claim is bound to, or whose workload may not run on the node that it is attached to, is data that nobody can read when it is needed. Terraform and Pulumi each look well by themselves.',
  avoid:
    'a PersistentVolume of another id, a claim that nothing mounts, a node affinity or toleration that keeps the pods from the volume’s node, zero replicas',
  prefer: 'the component `addDatasetVolume`, which takes id, node and zone from the site’s contract',
  remediation: 'Mend the link that the message names: volume, claim, workload or node.',
  controls: ['C5:2020 BCM-03', 'GDPR Art. 32(1)(b)', 'GDPR Art. 32(1)(c)'],
  observableIn: ['manifests'],
  needs: 'estate',
  examineEstate({ promises }) {
    return findingsOfCopies(promises, ({ serving }) => serving);
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
        name: 'no volume of the cluster leads to the copy',
        stack: 'mirror-workloads',
        remove: 'PersistentVolume/mirror-patient-records',
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'mirror: no volume of the cluster at mirror leads to the one of patient-records',
      },
      {
        name: 'the volume is another one',
        stack: 'mirror-workloads',
        set: {
          'PersistentVolume/mirror-patient-records': {
            'spec.csi.volumeHandle': '3f1f7c0e-5a0e-4c55-9f63-3c7b8b1c0a01',
          },
        },
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'which is not the volume of patient-records',
      },
      {
        name: 'its servers are fenced',
        stack: 'mirror-workloads',
        set: { [database]: { 'metadata.annotations.cnpg\\.io/fencedInstances': '["*"]' } },
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'its servers are fenced',
      },
      {
        name: 'nobody is fenced any more',
        stack: 'mirror-workloads',
        set: { [database]: { 'metadata.annotations.cnpg\\.io/fencedInstances': '[]' } },
        outcome: 'pass',
        subjects: ['dataset:patient-records'],
      },
      {
        name: 'it is to run on a node that there is not',
        stack: 'mirror-workloads',
        set: { [database]: { 'spec.affinity.nodeSelector.kubernetes\\.io/hostname': 'no-such-node' } },
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'it runs on nodes with kubernetes.io/hostname no-such-node alone, and the volume is at mirror-',
      },
      {
        name: 'it asks for a label that nothing gives',
        stack: 'mirror-workloads',
        set: { [database]: { 'spec.affinity.nodeSelector.disk': 'fast' } },
        outcome: 'undecided',
        subjects: ['dataset:patient-records'],
        says: 'whether it runs on the node that has the volume is not known: disk',
      },
      {
        name: 'another scheduler is to place it',
        stack: 'clinic-workloads',
        set: { [archive]: { 'spec.template.spec.schedulerName': 'of-somebody' } },
        outcome: 'undecided',
        subjects: ['dataset:imaging'],
        says: 'is not known: schedulerName',
      },
      {
        name: 'its pods wait for somebody',
        stack: 'clinic-workloads',
        set: { [archive]: { 'spec.template.spec.schedulingGates': [{ name: 'example.org/looked-at' }] } },
        outcome: 'fail',
        subjects: ['dataset:imaging'],
        says: 'its pods wait for somebody to open their scheduling gates',
      },
      {
        name: 'nothing serves it any more',
        stack: 'clinic-workloads',
        remove: database,
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'clinic: nothing mounts the claim',
      },
      {
        name: 'it sleeps',
        stack: 'clinic-workloads',
        set: { [database]: { 'metadata.annotations.cnpg\\.io/hibernation': 'on' } },
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'it is hibernated',
      },
      {
        name: 'it may be mounted on another node only',
        stack: 'primary-workloads',
        set: {
          'PersistentVolume/primary-patient-records': {
            'spec.nodeAffinity.required.nodeSelectorTerms': [
              {
                matchExpressions: [
                  { key: 'kubernetes.io/hostname', operator: 'In', values: ['primary-research-1'] },
                ],
              },
            ],
          },
        },
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'primary: it may be mounted on nodes with kubernetes.io/hostname primary-research-1',
      },
      {
        name: 'nodes of its domain turn it away',
        stack: 'primary-workloads',
        set: { [database]: { 'spec.affinity.tolerations': [] } },
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'it does not tolerate estate.lausitz/domain=identity',
      },
      {
        name: 'Terraform attaches the volume to another node',
        stack: 'primary',
        set: {
          'openstack_compute_instance_v2.identity_1_server': { name: 'another' },
          'openstack_compute_instance_v2.identity_2_server': { name: 'yet-another' },
        },
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'and the volume is at',
      },
      {
        name: 'which volume it is, is decided as it is applied',
        stack: 'mirror-workloads',
        set: { 'PersistentVolume/mirror-patient-records': { 'spec.csi.volumeHandle': 'unknown' } },
        outcome: 'undecided',
        subjects: ['dataset:patient-records'],
        says: 'which volume it leads to is not known yet',
      },
    ],
  },
});
