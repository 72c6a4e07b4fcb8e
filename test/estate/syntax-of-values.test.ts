import { at, type Case, testCases, wrong } from './parts';

const cases: Record<string, readonly Case[]> = {
  hosts: ['https://objects.clinic.example:8443/v1', '10.18.244.4', 'objects', 'Objects.clinic.example'].map(
    (host): Case => ({
      when: `an object store is at ${host}`,
      change: ({ clinic }) => {
        if (clinic.objectAccess) clinic.objectAccess.host = host;
      },
      faults: [
        {
          where: 'sites.clinic.objectAccess.host',
          value: `"${host}"`,
          rule: 'a name of the DNS in lower case, with a dot in it, and no address, port or scheme',
          fix: host.toLowerCase().includes('clinic')
            ? 'did you mean "objects.clinic.example"?'
            : 'write a name such as "objects.clinic.lausitz.internal"',
        },
      ],
    }),
  ),
  addresses: [
    {
      when: 'a gateway is private',
      change: ({ primary }) => {
        primary.network.gatewayAddress = '192.168.1.1';
      },
      faults: [
        {
          where: 'sites.primary.network.gatewayAddress',
          value: '"192.168.1.1"',
          rule: 'a public IPv4 address: peers reach the VPN gateway there',
          fix: 'write the address of the VPN gateway as its peers see it, such as "203.0.113.16"',
        },
      ],
    },
    {
      when: 'a gateway is a range',
      change: ({ primary }) => {
        primary.network.gatewayAddress = '203.0.113.16/32';
      },
      faults: [
        {
          where: 'sites.primary.network.gatewayAddress',
          value: '"203.0.113.16/32"',
          rule: 'a public IPv4 address: peers reach the VPN gateway there',
          fix: 'write the address of the VPN gateway as its peers see it, such as "203.0.113.16"',
        },
      ],
    },
    {
      when: 'a gateway is multicast',
      change: ({ primary }) => {
        primary.network.gatewayAddress = '224.0.0.1';
      },
      faults: [
        {
          where: 'sites.primary.network.gatewayAddress',
          value: '"224.0.0.1"',
          rule: 'a public IPv4 address: peers reach the VPN gateway there',
          fix: 'write the address of the VPN gateway as its peers see it, such as "203.0.113.16"',
        },
      ],
    },
  ],
  ids: [
    {
      when: 'a name stands for an id',
      change: ({ primary }) => {
        primary.imageId = 'ubuntu';
      },
      faults: [
        {
          where: 'sites.primary.imageId',
          value: '"ubuntu"',
          rule: 'a UUID in lower case, not the nil UUID',
          fix: 'write the id as the cloud shows it, such as "5b18a4c1-b379-4058-af51-325e90a8fbba"',
        },
      ],
    },
    {
      when: 'an id is in capitals',
      change: ({ primary }) => {
        primary.imageId = primary.imageId.toUpperCase();
      },
      faults: [
        {
          where: 'sites.primary.imageId',
          value: '"5B18A4C1-B379-4058-AF51-325E90A8FBBA"',
          rule: 'a UUID in lower case, not the nil UUID',
          fix: 'did you mean "5b18a4c1-b379-4058-af51-325e90a8fbba"?',
        },
      ],
    },
    {
      when: 'an id is nil',
      change: ({ primary }) => {
        primary.network.externalNetworkId = '00000000-0000-0000-0000-000000000000';
      },
      faults: [
        {
          where: 'sites.primary.network.externalNetworkId',
          value: '"00000000-0000-0000-0000-000000000000"',
          rule: 'a UUID in lower case, not the nil UUID',
          fix: 'write the id as the cloud shows it, such as "5b18a4c1-b379-4058-af51-325e90a8fbba"',
        },
      ],
    },
  ],
  numbers: [
    {
      when: 'numbers are negative, broken, not finite or texts',
      change: ({ records, consent, primary }) => {
        at(records.copies, 1).lagSeconds = -1;
        records.sizeGiB = 1.5;
        consent.sizeGiB = Number.NaN;
        consent.retention.years = wrong('30');
        primary.nodePools.identity.nodes = 0;
      },
      faults: [
        {
          where: 'sites.primary.nodePools.identity.nodes',
          value: '0',
          rule: 'a whole number from 1 to 1000',
          fix: 'write a number from 1 to 1000 without quotes',
        },
        {
          where: 'datasets.consent.sizeGiB',
          value: 'NaN',
          rule: 'a whole number from 1 to 1000000',
          fix: 'write a number from 1 to 1000000 without quotes',
        },
        {
          where: 'datasets.consent.retention.years',
          value: '"30"',
          rule: 'a whole number from 1 to 200',
          fix: 'write a number from 1 to 200 without quotes',
        },
        {
          where: 'datasets.patient-records.copies[1].lagSeconds',
          value: '-1',
          rule: 'a whole number from 0 to 31536000',
          fix: 'write a number from 0 to 31536000 without quotes',
        },
        {
          where: 'datasets.patient-records.sizeGiB',
          value: '1.5',
          rule: 'a whole number from 1 to 1000000',
          fix: 'write a number from 1 to 1000000 without quotes',
        },
      ],
    },
    {
      when: 'ports are out of range',
      change: ({ records, consent }) => {
        records.replication.port = 0;
        consent.replication.port = 65_536;
      },
      faults: [
        {
          where: 'datasets.consent.replication.port',
          value: '65536',
          rule: 'a whole number from 1 to 65535',
          fix: 'write a number from 1 to 65535 without quotes',
        },
        {
          where: 'datasets.patient-records.replication.port',
          value: '0',
          rule: 'a whole number from 1 to 65535',
          fix: 'write a number from 1 to 65535 without quotes',
        },
      ],
    },
  ],
  days: [
    {
      when: 'a day does not exist',
      change: ({ parts, clinic }) => {
        at(parts.assumptions, 0).reviewBy = '2027-02-29';
        clinic.keyCustody.keysLiveUntil = '31.12.2075';
      },
      faults: [
        {
          where: 'sites.clinic.keyCustody.keysLiveUntil',
          value: '"31.12.2075"',
          rule: 'a day of the calendar, YYYY-MM-DD',
          fix: 'write a day such as "2027-05-31"',
        },
        {
          where: 'assumptions.zones-in-different-buildings.reviewBy',
          value: '"2027-02-29"',
          rule: 'a day of the calendar, YYYY-MM-DD',
          fix: 'write a day such as "2027-05-31"',
        },
      ],
    },
  ],
  countries: [
    {
      when: 'a country is in lower case or spelt out',
      change: ({ primary, mirror }) => {
        primary.country = 'de';
        mirror.country = 'Germany';
      },
      faults: [
        {
          where: 'sites.mirror.country',
          value: '"Germany"',
          rule: 'a country as ISO 3166-1 alpha-2 code, upper case',
          fix: 'write a code such as "DE"',
        },
        {
          where: 'sites.primary.country',
          value: '"de"',
          rule: 'a country as ISO 3166-1 alpha-2 code, upper case',
          fix: 'did you mean "DE"?',
        },
      ],
    },
  ],
};

testCases(cases);
