import type * as datasets from '../../estate/checks/datasets';
import { at, type Case, testCases } from './parts';

const cases: Record<keyof typeof datasets, readonly Case[]> = {
  classesKnown: [
    {
      when: 'the class is unknown',
      change: ({ records }) => {
        records.dataClass = 'public';
      },
      faults: [
        {
          where: 'datasets.patient-records.dataClass',
          value: '"public"',
          rule: 'a class of the estate: health, pseudonymised-health, evidence, staff, software',
          fix: 'correct the name, or add the class',
        },
      ],
    },
  ],
  placesKnown: [
    {
      when: 'home, copy and backup are nowhere',
      change: ({ records }) => {
        records.home.site = 'annex';
        at(records.copies, 0).site = 'constructor';
        records.backup.site = 'tape';
      },
      faults: [
        {
          where: 'datasets.patient-records.copies[0].site',
          value: '"constructor"',
          rule: 'a name: lower-case letters, digits and single dashes, a letter first, at most 63',
          fix: 'every object has "constructor" already: write another name',
        },
        {
          where: 'datasets.patient-records.home.site',
          value: '"annex"',
          rule: 'a site of the estate: clinic, mirror, primary',
          fix: 'correct the name, or add the site',
        },
        {
          where: 'datasets.patient-records.backup.site',
          value: '"tape"',
          rule: 'a site of the estate: clinic, mirror, primary',
          fix: 'correct the name, or add the site',
        },
      ],
    },
  ],
  homeNotAmongCopies: [
    {
      when: 'a copy is at home',
      change: ({ records }) => {
        records.copies.push({
          ...at(records.copies, 1),
          site: 'primary',
          key: '3b241101-e2bb-4255-8caf-4136c566a962',
        });
      },
      faults: [
        {
          where: 'datasets.patient-records.copies[2].site',
          value: '"primary"',
          rule: 'a copy is at another site than the home',
          fix: 'name another site, or remove the copy',
        },
      ],
    },
  ],
  oneCopyPerSite: [
    {
      when: 'two copies are at one site',
      change: ({ records }) => {
        records.copies.push({ ...at(records.copies, 1), key: '3b241101-e2bb-4255-8caf-4136c566a962' });
      },
      faults: [
        {
          where: 'datasets.patient-records.copies[2].site',
          value: '"clinic"',
          rule: 'one copy per site; copies[1] is there too',
          fix: 'name another site, or remove the copy',
        },
      ],
    },
  ],
  lagFitsMode: [
    {
      when: 'an asynchronous copy promises zero lag',
      change: ({ records }) => {
        at(records.copies, 1).lagSeconds = 0;
      },
      faults: [
        {
          where: 'datasets.patient-records.copies[1].lagSeconds',
          value: '0',
          rule: 'an asynchronous copy lags: more than 0 seconds',
          fix: 'write the greatest lag it may have, in seconds',
        },
      ],
    },
    {
      when: 'a synchronous copy lags',
      change: ({ records }) => {
        at(records.copies, 0).lagSeconds = 5;
      },
      faults: [
        {
          where: 'datasets.patient-records.copies[0].lagSeconds',
          value: '5',
          rule: 'a synchronous copy never lags: 0',
          fix: 'write 0, or make the copy asynchronous',
        },
      ],
    },
  ],
  portsApart: [
    {
      when: 'two datasets of a domain share a port',
      change: ({ consent }) => {
        consent.replication.port = 5432;
      },
      faults: [
        {
          where: 'datasets.patient-records.replication.port',
          value: '5432',
          rule: 'a port for each dataset of a domain; datasets.consent has this one in identity',
          fix: 'take a port that no dataset of the domain uses',
        },
      ],
    },
    {
      when: 'two datasets of different domains share a port',
      change: ({ parts, records }) => {
        for (const each of parts.datasets)
          if (['research', 'audit-log'].includes(each.name)) each.replication.port = records.replication.port;
      },
      faults: [],
    },
  ],
  promiseKept: [
    {
      when: 'no copy is in the clinic',
      change: ({ records }) => {
        records.copies = records.copies.slice(0, 1);
        records.outOfReach = 'primary';
        records.withstands = ['site'];
      },
      faults: [
        {
          where: 'datasets.patient-records.copies',
          value: '["primary", "mirror"]',
          rule: 'held in a data centre, mirrored in a second and held in the clinic: no copy is at a clinic site',
          fix: 'add a copy at a clinic site',
        },
        {
          where: 'datasets.patient-records.outOfReach',
          value: '"primary"',
          rule: 'no credential reaches this copy and another one; otc-account-owner, otc-key-custodian can reach mirror too',
          fix: 'give primary credentials and an account of its own, or name another copy',
        },
      ],
    },
    {
      when: 'there is no copy at all',
      change: ({ records }) => {
        records.copies = [];
        records.outOfReach = 'primary';
        records.withstands = ['site'];
      },
      faults: [
        {
          where: 'datasets.patient-records.copies',
          value: '["primary"]',
          rule: 'held in a data centre, mirrored in a second and held in the clinic: no copy is at a mirror site',
          fix: 'add a copy at a mirror site',
        },
        {
          where: 'datasets.patient-records.copies',
          value: '["primary"]',
          rule: 'held in a data centre, mirrored in a second and held in the clinic: no copy is at a clinic site',
          fix: 'add a copy at a clinic site',
        },
        {
          where: 'datasets.patient-records.withstands[0]',
          value: '"site"',
          rule: 'a copy is left after the loss of any one site; all are lost with "primary"',
          fix: 'add a copy that does not depend on "primary", or do not promise to withstand it',
        },
      ],
    },
  ],
  backupElsewhere: [
    {
      when: 'the backup is at home',
      change: ({ records, primary }) => {
        records.backup.site = 'primary';
        primary.capabilities.objects = true;
      },
      faults: [
        {
          where: 'datasets.patient-records.backup.site',
          value: '"primary"',
          rule: 'a backup is at another site than the home',
          fix: 'name another site',
        },
      ],
    },
  ],
  backupHasObjectStore: [
    {
      when: 'the backup is at a site without objects',
      change: ({ records }) => {
        records.backup.site = 'mirror';
      },
      faults: [
        {
          where: 'datasets.patient-records.backup.site',
          value: '"mirror"',
          rule: 'a site with versioned objects (capabilities.objects)',
          fix: 'name one of clinic; the Open Telekom Cloud has no Swift, and its object storage (OBS) is outside this estate: an operator has to supply it',
        },
      ],
    },
  ],
};

testCases(cases);
