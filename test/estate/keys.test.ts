import type * as keys from '../../estate/checks/keys';
import { asOf, at, type Case, Draft, faultsOf, testCases } from './parts';

const cases: Record<keyof typeof keys, readonly Case[]> = {
  keysApart: [
    {
      when: 'two copies of a dataset share a key',
      change: ({ records }) => {
        at(records.copies, 0).key = records.home.key;
      },
      faults: [
        {
          where: 'datasets.patient-records.copies[0].key',
          value: '"da6f0a3d-0c83-4f6b-a04f-45e547607d32"',
          rule: "a key for each copy, each backup and each domain's system volumes; datasets.patient-records.home.key is this one",
          fix: 'have a key made for it',
        },
      ],
    },
    {
      when: 'the backup of one dataset has the key of another',
      change: ({ records, consent }) => {
        consent.backup.key = records.home.key;
      },
      faults: [
        {
          where: 'datasets.patient-records.home.key',
          value: '"da6f0a3d-0c83-4f6b-a04f-45e547607d32"',
          rule: "a key for each copy, each backup and each domain's system volumes; datasets.consent.backup.key is this one",
          fix: 'have a key made for it',
        },
      ],
    },
    {
      when: 'a system volume has the key of a dataset',
      change: ({ primary, records }) => {
        primary.keyCustody.systemKeys.identity = records.home.key;
      },
      faults: [
        {
          where: 'sites.primary.keyCustody.systemKeys.identity',
          value: '"da6f0a3d-0c83-4f6b-a04f-45e547607d32"',
          rule: "a key for each copy, each backup and each domain's system volumes; datasets.patient-records.home.key is this one",
          fix: 'have a key made for it',
        },
      ],
    },
    {
      when: 'two domains share the key of their system volumes',
      change: ({ primary }) => {
        primary.keyCustody.systemKeys.research = primary.keyCustody.systemKeys.identity;
      },
      faults: [
        {
          where: 'sites.primary.keyCustody.systemKeys.research',
          value: '"15753157-44f4-4bdc-be8c-ae8b47b9375f"',
          rule: "a key for each copy, each backup and each domain's system volumes; sites.primary.keyCustody.systemKeys.identity is this one",
          fix: 'have a key made for it',
        },
      ],
    },
  ],
  keysOutliveRetention: [
    {
      when: 'the keys of a site live too short',
      change: ({ clinic, parts, records }) => {
        clinic.keyCustody.keysLiveUntil = '2056-11-21';
        parts.datasets = [records];
      },
      faults: [
        {
          where: 'datasets.patient-records.retention.years',
          value: '30',
          rule: 'keys outlive what they open: those at clinic live until 2056-11-21, the retention ends 2056-11-22',
          fix: 'have the keys at clinic guaranteed until 2056-11-22, or shorten the retention',
        },
      ],
    },
    {
      when: 'the keys live just long enough',
      change: ({ clinic }) => {
        clinic.keyCustody.keysLiveUntil = '2056-11-22';
      },
      faults: [],
    },
  ],
};

testCases(cases);

test('retention counts from the day the estate is judged as of', () => {
  const { parts } = new Draft();
  expect(faultsOf(parts, '2045-12-31')).toEqual([]);
  expect(faultsOf(parts, '2046-01-01').map(({ where }) => where)).toContain(
    'datasets.consent.retention.years',
  );
  expect(faultsOf(parts, asOf)).toEqual([]);
});
