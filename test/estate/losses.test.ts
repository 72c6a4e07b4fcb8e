import type * as losses from '../../estate/checks/losses';
import { type Case, testCases } from './parts';

const cases: Record<keyof typeof losses, readonly Case[]> = {
  lossesWithstood: [
    {
      when: 'all copies are in one town',
      change: ({ mirror, clinic, parts, records }) => {
        for (const site of [mirror, clinic]) site.failureDomains.town = 'Biere';
        parts.datasets = [records];
      },
      faults: [
        {
          where: 'datasets.patient-records.withstands[3]',
          value: '"town"',
          rule: 'a copy is left after the loss of any one town; all are lost with "Biere"',
          fix: 'add a copy that does not depend on "Biere", or do not promise to withstand it',
        },
      ],
    },
    {
      when: 'all copies depend on one of everything',
      change: ({ clinic, primary, mirror, parts, records }) => {
        mirror.failureDomains.building = 'biere';
        mirror.failureDomains.town = 'Biere';
        clinic.failureDomains = { ...primary.failureDomains, zone: clinic.failureDomains.zone };
        clinic.keyCustody.keyStore = 'kms.eu-de';
        parts.datasets = [records];
      },
      faults: [
        {
          where: 'datasets.patient-records.withstands[2]',
          value: '"building"',
          rule: 'a copy is left after the loss of any one building; all are lost with "biere"',
          fix: 'add a copy that does not depend on "biere", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.withstands[3]',
          value: '"town"',
          rule: 'a copy is left after the loss of any one town; all are lost with "Biere"',
          fix: 'add a copy that does not depend on "Biere", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.withstands[4]',
          value: '"control-plane"',
          rule: 'a copy is left after the loss of any one control-plane; all are lost with "eu-de"',
          fix: 'add a copy that does not depend on "eu-de", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.withstands[5]',
          value: '"identity-provider"',
          rule: 'a copy is left after the loss of any one identity-provider; all are lost with "iam.eu-de"',
          fix: 'add a copy that does not depend on "iam.eu-de", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.withstands[6]',
          value: '"key-store"',
          rule: 'a copy is left after the loss of any one key-store; all are lost with "kms.eu-de"',
          fix: 'add a copy that does not depend on "kms.eu-de", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.withstands[7]',
          value: '"account"',
          rule: 'a copy is left after the loss of any one account; all are lost with "OTC-EU-DE-00000000001000000001"',
          fix: 'add a copy that does not depend on "OTC-EU-DE-00000000001000000001", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.withstands[9]',
          value: '"credential"',
          rule: 'a copy is left after the loss of any one credential; all are lost with "clinic-cloud-owner"',
          fix: 'add a copy that does not depend on "clinic-cloud-owner", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.withstands[9]',
          value: '"credential"',
          rule: 'a copy is left after the loss of any one credential; all are lost with "clinic-key-custodian"',
          fix: 'add a copy that does not depend on "clinic-key-custodian", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.withstands[9]',
          value: '"credential"',
          rule: 'a copy is left after the loss of any one credential; all are lost with "otc-account-owner"',
          fix: 'add a copy that does not depend on "otc-account-owner", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.withstands[9]',
          value: '"credential"',
          rule: 'a copy is left after the loss of any one credential; all are lost with "otc-key-custodian"',
          fix: 'add a copy that does not depend on "otc-key-custodian", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.outOfReach',
          value: '"clinic"',
          rule: 'no credential reaches this copy and another one; clinic-cloud-owner, clinic-key-custodian, otc-account-owner, otc-key-custodian can reach mirror too',
          fix: 'give clinic credentials and an account of its own, or name another copy',
        },
        {
          where: 'datasets.patient-records.outOfReach',
          value: '"clinic"',
          rule: 'no credential reaches this copy and another one; clinic-cloud-owner, clinic-key-custodian, otc-account-owner, otc-key-custodian can reach primary too',
          fix: 'give clinic credentials and an account of its own, or name another copy',
        },
      ],
    },
    {
      when: 'there is only the home',
      change: ({ records }) => {
        records.copies = [];
        records.outOfReach = 'primary';
        records.withstands = ['site', 'zone', 'key', 'credential'];
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
        {
          where: 'datasets.patient-records.withstands[1]',
          value: '"zone"',
          rule: 'a copy is left after the loss of any one zone; all are lost with "eu-de/eu-de-01"',
          fix: 'add a copy that does not depend on "eu-de/eu-de-01", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.withstands[2]',
          value: '"key"',
          rule: 'a copy is left after the loss of any one key; all are lost with "da6f0a3d-0c83-4f6b-a04f-45e547607d32"',
          fix: 'add a copy that does not depend on "da6f0a3d-0c83-4f6b-a04f-45e547607d32", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.withstands[3]',
          value: '"credential"',
          rule: 'a copy is left after the loss of any one credential; all are lost with "otc-account-owner"',
          fix: 'add a copy that does not depend on "otc-account-owner", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.withstands[3]',
          value: '"credential"',
          rule: 'a copy is left after the loss of any one credential; all are lost with "otc-key-custodian"',
          fix: 'add a copy that does not depend on "otc-key-custodian", or do not promise to withstand it',
        },
        {
          where: 'datasets.patient-records.withstands[3]',
          value: '"credential"',
          rule: 'a copy is left after the loss of any one credential; all are lost with "primary-pipeline"',
          fix: 'add a copy that does not depend on "primary-pipeline", or do not promise to withstand it',
        },
      ],
    },
    {
      when: 'a loss that is not promised happens',
      change: ({ mirror, clinic, parts }) => {
        for (const site of [mirror, clinic]) site.failureDomains.town = 'Biere';
        for (const each of parts.datasets) each.withstands = ['site'];
      },
      faults: [],
    },
  ],
  outOfReachIsPlacement: [
    {
      when: 'the site out of reach has no copy',
      change: ({ records }) => {
        records.outOfReach = 'annex';
      },
      faults: [
        {
          where: 'datasets.patient-records.outOfReach',
          value: '"annex"',
          rule: 'the site of the home or of a copy: primary, mirror, clinic',
          fix: 'name one of primary, mirror, clinic',
        },
      ],
    },
  ],
  outOfReachIsOutOfReach: [
    {
      when: 'the account owner reaches all copies in the cloud',
      change: ({ records }) => {
        records.outOfReach = 'mirror';
      },
      faults: [
        {
          where: 'datasets.patient-records.outOfReach',
          value: '"mirror"',
          rule: 'no credential reaches this copy and another one; otc-account-owner, otc-key-custodian can reach primary too',
          fix: 'give mirror credentials and an account of its own, or name another copy',
        },
      ],
    },
    {
      when: 'the pipeline of the primary site deploys in the clinic',
      change: ({ clinic, parts, records }) => {
        clinic.credentials.push({ name: 'primary-pipeline', rights: ['deploy'] });
        parts.datasets = [records];
      },
      faults: [
        {
          where: 'datasets.patient-records.outOfReach',
          value: '"clinic"',
          rule: 'no credential reaches this copy and another one; primary-pipeline can reach primary too',
          fix: 'give clinic credentials and an account of its own, or name another copy',
        },
      ],
    },
    {
      when: 'a credential only reads in the clinic',
      change: ({ clinic }) => {
        clinic.credentials.push({ name: 'primary-pipeline', rights: ['read-data'] });
      },
      faults: [],
    },
    {
      when: 'the sites are in one account',
      change: ({ clinic, parts, records }) => {
        clinic.failureDomains.account = 'OTC-EU-DE-00000000001000000001';
        records.withstands = ['site'];
        parts.datasets = [records];
      },
      faults: [
        {
          where: 'datasets.patient-records.outOfReach',
          value: '"clinic"',
          rule: 'no credential reaches this copy and another one; clinic-cloud-owner, otc-account-owner can reach mirror too',
          fix: 'give clinic credentials and an account of its own, or name another copy',
        },
        {
          where: 'datasets.patient-records.outOfReach',
          value: '"clinic"',
          rule: 'no credential reaches this copy and another one; clinic-cloud-owner, otc-account-owner can reach primary too',
          fix: 'give clinic credentials and an account of its own, or name another copy',
        },
      ],
    },
  ],
};

testCases(cases);
