import { at, type Case, drop, testCases, wrong } from './parts';

const cases: Record<string, readonly Case[]> = {
  choices: [
    {
      when: 'a value is none of those listed',
      change: ({ clinic, records, parts }) => {
        clinic.role = wrong('hospital');
        at(clinic.credentials, 0).rights = wrong(['deploy', 'root']);
        records.withstands = wrong(['fire', 'site', 'site']);
        at(parts.assumptions, 0).concerns.losses = wrong(['war']);
      },
      faults: [
        {
          where: 'sites.clinic.role',
          value: '"hospital"',
          rule: 'one of primary, mirror, clinic',
          fix: 'write one of primary, mirror, clinic',
        },
        {
          where: 'sites.clinic.credentials[0].rights[1]',
          value: '"root"',
          rule: 'one of deploy, destroy-data, read-data, use-keys, destroy-keys, account',
          fix: 'write one of deploy, destroy-data, read-data, use-keys, destroy-keys, account',
        },
        {
          where: 'datasets.patient-records.withstands[0]',
          value: '"fire"',
          rule: 'one of site, zone, building, town, control-plane, identity-provider, key-store, account, key, credential',
          fix: 'write one of site, zone, building, town, control-plane, identity-provider, key-store, account, key, credential',
        },
        {
          where: 'datasets.patient-records.withstands[2]',
          value: '"site"',
          rule: 'losses, each named once',
          fix: 'take out the repetition',
        },
        {
          where: 'assumptions.zones-in-different-buildings.concerns.losses[0]',
          value: '"war"',
          rule: 'one of site, zone, building, town, control-plane, identity-provider, key-store, account, key, credential',
          fix: 'write one of site, zone, building, town, control-plane, identity-provider, key-store, account, key, credential',
        },
      ],
    },
    {
      when: 'the kind of cloud is unknown',
      change: ({ clinic }) => {
        clinic.cloud = wrong({ kind: 'aws' });
      },
      faults: [
        {
          where: 'sites.clinic.cloud.kind',
          value: '"aws"',
          rule: 'one of open-telekom-cloud, openstack',
          fix: 'write one of open-telekom-cloud, openstack',
        },
      ],
    },
  ],
  fields: [
    {
      when: 'a field is missing',
      change: ({ clinic, records }) => {
        drop(clinic.failureDomains, 'town');
        drop(records, 'retention');
      },
      faults: [
        {
          where: 'sites.clinic.failureDomains.town',
          value: 'missing',
          rule: 'text on one line, not empty, without Terraform templates',
          fix: 'write it on one line, without "${" or "%{"',
        },
        {
          where: 'datasets.patient-records.retention',
          value: 'missing',
          rule: 'a retention: an object',
          fix: 'write an object with the fields years, erasure',
        },
      ],
    },
    {
      when: 'a list is empty',
      change: ({ clinic, records }) => {
        clinic.keyCustody.destroyedBy = [];
        records.withstands = [];
      },
      faults: [
        {
          where: 'sites.clinic.keyCustody.destroyedBy',
          value: '[]',
          rule: 'at least 1 of credentials that may destroy keys',
          fix: 'list credentials that may destroy keys',
        },
        {
          where: 'datasets.patient-records.withstands',
          value: '[]',
          rule: 'at least 1 of losses',
          fix: 'list losses',
        },
        {
          where: 'sites.clinic.credentials[2].name',
          value: '"clinic-key-custodian"',
          rule: 'who has the right destroy-keys or account is named in keyCustody.destroyedBy',
          fix: 'add it to keyCustody.destroyedBy',
        },
        {
          where: 'sites.clinic.credentials[3].name',
          value: '"clinic-cloud-owner"',
          rule: 'who has the right destroy-keys or account is named in keyCustody.destroyedBy',
          fix: 'add it to keyCustody.destroyedBy',
        },
      ],
    },
    {
      when: 'an optional field is misspelt',
      change: ({ parts }) => {
        Object.assign(at(parts.assumptions, 0).concerns, { loses: ['town'] });
      },
      faults: [
        {
          where: 'assumptions.zones-in-different-buildings.concerns',
          value: '"loses"',
          rule: 'only the fields of concerns: sites, losses, apart',
          fix: 'correct or remove the field',
        },
      ],
    },
    {
      when: 'a pool has no entry for a domain',
      change: ({ clinic }) => {
        drop(clinic.nodePools, 'mapping');
      },
      faults: [
        {
          where: 'sites.clinic.nodePools.mapping',
          value: 'missing',
          rule: 'a node pool: an object',
          fix: 'write an object with the fields nodes',
        },
      ],
    },
  ],
};

testCases(cases);
