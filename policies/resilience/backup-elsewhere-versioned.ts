import type { Resource } from '../../graph/graph';
import { isOpen } from '../../graph/value';
import { type Context, definePolicy, fail, markOf, pass, seen, undecided } from '../../judge/policy';
import { datasetSubject } from '../../judge/promise/withstands';

const containerType = 'openstack_objectstorage_container_v1';

function containersAt(site: string, { graph, siteOfStack }: Context): readonly Resource[] {
  return graph.ofType(containerType).filter((container) => siteOfStack(container.stack)?.name === site);
}

export default definePolicy({
  title: 'Every dataset has a versioned backup at another site than its home',
  severity: 'critical',
  why: 'Replication repeats a mistake within seconds. A backup that keeps overwritten and deleted versions, away from the home, is what an accident or an attacker’s deletion leaves.',
  avoid: 'a container without `versioning`, at the home’s own site, or none',
  prefer: 'the construct `BackupStore` at the site that the dataset names',
  remediation: 'Make the container that the message names, with `versioning = true`.',
  controls: [
    'C5:2020 OPS-06',
    'C5:2020 OPS-09',
    'GDPR Art. 32(1)(c)',
    'BSIG § 30(2) no. 3',
    'Grundschutz++ NOT.4.7',
    'Grundschutz++ NOT.4.10',
    'Grundschutz++ NOT.4.12',
  ],
  observableIn: ['synth', 'plan'],
  needs: 'estate',
  *examineEstate(context) {
    for (const dataset of context.estate.datasets) {
      const subject = datasetSubject(dataset);
      const { site } = dataset.backup;
      const here = containersAt(site, context);
      const marked = here.filter(
        (c) => markOf(c, 'dataset') === dataset.name && markOf(c, 'role') === 'backup',
      );
      const unread = here.find((c) => isOpen(c.get('metadata')));
      // Nothing says which of several is written to, so the worst of them counts.
      const unversioned = marked.filter((c) => c.get('versioning') !== true);
      const backup = unversioned.find((c) => !isOpen(c.get('versioning'))) ?? unversioned[0] ?? marked[0];
      if (site === dataset.home.site) yield [subject, fail(`its backup is at its home, ${site}`)];
      else if (backup?.get('versioning') === true) yield [subject, pass];
      else if (backup && isOpen(backup.get('versioning'))) {
        yield [
          subject,
          undecided(
            `whether its backup at ${site} is versioned is not known yet`,
            seen(backup, 'versioning'),
          ),
        ];
      } else if (unread) {
        const message = `no backup at ${site}, unless it is a container whose marks are not known yet`;
        yield [subject, undecided(message, seen(unread, 'metadata'))];
      } else if (backup) {
        yield [subject, fail(`its backup at ${site} keeps no versions`, seen(backup, 'versioning'))];
      } else yield [subject, fail(`no container for its backup at ${site}`)];
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
        name: 'a container is missing',
        stack: 'clinic',
        remove: 'openstack_objectstorage_container_v1.imaging_backup',
        outcome: 'fail',
        subjects: ['dataset:imaging'],
        says: 'no container for its backup at clinic',
      },
      {
        name: 'a container without versions',
        stack: 'clinic',
        set: { 'openstack_objectstorage_container_v1.imaging_backup': { versioning: false } },
        outcome: 'fail',
        subjects: ['dataset:imaging'],
        says: 'keeps no versions',
      },
      {
        name: 'a second container of the same backup, without versions',
        stack: 'clinic',
        set: {
          'openstack_objectstorage_container_v1.again': {
            metadata: { 'estate-dataset': 'imaging', 'estate-role': 'backup', 'estate-site': 'clinic' },
            versioning: false,
          },
        },
        outcome: 'fail',
        subjects: ['dataset:imaging'],
        says: 'keeps no versions',
      },
      {
        name: 'a container that leaves versions to the provider, which keeps none',
        stack: 'clinic',
        set: { 'openstack_objectstorage_container_v1.imaging_backup': { versioning: null } },
        outcome: 'fail',
        subjects: ['dataset:imaging'],
        says: 'keeps no versions',
      },
      {
        name: 'a container whose versioning is not known yet',
        stack: 'clinic',
        set: { 'openstack_objectstorage_container_v1.imaging_backup': { versioning: 'unknown' } },
        outcome: 'undecided',
        subjects: ['dataset:imaging'],
        says: 'versioned is not known yet',
      },
      {
        name: 'a container whose marks are not known yet',
        stack: 'clinic',
        set: { 'openstack_objectstorage_container_v1.imaging_backup': { metadata: 'unknown' } },
        outcome: 'undecided',
        subjects: ['dataset:imaging'],
        says: 'marks are not known yet',
      },
    ],
  },
});
