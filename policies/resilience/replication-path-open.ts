import { type Context, definePolicy } from '../../judge/policy';
import { type CheckedCopy, findingsOfCopies } from '../../judge/promise/checked-copies';

type Copy = Context['promises'][number]['copies'][number];

const most = 4;

/** The way to a copy; of the home there is none. */
function wayTo({ role, path, status, notes }: Copy): CheckedCopy {
  if (role !== 'copy') return { outcome: 'pass', notes: [] };
  if (path) return path;
  const outcome = status === 'missing' ? 'fail' : 'undecided';
  return { outcome, notes, lead: 'no two ends to replicate between: ' };
}

export default definePolicy({
  title: 'The way between every home and copy is open for what replicates, in both directions',
  severity: 'critical',
  why: 'A copy behind a closed way stands still at the day it was made, and nobody notices until it is needed. Both directions count: a copy that was promoted has to be replicated from.',
  avoid:
    'a missing security group rule for the replication’s port, a tunnel at one end only, endpoint groups without the range, a router without an interface in the subnet, ports that are switched off',
  prefer:
    'a `SiteLink` between each pair of sites, and `AccessGroup` with the replication’s port at both ends',
  remediation: 'Open the ways that the message names, and no others.',
  controls: ['C5:2020 BCM-03', 'C5:2026 GC-03', 'C5:2020 COS-03', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan'],
  needs: 'estate',
  examineEstate({ promises }) {
    return findingsOfCopies(promises, wayTo, most);
  },
  examples: {
    changes: [
      {
        name: 'the rule that lets the copy be written to is gone',
        stack: 'mirror',
        remove: 'openstack_networking_secgroup_rule_v2.patient-records_access_from-primary-tcp-5432',
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'mirror: no security group rule lets TCP 5432 in from 10.16.0.0/20 (primary) at mirror',
      },
      {
        name: 'the rule that lets the copy be read back is gone',
        stack: 'primary',
        remove: 'openstack_networking_secgroup_rule_v2.patient-records_access_from-mirror-tcp-5432',
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'in from 10.17.0.0/20 (mirror) at primary',
      },
      {
        name: 'the tunnel at one end is gone',
        stack: 'clinic',
        remove: 'openstack_vpnaas_site_connection_v2.primary_tunnel',
        outcome: 'fail',
        subjects: ['dataset:imaging', 'dataset:patient-records'],
        says: 'clinic: no tunnel from clinic to primary',
      },
      {
        name: 'the subnet has no way to the router of the tunnel',
        stack: 'mirror',
        remove: 'openstack_networking_router_interface_v2.edge_identity',
        outcome: 'fail',
        subjects: ['dataset:imaging'],
        says: 'the subnet is not attached to the router of the tunnel from mirror',
      },
      {
        name: 'the tunnel’s other end is not known yet',
        stack: 'clinic',
        set: { 'openstack_vpnaas_site_connection_v2.primary_tunnel': { peer_address: 'unknown' } },
        outcome: 'undecided',
        subjects: ['dataset:patient-records'],
        says: 'whether there is a tunnel from clinic to primary is not known',
      },
      {
        name: 'a volume that is too small closes no way',
        stack: 'clinic',
        set: { 'openstack_blockstorage_volume_v3.patient-records_data': { size: 10 } },
        outcome: 'pass',
        subjects: ['dataset:patient-records'],
      },
    ],
  },
});
