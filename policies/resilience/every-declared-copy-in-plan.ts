import { definePolicy, fail, pass, undecided } from '../../judge/policy';
import { explainCopy } from '../../judge/promise/report';
import { datasetSubject } from '../../judge/promise/withstands';

const remove = (name: string, stack: string, address: string, says: string) =>
  ({ name, stack, remove: address, outcome: 'fail', subjects: ['dataset:patient-records'], says }) as const;

export default definePolicy({
  title: 'Every declared copy of every dataset is in the plan, with its place, key and path',
  severity: 'critical',
  why: 'A copy that is only declared saves nobody. It counts when the plan holds its volume, encrypted with the key of its placement, in the site’s zone, attached to a running server, with open ports and a tunnel that the replication needs, at both ends.',
  avoid:
    'a dataset whose copies are listed in the estate while volume, attachment, tunnel or rule is missing',
  prefer: 'the construct `DatasetStore` at each placement and a `SiteLink` between each pair of sites',
  remediation: 'Put back what the message names, or take the copy out of the estate.',
  controls: [
    'C5:2020 BCM-03',
    'C5:2026 GC-03',
    'GDPR Art. 32(1)(b)',
    'GDPR Art. 32(1)(c)',
    'BSIG § 30(2) no. 3',
    'Grundschutz++ NOT.4.12',
    'Grundschutz++ ARCH.8.3',
  ],
  observableIn: ['synth', 'plan'],
  needs: 'estate',
  *examineEstate({ promises }) {
    for (const { dataset, copies } of promises) {
      const missing = copies.filter((copy) => copy.status === 'missing');
      const notCounted = missing.length > 0 ? missing : copies.filter((copy) => copy.status === 'undecided');
      const message = notCounted.map(explainCopy).join('; ');
      const evidence = notCounted.flatMap((copy) => copy.notes.flatMap((note) => note.evidence));
      if (missing.length > 0) yield [datasetSubject(dataset), fail(message, ...evidence)];
      else if (notCounted.length > 0) yield [datasetSubject(dataset), undecided(message, ...evidence)];
      else yield [datasetSubject(dataset), pass];
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
      remove(
        'a volume',
        'clinic',
        'openstack_blockstorage_volume_v3.patient-records_data',
        'no volume of patient-records at clinic',
      ),
      remove(
        'an attachment',
        'mirror',
        'openstack_compute_volume_attach_v2.patient-records_attach',
        'mirror does not count: the volume is attached to no server',
      ),
      remove(
        'a tunnel',
        'clinic',
        'openstack_vpnaas_site_connection_v2.primary_tunnel',
        'no tunnel from clinic to primary',
      ),
      remove(
        'a security group rule',
        'mirror',
        'openstack_networking_secgroup_rule_v2.patient-records_access_from-primary-tcp-5432',
        'no security group rule lets TCP 5432 in from 10.16.0.0/20 (primary) at mirror',
      ),
      remove(
        'a router interface',
        'mirror',
        'openstack_networking_router_interface_v2.edge_identity',
        'the subnet is not attached to the router of the tunnel from mirror',
      ),
      remove(
        'an IKE policy',
        'mirror',
        'openstack_vpnaas_ike_policy_v2.transit-2026_ike',
        'the IKE policy of the tunnel from mirror',
      ),
      {
        name: 'a volume that shrinks below the dataset’s size',
        stack: 'clinic',
        set: { 'openstack_blockstorage_volume_v3.patient-records_data': { size: 10 } },
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'the volume has 10 GiB',
      },
      {
        name: 'a tunnel to an address that is not known yet',
        stack: 'clinic',
        set: { 'openstack_vpnaas_site_connection_v2.primary_tunnel': { peer_address: 'unknown' } },
        outcome: 'undecided',
        subjects: ['dataset:patient-records'],
        says: 'whether there is a tunnel from clinic to primary is not known',
      },
    ],
  },
});
