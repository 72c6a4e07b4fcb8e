import { definePolicy, fail, pass } from '../../judge/policy';
import { datasetSubject } from '../../judge/promise/withstands';

/** The same day some years on; days in ISO form compare as text. */
function yearsAfter(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
}

export default definePolicy({
  title: 'Keys live longer than the retention of what they open',
  severity: 'critical',
  why: 'A record written today has to be readable until its retention ends. A key that expires or is deleted before takes the data with it, on every copy and backup that it opens, and no backup of the disk helps.',
  avoid: 'a key store that guarantees its keys for a shorter time than the dataset is kept',
  prefer: 'a guarantee beyond the longest retention, looked at anew each year',
  remediation: 'Have the keys at the named sites guaranteed for longer, or shorten the retention.',
  controls: ['C5:2020 CRY-04', 'C5:2026 CRY-16', 'GDPR Art. 32(1)(b)', 'Grundschutz++ BER.7.10'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  *examineEstate({ estate, asOf }) {
    for (const dataset of estate.datasets) {
      const end = yearsAfter(asOf, dataset.retention.years);
      const places = [dataset.home, ...dataset.copies, dataset.backup].map(({ site }) => site);
      const early = estate.sites.filter(
        ({ name, keyCustody }) => places.includes(name) && keyCustody.keysLiveUntil < end,
      );
      if (early.length === 0) {
        yield [datasetSubject(dataset), pass];
        continue;
      }
      const named = early
        .map(({ name, keyCustody }) => `${name} (until ${keyCustody.keysLiveUntil})`)
        .join(', ');
      const evidence = early.map(({ name, keyCustody }) => ({
        path: 'keyCustody.keysLiveUntil',
        value: keyCustody.keysLiveUntil,
        source: `estate/sites/${name}`,
      }));
      const message = `what is written on ${asOf} is kept until ${end}, and keys end before at ${named}`;
      yield [datasetSubject(dataset), fail(message, ...evidence)];
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
        name: 'judged twenty years on, with the guarantees of today',
        stack: 'primary',
        asOf: '2046-11-22',
        outcome: 'fail',
        subjects: ['dataset:patient-records'],
        says: 'is kept until 2076-11-22, and keys end before at clinic (until 2075-12-31)',
      },
    ],
    cannotOccur: { undecided: 'the estate states how long keys live and data is kept' },
  },
});
