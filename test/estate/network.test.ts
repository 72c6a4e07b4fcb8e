import type * as network from '../../estate/checks/network';
import { type Case, drop, testCases } from './parts';

const cases: Record<keyof typeof network, readonly Case[]> = {
  rangesPrivate: [
    {
      when: 'the range is public',
      change: ({ clinic }) => {
        clinic.network.range = '192.0.2.0/24';
        drop(clinic, 'objectAccess');
        clinic.network.subnets = {
          identity: '192.0.2.0/27',
          mapping: '192.0.2.32/27',
          research: '192.0.2.64/27',
          operations: '192.0.2.96/27',
        };
        clinic.network.management = '192.0.2.128/27';
      },
      faults: [
        {
          where: 'sites.clinic.network.range',
          value: '"192.0.2.0/24"',
          rule: "a site's range is private: inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10",
          fix: 'take a free private range such as "10.19.0.0/16"',
        },
      ],
    },
  ],
  reservedRangeUnused: [
    {
      when: 'a site linked to the Open Telekom Cloud uses the reserved range',
      change: ({ clinic }) => {
        clinic.network.range = '100.64.0.0/16';
        drop(clinic, 'objectAccess');
        clinic.network.subnets = {
          identity: '100.64.0.0/20',
          mapping: '100.64.16.0/20',
          research: '100.64.32.0/20',
          operations: '100.64.48.0/20',
        };
        clinic.network.management = '100.64.240.0/24';
      },
      faults: [
        {
          where: 'sites.clinic.network.range',
          value: '"100.64.0.0/16"',
          rule: '100.64.0.0/10 is reserved by the Open Telekom Cloud, there and at sites linked to it',
          fix: 'take a free range such as "10.19.0.0/16"',
        },
      ],
    },
  ],
  innerRangesInside: [
    {
      when: 'a subnet is outside',
      change: ({ primary }) => {
        primary.network.subnets.research = '10.30.0.0/20';
      },
      faults: [
        {
          where: 'sites.primary.network.subnets.research',
          value: '"10.30.0.0/20"',
          rule: "inside the site's range 10.16.0.0/16",
          fix: 'take a part of 10.16.0.0/16 that is free',
        },
      ],
    },
    {
      when: 'the management range is outside',
      change: ({ primary }) => {
        primary.network.management = '10.30.0.0/24';
      },
      faults: [
        {
          where: 'sites.primary.network.management',
          value: '"10.30.0.0/24"',
          rule: "inside the site's range 10.16.0.0/16",
          fix: 'take a part of 10.16.0.0/16 that is free',
        },
      ],
    },
    {
      when: 'a subnet is wider than the range',
      change: ({ primary }) => {
        primary.network.management = '0.0.0.0/0';
      },
      faults: [
        {
          where: 'sites.primary.network.management',
          value: '"0.0.0.0/0"',
          rule: "inside the site's range 10.16.0.0/16",
          fix: 'take a part of 10.16.0.0/16 that is free',
        },
      ],
    },
  ],
  innerRangesApart: [
    {
      when: 'the object store answers among the nodes of a domain',
      change: ({ clinic }) => {
        if (clinic.objectAccess) clinic.objectAccess.range = '10.18.0.16/28';
      },
      faults: [
        {
          where: 'sites.clinic.objectAccess.range',
          value: '"10.18.0.16/28"',
          rule: 'apart from every other range within the site; overlaps sites.clinic.network.subnets.identity 10.18.0.0/20',
          fix: "take a part of the site's range that is free",
        },
      ],
    },
    {
      when: 'two subnets overlap',
      change: ({ primary }) => {
        primary.network.subnets.mapping = '10.16.8.0/21';
      },
      faults: [
        {
          where: 'sites.primary.network.subnets.mapping',
          value: '"10.16.8.0/21"',
          rule: 'apart from every other range within the site; overlaps sites.primary.network.subnets.identity 10.16.0.0/20',
          fix: "take a part of the site's range that is free",
        },
      ],
    },
    {
      when: 'the management range is in a subnet',
      change: ({ primary }) => {
        primary.network.management = '10.16.48.0/24';
      },
      faults: [
        {
          where: 'sites.primary.network.management',
          value: '"10.16.48.0/24"',
          rule: 'apart from every other range within the site; overlaps sites.primary.network.subnets.operations 10.16.48.0/20',
          fix: "take a part of the site's range that is free",
        },
      ],
    },
  ],
  objectAccessHoldsTheStore: [
    {
      when: 'the object store’s range has no room for it',
      change: ({ clinic }) => {
        if (clinic.objectAccess) clinic.objectAccess.range = '10.18.244.0/30';
      },
      faults: [
        {
          where: 'sites.clinic.objectAccess.range',
          value: '"10.18.244.0/30"',
          rule: "room for 6 addresses: the store's and 5 of the cloud's own",
          fix: 'take a wider range, such as a /28',
        },
      ],
    },
  ],
  subnetsHoldTheirNodes: [
    {
      when: 'a subnet is too small',
      change: ({ primary }) => {
        primary.network.subnets.operations = '10.16.48.0/29';
        primary.nodePools.operations.nodes = 4;
      },
      faults: [
        {
          where: 'sites.primary.network.subnets.operations',
          value: '"10.16.48.0/29"',
          rule: "room for 9 addresses: the nodes and 5 of the cloud's own",
          fix: 'take a wider subnet, such as a /20',
        },
      ],
    },
    {
      when: 'a subnet is just wide enough',
      change: ({ primary }) => {
        primary.network.subnets.operations = '10.16.48.0/29';
      },
      faults: [],
    },
  ],
  siteRangesApart: [
    {
      when: 'the range of one site holds that of another',
      change: ({ mirror }) => {
        mirror.network.range = '10.16.0.0/15';
      },
      faults: [
        {
          where: 'sites.primary.network.range',
          value: '"10.16.0.0/16"',
          rule: 'ranges of sites never overlap; this one overlaps sites.mirror.network.range 10.16.0.0/15',
          fix: 'take a range that no site uses',
        },
      ],
    },
  ],
  gatewaysApart: [
    {
      when: 'two sites have one gateway',
      change: ({ mirror }) => {
        mirror.network.gatewayAddress = '203.0.113.16';
      },
      faults: [
        {
          where: 'sites.primary.network.gatewayAddress',
          value: '"203.0.113.16"',
          rule: 'each site has a VPN gateway of its own; sites.mirror has this address',
          fix: "write the address of this site's gateway",
        },
      ],
    },
  ],
  gatewaysOutsideRanges: [
    {
      when: 'a range holds a gateway',
      change: ({ clinic }) => {
        clinic.network.range = '203.0.113.0/24';
        drop(clinic, 'objectAccess');
        clinic.network.subnets = {
          identity: '203.0.113.32/27',
          mapping: '203.0.113.64/27',
          research: '203.0.113.96/27',
          operations: '203.0.113.128/27',
        };
        clinic.network.management = '203.0.113.160/27';
      },
      faults: [
        {
          where: 'sites.mirror.network.gatewayAddress',
          value: '"203.0.113.17"',
          rule: "outside every site's range, or the tunnel would run through itself; sites.clinic holds it",
          fix: 'write the public address of the gateway',
        },
        {
          where: 'sites.primary.network.gatewayAddress',
          value: '"203.0.113.16"',
          rule: "outside every site's range, or the tunnel would run through itself; sites.clinic holds it",
          fix: 'write the public address of the gateway',
        },
        {
          where: 'sites.clinic.network.range',
          value: '"203.0.113.0/24"',
          rule: "a site's range is private: inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10",
          fix: 'take a free private range such as "10.19.0.0/16"',
        },
      ],
    },
  ],
};

testCases(cases);
