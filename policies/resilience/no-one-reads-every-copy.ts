import { definePolicy, fail, pass, undecided } from '../../judge/policy';
import { opening } from '../../judge/promise/losses';
import { explainCopy } from '../../judge/promise/report';
import { datasetSubject } from '../../judge/promise/withstands';

export default definePolicy({
  title: 'No single credential, account, key or key store opens every copy of a dataset',
  severity: 'critical',
  why: 'What opens every copy is worth stealing more than anything else, and after its theft nothing says which copy was read and can still be trusted. Copies that are apart in all of these leave one that the thief has neither seen nor changed.',
  avoid:
    'copies that are all in one account, share a key or a key store, or can all be read by one credential',
  prefer: 'a copy at a site with an account, a key store, keys and readers of its own, as in the clinic',
  remediation:
    'Put back the copy that the message names, or give the sites readers, keys and accounts of their own.',
  controls: ['C5:2020 IDM-01', 'C5:2020 CRY-04', 'C5:2026 CRY-16', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan'],
  needs: 'estate',
  *examineEstate({ promises, estate }) {
    for (const { dataset, copies } of promises) {
      const subject = datasetSubject(dataset);
      const present = copies.filter(({ status }) => status === 'present');
      const perhaps = copies.filter(({ status }) => status !== 'missing');
      const lacking = copies.filter(({ status }) => status !== 'present');
      const opensAll = (list: typeof copies) =>
        [...opening(dataset, estate)].filter(
          ([, sites]) => list.length > 0 && list.every(({ site }) => sites.has(site)),
        );
      const [surely, maybe] = [opensAll(perhaps), opensAll(present)];
      const placed = {
        path: 'home, copies',
        value: copies.map(({ site }) => site).join(', '),
        source: `estate/datasets/${dataset.name}`,
      };
      const evidence = [placed, ...lacking.flatMap(({ notes }) => notes.flatMap((note) => note.evidence))];
      const named = (surely.length > 0 ? surely : maybe).map(([name]) => name).join(', ');
      const rest = lacking.length === 0 ? '' : `; ${lacking.map(explainCopy).join('; ')}`;
      if (surely.length > 0) yield [subject, fail(`every copy is opened by ${named}${rest}`, ...evidence)];
      else if (maybe.length > 0 && perhaps.length > present.length) {
        yield [
          subject,
          undecided(`whether every copy is opened by ${named} is not known${rest}`, ...evidence),
        ];
      } else yield [subject, pass];
    }
  },
  examples: {
    changes: [
      {
        name: 'without the clinic’s copy one account, its owner and one key store open all that is left',
        stack: 'clinic',
        remove: 'openstack_blockstorage_volume_v3.consent_data',
        outcome: 'fail',
        subjects: ['dataset:consent'],
        says: 'every copy is opened by credential otc-account-owner',
      },
      {
        name: 'without the mirror’s copy nothing opens both others',
        stack: 'mirror',
        remove: 'openstack_blockstorage_volume_v3.consent_data',
        outcome: 'pass',
        subjects: ['dataset:consent'],
      },
      {
        name: 'the clinic’s volume in a zone that is not known yet',
        stack: 'clinic',
        set: { 'openstack_blockstorage_volume_v3.consent_data': { availability_zone: 'unknown' } },
        outcome: 'undecided',
        subjects: ['dataset:consent'],
        says: 'clinic is undecided',
      },
    ],
  },
});
