import { definePolicy } from '../../judge/policy';
import { drilledLosses } from '../../judge/promise/drilled-losses';
import { datasetSubject } from '../../judge/promise/withstands';

const exercised = {
  name: 'its servers were taken away one after the other, and no row was missing',
  stack: 'primary',
  drill: { dataset: 'patient-records', missingRows: 0 },
  subjects: ['dataset:patient-records'],
} as const;

export default definePolicy({
  title: 'What a drill took away was found whole at the other sites',
  severity: 'critical',
  why: 'A copy that is configured is a promise. One that was looked for, and was not whole, is a promise that was broken once, by a fault that nothing in a plan shows, and that is there until somebody has found it.',
  avoid: 'a drill that did not hold, and an apply in spite of it',
  prefer: 'a drill after each essential change, and each year: `estate drill`',
  remediation:
    'Find out what was missing and why, mend it, and drill again: the newest drill that counts decides.',
  controls: ['C5:2020 BCM-04', 'C5:2020 BCM-03', 'GDPR Art. 32(1)(d)', 'BSIG § 30(2) no. 3'],
  observableIn: ['synth', 'plan', 'state', 'manifests'],
  needs: 'estate',
  *examineEstate({ promises }) {
    for (const promise of promises) {
      const finding = drilledLosses(promise);
      if (finding) yield [datasetSubject(promise.dataset), finding];
    }
  },
  examples: {
    cannotOccur: {
      undecided: 'A drill that does not show what was judged, or of which that is not known, does not count.',
    },
    changes: [
      { ...exercised, outcome: 'pass' },
      {
        ...exercised,
        name: 'a row that a client was told of was missing in the end',
        drill: { dataset: 'patient-records', missingRows: 1 },
        outcome: 'fail',
        says: 'rows of 4711 were missing',
      },
    ],
  },
});
