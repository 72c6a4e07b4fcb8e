import type { Dataset, Estate } from '../../estate/model';
import { definePolicy, type Finding, fail, pass, undecided, worstOf } from '../../judge/policy';
import { closure, type Reached } from '../../judge/promise/closure';
import { datasetSubject } from '../../judge/promise/withstands';

/** `primary → clinic (backup) → //realm/… (object synchronisation clinic:openstack_…)` */
function witness(dataset: Dataset, { path }: Reached): string {
  return [dataset.home.site, ...path.map(({ to, by }) => `${to.name} (${by})`)].join(' → ');
}

function judgePlace(reached: Reached, dataset: Dataset, { classes }: Estate): Finding {
  const { to, path } = reached;
  const permitted = classes.find(({ name }) => name === dataset.dataClass)?.permittedCountries ?? [];
  const countries = 'keyCustody' in to ? [to.country, to.keyCustody.country] : [to.country];
  const wrong = countries.filter((one) => one !== undefined && !permitted.includes(one));
  const evidence = path.flatMap((way) => way.evidence);
  const isCertain = path.every(({ certain }) => certain);
  const way = witness(dataset, reached);
  const where =
    wrong.length > 0
      ? `in ${wrong.join(', ')}, and ${dataset.dataClass} permits ${permitted.join(', ')}`
      : 'at a place of which nobody has said in which country it is';
  if (wrong.length === 0 && !countries.includes(undefined)) return pass;
  return isCertain
    ? fail(`its data or keys end up ${where}: ${way}`, ...evidence)
    : undecided(`its data or keys may end up ${where}: ${way}`, ...evidence);
}

export default definePolicy({
  title: 'No way leads data or keys out of the permitted countries',
  severity: 'critical',
  why: 'Residency is lost at the end of a chain: a copy in Germany whose container passes on, or a tunnel that ends elsewhere, puts the data under another law although every single place that was declared is in Germany.',
  avoid: 'a tunnel, a synchronised container or a state that leads on to a place which is no site',
  prefer: 'copies, backups and links between declared sites, and nothing else',
  remediation: 'Cut the last step of the path in the message, and erase what has gone there.',
  controls: [
    '§ 393 SGB V',
    'GDPR Art. 44',
    'C5:2020 PSS-12',
    'C5:2026 PSS-12',
    'Grundschutz++ BES.2.2',
    'Grundschutz++ BES.2.3',
  ],
  observableIn: ['synth', 'plan'],
  needs: 'estate',
  *examineEstate(context) {
    for (const dataset of context.estate.datasets) {
      const places = closure(dataset, context);
      yield [
        datasetSubject(dataset),
        worstOf(places.map((reached) => judgePlace(reached, dataset, context.estate))),
      ];
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
        name: 'the backup at the clinic is passed on',
        stack: 'clinic',
        set: {
          'openstack_objectstorage_container_v1.imaging_backup': {
            container_sync_to: '//realm/elsewhere/AUTH_account/imaging',
          },
        },
        outcome: 'fail',
        subjects: ['dataset:imaging'],
        says: 'primary → clinic (copy) → //realm/elsewhere/AUTH_account/imaging (object synchronisation clinic:openstack_objectstorage_container_v1.imaging_backup)',
      },
      {
        name: 'a container of no dataset passes on what it may hold',
        stack: 'clinic',
        set: {
          'openstack_objectstorage_container_v1.more': {
            container_sync_to: '//realm/elsewhere/AUTH_account/more',
          },
        },
        outcome: 'undecided',
        subjects: ['dataset:imaging', 'dataset:research'],
        says: 'may end up at a place of which nobody has said',
      },
      {
        name: 'a tunnel to a gateway that no site declares',
        stack: 'clinic',
        set: { 'openstack_vpnaas_site_connection_v2.mirror_tunnel': { peer_address: '192.0.2.7' } },
        outcome: 'fail',
        subjects: ['dataset:imaging'],
        says: 'primary → clinic (copy) → gateway 192.0.2.7 (tunnel clinic:openstack_vpnaas_site_connection_v2.mirror_tunnel)',
      },
      {
        name: 'the gateway of a tunnel is decided at apply',
        stack: 'mirror',
        set: { 'openstack_vpnaas_site_connection_v2.primary_tunnel': { peer_address: 'unknown' } },
        outcome: 'undecided',
        subjects: ['dataset:imaging'],
        says: 'a gateway that is not known yet',
      },
    ],
  },
});
