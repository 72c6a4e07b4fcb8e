import type * as clouds from '../../estate/checks/clouds';
import { type Case, testCases } from './parts';

const cases: Record<keyof typeof clouds, readonly Case[]> = {
  otcRegionKnown: [
    {
      when: 'the region does not exist',
      change: ({ primary }) => {
        primary.identity.region = 'eu-fr';
        primary.failureDomains.zone = 'eu-fr/eu-de-01';
      },
      faults: [
        {
          where: 'sites.primary.identity.region',
          value: '"eu-fr"',
          rule: 'a region of the Open Telekom Cloud: eu-de, eu-nl',
          fix: 'write one of eu-de, eu-nl',
        },
      ],
    },
  ],
  otcCountryFitsRegion: [
    {
      when: 'a site in eu-de says NL',
      change: ({ primary }) => {
        primary.country = 'NL';
      },
      faults: [
        {
          where: 'sites.primary.country',
          value: '"NL"',
          rule: 'the region eu-de is in DE',
          fix: 'write "DE" or another region',
        },
        ...[
          ['accounts', 'staff'],
          ['audit-log', 'evidence'],
          ['consent', 'health'],
          ['container-images', 'software'],
          ['imaging', 'health'],
          ['patient-records', 'health'],
          ['pseudonym-mapping', 'health'],
          ['research', 'pseudonymised-health'],
        ].map(([dataset, dataClass]) => ({
          where: `datasets.${dataset}.home.site`,
          value: '"primary"',
          rule: `the class ${dataClass} permits DE; primary is in NL`,
          fix: 'name a site in a permitted country',
        })),
      ],
    },
  ],
  otcKeysInRegion: [
    {
      when: 'keys of eu-de are said to be in AT',
      change: ({ mirror, parts }) => {
        mirror.keyCustody.country = 'AT';
        for (const each of parts.classes) each.permittedCountries.push('AT');
      },
      faults: [
        {
          where: 'sites.mirror.keyCustody.country',
          value: '"AT"',
          rule: 'keys of the region eu-de are kept in DE',
          fix: 'write "DE" or another region',
        },
      ],
    },
  ],
  otcHostFitsRegion: [
    {
      when: 'the identity host is that of another region',
      change: ({ primary }) => {
        primary.identity.authUrl = 'https://iam.eu-nl.otc.t-systems.com/v3';
      },
      faults: [
        {
          where: 'sites.primary.identity.authUrl',
          value: '"https://iam.eu-nl.otc.t-systems.com/v3"',
          rule: 'the identity service of the region eu-de is at iam.eu-de.otc.t-systems.com',
          fix: 'write "https://iam.eu-de.otc.t-systems.com/v3"',
        },
      ],
    },
    {
      when: 'the identity host has a port of its own',
      change: ({ primary }) => {
        primary.identity.authUrl = 'https://iam.eu-de.otc.t-systems.com:8443/v3';
      },
      faults: [
        {
          where: 'sites.primary.identity.authUrl',
          value: '"https://iam.eu-de.otc.t-systems.com:8443/v3"',
          rule: 'the identity service of the region eu-de is at iam.eu-de.otc.t-systems.com',
          fix: 'write "https://iam.eu-de.otc.t-systems.com/v3"',
        },
      ],
    },
  ],
  otcZoneInRegion: [
    {
      when: 'the zone is of another region',
      change: ({ primary }) => {
        primary.availabilityZone = 'eu-nl-01';
        primary.failureDomains.zone = 'eu-de/eu-nl-01';
      },
      faults: [
        {
          where: 'sites.primary.availabilityZone',
          value: '"eu-nl-01"',
          rule: 'a zone of the region eu-de: eu-de-01, eu-de-02, eu-de-03',
          fix: 'write one of eu-de-01, eu-de-02, eu-de-03',
        },
      ],
    },
  ],
  otcProjectInRegion: [
    {
      when: 'the project does not start with the region',
      change: ({ primary }) => {
        primary.identity.project = 'lausitz-primary';
      },
      faults: [
        {
          where: 'sites.primary.identity.project',
          value: '"lausitz-primary"',
          rule: 'a project of the region: "eu-de" or "eu-de_…", else its catalogue has no endpoints',
          fix: 'did you mean "eu-de_lausitz-primary"?',
        },
      ],
    },
    {
      when: 'the project starts with a longer name',
      change: ({ primary }) => {
        primary.identity.project = 'eu-de2_lausitz';
      },
      faults: [
        {
          where: 'sites.primary.identity.project',
          value: '"eu-de2_lausitz"',
          rule: 'a project of the region: "eu-de" or "eu-de_…", else its catalogue has no endpoints',
          fix: 'did you mean "eu-de_eu-de2_lausitz"?',
        },
      ],
    },
    {
      when: 'the project is the region itself',
      change: ({ primary }) => {
        primary.identity.project = 'eu-de';
      },
      faults: [],
    },
  ],
  otcDomainForm: [
    {
      when: 'the domain has no number',
      change: ({ primary, mirror }) => {
        for (const site of [primary, mirror]) site.identity.domain = 'OTC-EU-DE';
      },
      faults: [
        {
          where: 'sites.mirror.identity.domain',
          value: '"OTC-EU-DE"',
          rule: 'a domain of the Open Telekom Cloud: OTC-EU-DE-<number>',
          fix: 'write the domain name that the console shows under "My Credentials"',
        },
        {
          where: 'sites.primary.identity.domain',
          value: '"OTC-EU-DE"',
          rule: 'a domain of the Open Telekom Cloud: OTC-EU-DE-<number>',
          fix: 'write the domain name that the console shows under "My Credentials"',
        },
      ],
    },
  ],
  otcVolumeTypeOffered: [
    {
      when: 'the volume type is at the end of its sale',
      change: ({ primary }) => {
        primary.cloud.volumeType = 'SATA';
      },
      faults: [
        {
          where: 'sites.primary.cloud.volumeType',
          value: '"SATA"',
          rule: 'a volume type of the cloud: SSD, SAS, GPSSD, ESSD',
          fix: 'write one of SSD, SAS, GPSSD, ESSD',
        },
      ],
    },
  ],
  volumeTypeEncrypted: [
    {
      when: 'the operator does not vouch for the type',
      change: ({ luks }) => {
        luks.encryptedVolumeTypes = ['luks-2'];
      },
      faults: [
        {
          where: 'sites.clinic.cloud.volumeType',
          value: '"luks"',
          rule: 'one of encryptedVolumeTypes: the operator vouches for its encryption',
          fix: 'name an encrypted type, or list this one when the operator has set up its encryption',
        },
      ],
    },
  ],
  projectsApart: [
    {
      when: 'two sites are in one project',
      change: ({ mirror }) => {
        mirror.identity.project = 'eu-de_lausitz-primary';
      },
      faults: [
        {
          where: 'sites.primary.identity.project',
          value: '"eu-de_lausitz-primary"',
          rule: 'each site has a project of its own; sites.mirror has this one',
          fix: 'make a project for this site',
        },
      ],
    },
  ],
};

testCases(cases);
