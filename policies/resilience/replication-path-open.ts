import { type Context, definePolicy, type Finding, fail, pass, undecided } from '../../judge/policy';
import { datasetSubject } from '../../judge/promise/withstands';

type Copy = Context['promises'][number]['copies'][number];

const most = 4;

/** Every way that is closed or not known, so that one change can open them all. */
function explain({ site, path, notes }: Copy): string {
  const messages = [...new Set((path?.notes ?? notes).map(({ message }) => message))];
  const more = messages.length > most ? ` and ${messages.length - most} more` : '';
  const what = path ? '' : 'no two ends to replicate between: ';
  return `${site}: ${what}${messages.slice(0, most).join('; ')}${more}`;
}

function outcomeOf({ path, status }: Copy): Finding['outcome'] {
  if (path) return path.outcome;
  return status === 'missing' ? 'fail' : 'undecided';
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
  *examineEstate({ promises }) {
    for (const { dataset, copies } of promises) {
      const subject = datasetSubject(dataset);
      const replicas = copies.filter(({ role }) => role === 'copy');
      const closed = replicas.filter((copy) => outcomeOf(copy) === 'fail');
      const open = replicas.filter((copy) => outcomeOf(copy) === 'undecided');
      const named = closed.length > 0 ? closed : open;
      const message = named.map(explain).join('; ');
      const evidence = named.flatMap(({ path, notes }) => (path?.notes ?? notes).flatMap((n) => n.evidence));
      if (named.length === 0) yield [subject, pass];
      else yield [subject, closed.length > 0 ? fail(message, ...evidence) : undecided(message, ...evidence)];
    }
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
