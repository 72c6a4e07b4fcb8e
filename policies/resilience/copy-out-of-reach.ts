import { definePolicy, fail, pass, undecided } from '../../judge/policy';
import { reachOfCredentials } from '../../judge/promise/losses';
import { explainCopy } from '../../judge/promise/report';
import { datasetSubject } from '../../judge/promise/withstands';

export default definePolicy({
  title: 'One copy of every dataset is in the plan and out of reach of whoever can destroy another',
  severity: 'critical',
  why: 'Replication carries a deletion to every copy in its reach. What is left after an attack with stolen credentials is the copy that none of them can touch.',
  avoid: 'a credential that may deploy, destroy data or destroy keys at the copy’s site and at another one',
  prefer: 'a copy in another account, with a key store and credentials of its own, as in the clinic',
  remediation:
    'Put the copy that the message names back into the plan, or take the named credential’s rights away.',
  controls: ['C5:2020 OPS-06', 'GDPR Art. 32(1)(b)', 'Grundschutz++ NOT.4.10', 'Grundschutz++ NOT.4.14'],
  observableIn: ['synth', 'plan'],
  needs: 'estate',
  *examineEstate({ promises, estate }) {
    const reach = [...reachOfCredentials(estate)];
    for (const { dataset, copies } of promises) {
      const subject = datasetSubject(dataset);
      const apart = copies.find((copy) => copy.site === dataset.outOfReach);
      const others = copies.filter((copy) => copy !== apart).map((copy) => copy.site);
      const shared = reach.filter(
        ([, sites]) => sites.has(dataset.outOfReach) && others.some((site) => sites.has(site)),
      );
      const evidence = apart?.notes.flatMap((note) => note.evidence) ?? [];
      if (shared.length > 0) {
        const names = shared.map(([name, sites]) => `${name} (${[...sites].join(', ')})`).join('; ');
        yield [subject, fail(`credentials reach ${dataset.outOfReach} and another copy: ${names}`)];
      } else if (apart?.status === 'present') yield [subject, pass];
      else if (apart?.status === 'undecided') yield [subject, undecided(explainCopy(apart), ...evidence)];
      else {
        const why = apart ? explainCopy(apart) : `no copy is declared at ${dataset.outOfReach}`;
        yield [subject, fail(`no copy is out of reach: ${why}`, ...evidence)];
      }
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
        name: 'the clinic’s volume is not attached',
        stack: 'clinic',
        remove: 'openstack_compute_volume_attach_v2.research_attach',
        outcome: 'fail',
        subjects: ['dataset:research'],
        says: 'no copy is out of reach: clinic does not count: the volume is attached to no server',
      },
      {
        name: 'the volume type at the clinic is not known yet',
        stack: 'clinic',
        set: { 'openstack_blockstorage_volume_v3.research_data': { volume_type: 'unknown' } },
        outcome: 'undecided',
        subjects: ['dataset:research'],
        says: 'volume type is not known',
      },
    ],
  },
});
