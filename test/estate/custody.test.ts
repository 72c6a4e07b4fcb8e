import type * as custody from '../../estate/checks/custody';
import { at, type Case, testCases } from './parts';

const cases: Record<keyof typeof custody, readonly Case[]> = {
  keyStoreIsFailureDomain: [
    {
      when: 'the custody names another key store',
      change: ({ clinic }) => {
        clinic.keyCustody.keyStore = 'vault.clinic';
      },
      faults: [
        {
          where: 'sites.clinic.keyCustody.keyStore',
          value: '"vault.clinic"',
          rule: 'the key store is the one in failureDomains: "barbican.clinic"',
          fix: 'write the same name at both places',
        },
      ],
    },
  ],
  credentialsListedOnce: [
    {
      when: 'a credential is listed twice',
      change: ({ clinic }) => {
        clinic.credentials.push({ name: 'clinic-workloads', rights: ['read-data'] });
      },
      faults: [
        {
          where: 'sites.clinic.credentials[4].name',
          value: '"clinic-workloads"',
          rule: 'a credential is listed once per site',
          fix: 'join its rights',
        },
      ],
    },
  ],
  custodiansListed: [
    {
      when: 'somebody unknown destroys and uses keys',
      change: ({ clinic }) => {
        clinic.keyCustody.destroyedBy.push('nobody');
        clinic.keyCustody.usedBy.push('no-one');
      },
      faults: [
        {
          where: 'sites.clinic.keyCustody.destroyedBy[2]',
          value: '"nobody"',
          rule: 'a credential of this site: clinic-pipeline, clinic-workloads, clinic-key-custodian, clinic-cloud-owner',
          fix: 'list the credential with its rights, or take the name out',
        },
        {
          where: 'sites.clinic.keyCustody.usedBy[3]',
          value: '"no-one"',
          rule: 'a credential of this site: clinic-pipeline, clinic-workloads, clinic-key-custodian, clinic-cloud-owner',
          fix: 'list the credential with its rights, or take the name out',
        },
      ],
    },
  ],
  custodiansHaveTheRight: [
    {
      when: 'a credential without the right is said to destroy keys',
      change: ({ clinic }) => {
        clinic.keyCustody.destroyedBy.push('clinic-workloads');
      },
      faults: [
        {
          where: 'sites.clinic.keyCustody.destroyedBy[2]',
          value: '"clinic-workloads"',
          rule: 'a credential with the right destroy-keys or account',
          fix: 'take the name out, or add "destroy-keys" to its rights',
        },
      ],
    },
    {
      when: 'a credential without the right is said to use keys',
      change: ({ clinic }) => {
        clinic.keyCustody.usedBy.push('clinic-pipeline');
      },
      faults: [
        {
          where: 'sites.clinic.keyCustody.usedBy[3]',
          value: '"clinic-pipeline"',
          rule: 'a credential with the right use-keys or account',
          fix: 'take the name out, or add "use-keys" to its rights',
        },
      ],
    },
  ],
  rightsOverKeysDisclosed: [
    {
      when: 'the owner of the account is kept quiet',
      change: ({ clinic }) => {
        clinic.keyCustody.destroyedBy = ['clinic-key-custodian'];
      },
      faults: [
        {
          where: 'sites.clinic.credentials[3].name',
          value: '"clinic-cloud-owner"',
          rule: 'who has the right destroy-keys or account is named in keyCustody.destroyedBy',
          fix: 'add it to keyCustody.destroyedBy',
        },
      ],
    },
    {
      when: 'a user of keys is kept quiet',
      change: ({ clinic }) => {
        clinic.keyCustody.usedBy = ['clinic-key-custodian', 'clinic-cloud-owner'];
      },
      faults: [
        {
          where: 'sites.clinic.credentials[1].name',
          value: '"clinic-workloads"',
          rule: 'who has the right use-keys or account is named in keyCustody.usedBy',
          fix: 'add it to keyCustody.usedBy',
        },
      ],
    },
  ],
  deployersDestroyNoKeys: [
    {
      when: 'the pipeline may destroy keys',
      change: ({ clinic }) => {
        at(clinic.credentials, 0).rights.push('destroy-keys');
        clinic.keyCustody.destroyedBy.push('clinic-pipeline');
      },
      faults: [
        {
          where: 'sites.clinic.credentials[0]',
          value: '"clinic-pipeline"',
          rule: 'who may deploy may not destroy keys; it may deploy at sites.clinic',
          fix: 'give the two rights to two credentials',
        },
      ],
    },
    {
      when: 'the pipeline is named as one who destroys keys',
      change: ({ clinic }) => {
        clinic.keyCustody.destroyedBy.push('clinic-pipeline');
      },
      faults: [
        {
          where: 'sites.clinic.keyCustody.destroyedBy[2]',
          value: '"clinic-pipeline"',
          rule: 'who may deploy may not destroy keys; it may deploy at sites.clinic',
          fix: 'give the two rights to two credentials',
        },
      ],
    },
    {
      when: 'the custodian of one site deploys at another',
      change: ({ primary }) => {
        primary.keyCustody.destroyedBy = ['otc-account-owner'];
        at(primary.credentials, 2).rights = ['use-keys', 'deploy'];
      },
      faults: [
        {
          where: 'sites.mirror.credentials[2]',
          value: '"otc-key-custodian"',
          rule: 'who may deploy may not destroy keys; it may deploy at sites.primary',
          fix: 'give the two rights to two credentials',
        },
      ],
    },
  ],
};

testCases(cases);
