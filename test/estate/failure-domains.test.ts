import type * as assumptions from '../../estate/checks/assumptions';
import type * as failureDomains from '../../estate/checks/failure-domains';
import { at, type Case, testCases } from './parts';

const cases: Record<keyof typeof failureDomains | keyof typeof assumptions, readonly Case[]> = {
  sameCauseSameFate: [
    {
      when: 'one building is said to be in two towns',
      change: ({ mirror }) => {
        mirror.failureDomains.building = 'biere';
      },
      faults: [
        {
          where: 'sites.primary.failureDomains.town',
          value: '"Biere"',
          rule: 'the same building means the same town; sites.mirror has "Magdeburg"',
          fix: 'write "Magdeburg" at both, or correct what they share',
        },
      ],
    },
    {
      when: 'one region is said to have two control planes',
      change: ({ mirror }) => {
        mirror.failureDomains.controlPlane = 'eu-de-2';
      },
      faults: [
        {
          where: 'sites.primary.failureDomains.controlPlane',
          value: '"eu-de"',
          rule: 'the same identity endpoint and region means the same controlPlane; sites.mirror has "eu-de-2"',
          fix: 'write "eu-de-2" at both, or correct what they share',
        },
      ],
    },
    {
      when: 'one endpoint is said to be two identity providers',
      change: ({ mirror }) => {
        mirror.failureDomains.identityProvider = 'iam.mirror';
      },
      faults: [
        {
          where: 'sites.primary.failureDomains.identityProvider',
          value: '"iam.eu-de"',
          rule: 'the same identity endpoint means the same identityProvider; sites.mirror has "iam.mirror"',
          fix: 'write "iam.mirror" at both, or correct what they share',
        },
      ],
    },
    {
      when: 'one domain is said to be two accounts',
      change: ({ mirror }) => {
        mirror.failureDomains.account = 'another';
      },
      faults: [
        {
          where: 'sites.primary.failureDomains.account',
          value: '"OTC-EU-DE-00000000001000000001"',
          rule: 'the same identity endpoint and domain means the same account; sites.mirror has "another"',
          fix: 'write "another" at both, or correct what they share',
        },
      ],
    },
    {
      when: 'one region is said to have two key stores',
      change: ({ mirror }) => {
        mirror.failureDomains.keyStore = 'kms.mirror';
        mirror.keyCustody.keyStore = 'kms.mirror';
      },
      faults: [
        {
          where: 'sites.primary.failureDomains.keyStore',
          value: '"kms.eu-de"',
          rule: 'the same region of the Open Telekom Cloud means the same keyStore; sites.mirror has "kms.mirror"',
          fix: 'write "kms.mirror" at both, or correct what they share',
        },
      ],
    },
    {
      when: 'one zone is said to have two control planes',
      change: ({ clinic, primary }) => {
        clinic.identity.region = 'eu-de';
        clinic.availabilityZone = 'eu-de-01';
        clinic.failureDomains.zone = primary.failureDomains.zone;
      },
      faults: [
        {
          where: 'sites.primary.failureDomains.controlPlane',
          value: '"eu-de"',
          rule: 'the same zone means the same controlPlane; sites.clinic has "clinic-openstack"',
          fix: 'write "clinic-openstack" at both, or correct what they share',
        },
      ],
    },
  ],
  zoneQualified: [
    {
      when: 'the zone goes without its region',
      change: ({ clinic }) => {
        clinic.failureDomains.zone = 'nova';
      },
      faults: [
        {
          where: 'sites.clinic.failureDomains.zone',
          value: '"nova"',
          rule: 'identity.region, a slash, availabilityZone',
          fix: 'write "cottbus/nova"',
        },
      ],
    },
  ],
  assumptionsConcernSites: [
    {
      when: 'an assumption concerns a site that is not there',
      change: ({ parts }) => {
        at(parts.assumptions, 0).concerns.sites.push('annex');
      },
      faults: [
        {
          where: 'assumptions.zones-in-different-buildings.concerns.sites[2]',
          value: '"annex"',
          rule: 'a site of the estate: clinic, mirror, primary',
          fix: 'correct the name, or take it out',
        },
      ],
    },
  ],
};

testCases(cases);
