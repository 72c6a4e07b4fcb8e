import type * as limits from '../../estate/checks/limits';
import type * as links from '../../estate/checks/links';
import { at, type Case, testCases } from './parts';

const cases: Record<keyof typeof limits | keyof typeof links, readonly Case[]> = {
  limitsSuffice: [
    {
      when: 'no quota suffices',
      change: ({ clinic }) => {
        clinic.limits = { instances: 8, volumes: 16, volumeGigabytes: 16_095, vpnGateways: 0 };
      },
      faults: [
        {
          where: 'sites.clinic.limits.instances',
          value: '8',
          rule: 'room for what the estate needs here: 9',
          fix: "raise the project's quota to at least 9",
        },
        {
          where: 'sites.clinic.limits.volumes',
          value: '16',
          rule: 'room for what the estate needs here: 17',
          fix: "raise the project's quota to at least 17",
        },
        {
          where: 'sites.clinic.limits.volumeGigabytes',
          value: '16095',
          rule: 'room for what the estate needs here: 16096',
          fix: "raise the project's quota to at least 16096",
        },
        {
          where: 'sites.clinic.limits.vpnGateways',
          value: '0',
          rule: 'room for what the estate needs here: 1',
          fix: "raise the project's quota to at least 1",
        },
      ],
    },
    {
      when: 'every quota just suffices',
      change: ({ primary }) => {
        primary.limits = { instances: 9, volumes: 17, volumeGigabytes: 16_096, vpnGateways: 1 };
      },
      faults: [],
    },
  ],
  otcGatewaysWithinQuota: [
    {
      when: 'more gateways than the cloud permits',
      change: ({ primary }) => {
        primary.limits.vpnGateways = 3;
      },
      faults: [
        {
          where: 'sites.primary.limits.vpnGateways',
          value: '3',
          rule: 'the Open Telekom Cloud permits 2 classic VPN gateways per tenant and region',
          fix: 'write 2 or less: one serves all links',
        },
      ],
    },
  ],
  otcVolumesOfferedSize: [
    {
      when: 'a volume is too small',
      change: ({ records }) => {
        records.sizeGiB = 9;
      },
      faults: [
        {
          where: 'datasets.patient-records.sizeGiB',
          value: '9',
          rule: 'a volume at primary has 10 to 32768 GiB',
          fix: 'write at least 10',
        },
      ],
    },
    {
      when: 'a volume is too big',
      change: ({ records, parts }) => {
        records.sizeGiB = 32_769;
        for (const site of parts.sites) site.limits.volumeGigabytes = 100_000;
      },
      faults: [
        {
          where: 'datasets.patient-records.sizeGiB',
          value: '32769',
          rule: 'a volume at primary has 10 to 32768 GiB',
          fix: 'divide the dataset',
        },
      ],
    },
  ],
  linksEndAtSites: [
    {
      when: 'a link leads to no site and one to its own',
      change: ({ clinic }) => {
        clinic.links.push({ to: 'annex', suite: 'transit-2026' }, { to: 'clinic', suite: 'transit-2026' });
      },
      faults: [
        {
          where: 'sites.clinic.links[2].to',
          value: '"annex"',
          rule: 'a site of the estate: clinic, mirror, primary',
          fix: 'correct the name, or add the site',
        },
        {
          where: 'sites.clinic.links[3].to',
          value: '"clinic"',
          rule: 'a link joins two sites',
          fix: 'name another site, or remove the link',
        },
      ],
    },
  ],
  linksDeclaredOnce: [
    {
      when: 'a link is declared at both ends',
      change: ({ primary }) => {
        primary.links.push({ to: 'clinic', suite: 'transit-2026' });
      },
      faults: [
        {
          where: 'sites.primary.links[0]',
          value: '"clinic and primary"',
          rule: 'a link is declared at one end, once; sites.clinic.links[0] declares it',
          fix: 'remove one of the two',
        },
      ],
    },
  ],
  linkSuitesKnown: [
    {
      when: 'the suite of a link is unknown',
      change: ({ mirror }) => {
        at(mirror.links, 0).suite = 'transit-2020';
      },
      faults: [
        {
          where: 'sites.mirror.links[0].suite',
          value: '"transit-2020"',
          rule: 'a suite of the estate: transit-2026',
          fix: 'correct the name, or add the suite',
        },
      ],
    },
  ],
  sharedDatasetsLinked: [
    {
      when: 'two sites that share all datasets have no link',
      change: ({ mirror }) => {
        mirror.links = [];
      },
      faults: [
        {
          where: 'links',
          value: '"mirror and primary"',
          rule: 'sites that share a dataset have a link; these share accounts, audit-log, consent, container-images, imaging, patient-records, pseudonym-mapping, research',
          fix: 'declare the link at one of mirror and primary',
        },
      ],
    },
  ],
  suitesPermitted: [
    {
      when: 'nothing of a suite is permitted',
      change: ({ parts }) => {
        Object.assign(at(parts.suites, 0), {
          ikeVersion: 'v1',
          encryption: 'aes-128',
          hash: 'sha1',
          group: 'group5',
          ikeLifetimeSeconds: 86_401,
          ipsecLifetimeSeconds: 28_801,
        });
      },
      faults: [
        {
          where: 'suites.transit-2026.ikeVersion',
          value: '"v1"',
          rule: 'one of v2 (BSI TR-02102-3 (2026-01))',
          fix: 'write one of v2',
        },
        {
          where: 'suites.transit-2026.encryption',
          value: '"aes-128"',
          rule: 'one of aes-256, aes-256-gcm-16 (BSI TR-02102-3 (2026-01))',
          fix: 'write one of aes-256, aes-256-gcm-16',
        },
        {
          where: 'suites.transit-2026.hash',
          value: '"sha1"',
          rule: 'one of sha256, sha384, sha512 (BSI TR-02102-3 (2026-01))',
          fix: 'write one of sha256, sha384, sha512',
        },
        {
          where: 'suites.transit-2026.group',
          value: '"group5"',
          rule: 'one of group15, group16, group19, group20, group21 (BSI TR-02102-3 (2026-01))',
          fix: 'write one of group15, group16, group19, group20, group21',
        },
        {
          where: 'suites.transit-2026.ikeLifetimeSeconds',
          value: '86401',
          rule: 'at most 86400 seconds (BSI TR-02102-3 (2026-01))',
          fix: 'write at most 86400 seconds',
        },
        {
          where: 'suites.transit-2026.ipsecLifetimeSeconds',
          value: '28801',
          rule: 'at most 28800 seconds (BSI TR-02102-3 (2026-01))',
          fix: 'write at most 28800 seconds',
        },
      ],
    },
  ],
};

testCases(cases);
