import type * as residency from '../../estate/checks/residency';
import { type Case, testCases } from './parts';

const cases: Record<keyof typeof residency, readonly Case[]> = {
  countriesPermitted: [
    {
      when: 'a clinic abroad',
      change: ({ clinic, parts, records }) => {
        clinic.country = 'PL';
        parts.datasets = [records];
      },
      faults: [
        {
          where: 'datasets.patient-records.copies[1].site',
          value: '"clinic"',
          rule: 'the class health permits DE; clinic is in PL',
          fix: 'name a site in a permitted country',
        },
        {
          where: 'datasets.patient-records.backup.site',
          value: '"clinic"',
          rule: 'the class health permits DE; clinic is in PL',
          fix: 'name a site in a permitted country',
        },
      ],
    },
    {
      when: 'keys abroad',
      change: ({ clinic, parts, records }) => {
        clinic.keyCustody.country = 'US';
        parts.datasets = [records];
      },
      faults: [
        {
          where: 'datasets.patient-records.copies[1].key',
          value: '"clinic"',
          rule: 'the class health permits DE; the keys of clinic are kept in US',
          fix: 'name a site whose keys are kept in a permitted country',
        },
        {
          where: 'datasets.patient-records.backup.key',
          value: '"clinic"',
          rule: 'the class health permits DE; the keys of clinic are kept in US',
          fix: 'name a site whose keys are kept in a permitted country',
        },
      ],
    },
  ],
};

testCases(cases);
