import { definePolicy, fail, pass, undecided } from '../../judge/policy';
import { explainCopy } from '../../judge/promise/report';
import { datasetSubject } from '../../judge/promise/withstands';

const failureDomain = (site: string, building: string) => ({
  path: 'failureDomains.building',
  value: building,
  source: `estate/sites/${site}`,
});

export default definePolicy({
  title: 'Copies of a dataset stand in different buildings, at least two of them in the plan',
  severity: 'critical',
  why: 'A fire, a flood or a failed power supply takes a building with all that stands in it, zones and sites included. Two copies in one building count as one then.',
  avoid: 'two placements of a dataset at sites with the same `failureDomains.building`, or a single copy',
  prefer: 'each placement in a building of its own, as the estate’s three sites stand',
  remediation:
    'Place one of the copies that the message names in another building, and put back what is missing.',
  controls: ['C5:2020 BCM-03', 'BSIG § 30(2) no. 3', 'Grundschutz++ NOT.4.12', 'SCS-0118'],
  observableIn: ['synth', 'plan'],
  needs: 'estate',
  *examineEstate({ promises, estate }) {
    const buildingOf = (site: string) =>
      estate.sites.find(({ name }) => name === site)?.failureDomains.building ?? site;
    for (const { dataset, copies } of promises) {
      const subject = datasetSubject(dataset);
      const shared = copies.filter(({ site }) =>
        copies.some((other) => other.site !== site && buildingOf(other.site) === buildingOf(site)),
      );
      const there = (status: string) => copies.filter((copy) => copy.status === status);
      const buildings = (list: typeof copies) => new Set(list.map(({ site }) => buildingOf(site))).size;
      const lacking = copies.filter(({ status }) => status !== 'present');
      const evidence = lacking.flatMap(({ notes }) => notes.flatMap((note) => note.evidence));
      const rest = lacking.map(explainCopy).join('; ');
      if (shared.length > 0) {
        const named = shared.map(({ site }) => `${site} (${buildingOf(site)})`).join(', ');
        const seen = shared.map(({ site }) => failureDomain(site, buildingOf(site)));
        yield [subject, fail(`copies share a building: ${named}`, ...seen)];
      } else if (buildings(there('present')) >= 2) yield [subject, pass];
      else if (buildings([...there('present'), ...there('undecided')]) >= 2) {
        yield [
          subject,
          undecided(`whether copies stand in two buildings is not known: ${rest}`, ...evidence),
        ];
      } else
        yield [subject, fail(`no two copies in different buildings are in the plan: ${rest}`, ...evidence)];
    }
  },
  examples: {
    changes: [
      {
        name: 'one copy is missing, and two buildings are left',
        stack: 'mirror',
        remove: 'openstack_blockstorage_volume_v3.imaging_data',
        outcome: 'pass',
        subjects: ['dataset:imaging'],
      },
      {
        name: 'the home is missing, and with it what the copies replicate from',
        stack: 'primary',
        remove: 'openstack_blockstorage_volume_v3.imaging_data',
        outcome: 'fail',
        subjects: ['dataset:imaging'],
        says: 'no two copies in different buildings',
      },
      {
        name: 'the home is attached to a server that is not known yet',
        stack: 'primary',
        set: { 'openstack_compute_volume_attach_v2.imaging_attach': { instance_id: 'unknown' } },
        outcome: 'undecided',
        subjects: ['dataset:imaging'],
        says: 'is not known',
      },
    ],
  },
});
