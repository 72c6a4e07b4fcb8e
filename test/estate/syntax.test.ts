import { at, type Case, testCases } from './parts';

const cases: Record<string, readonly Case[]> = {
  names: [
    {
      when: 'a name has capitals and spaces',
      change: ({ parts }) => {
        at(parts.assumptions, 3).name = 'C5 Attestation';
      },
      faults: [
        {
          where: 'assumptions[3].name',
          value: '"C5 Attestation"',
          rule: 'a name: lower-case letters, digits and single dashes, a letter first, at most 63',
          fix: 'did you mean "c5-attestation"?',
        },
      ],
    },
    {
      when: 'a name is too long',
      change: ({ parts }) => {
        at(parts.assumptions, 3).name = 'a'.repeat(64);
      },
      faults: [
        {
          where: 'assumptions[3].name',
          value: '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"',
          rule: 'a name: lower-case letters, digits and single dashes, a letter first, at most 63',
          fix: 'did you mean "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"?',
        },
      ],
    },
    {
      when: 'two entries of a kind have one name',
      change: ({ parts }) => {
        parts.assumptions.splice(1, 0, structuredClone(at(parts.assumptions, 0)));
      },
      faults: [
        {
          where: 'assumptions[1].name',
          value: '"zones-in-different-buildings"',
          rule: 'names of assumptions are unique',
          fix: 'give one of the two another name',
        },
      ],
    },
    {
      when: 'a name is a property that every object has',
      change: ({ parts }) => {
        at(parts.classes, 0).name = 'constructor';
        parts.datasets = [];
      },
      faults: [
        {
          where: 'classes[0].name',
          value: '"constructor"',
          rule: 'a name: lower-case letters, digits and single dashes, a letter first, at most 63',
          fix: 'every object has "constructor" already: write another name',
        },
      ],
    },
    {
      when: 'a dataset’s name is a property that every object has',
      change: ({ parts, consent }) => {
        consent.name = 'constructor';
        parts.datasets = [consent];
      },
      faults: [
        {
          where: 'datasets[0].name',
          value: '"constructor"',
          rule: 'a name: lower-case letters, digits and single dashes, a letter first, at most 32',
          fix: 'every object has "constructor" already: write another name',
        },
      ],
    },
    {
      when: 'the name is __proto__',
      change: ({ parts }) => {
        at(parts.classes, 0).name = '__proto__';
        parts.datasets = [];
      },
      faults: [
        {
          where: 'classes[0].name',
          value: '"__proto__"',
          rule: 'a name: lower-case letters, digits and single dashes, a letter first, at most 63',
          fix: 'did you mean "proto"?',
        },
      ],
    },
  ],
  texts: [
    {
      when: 'a text is empty, has line breaks or a template',
      change: ({ parts, records, consent, primary }) => {
        records.title = ' ';
        consent.title = 'a\nb';
        primary.title = '${file("/etc/passwd")}';
        at(parts.classes, 0).title = '%{ if true }';
      },
      faults: [
        {
          where: 'sites.primary.title',
          value: '"${file(\\"/etc/passwd\\")}"',
          rule: 'text on one line, not empty, without Terraform templates',
          fix: 'write it on one line, without "${" or "%{"',
        },
        {
          where: 'datasets.consent.title',
          value: '"a\\nb"',
          rule: 'text on one line, not empty, without Terraform templates',
          fix: 'write it on one line, without "${" or "%{"',
        },
        {
          where: 'datasets.patient-records.title',
          value: '" "',
          rule: 'text on one line, not empty, without Terraform templates',
          fix: 'write it on one line, without "${" or "%{"',
        },
        {
          where: 'classes.health.title',
          value: '"%{ if true }"',
          rule: 'text on one line, not empty, without Terraform templates',
          fix: 'write it on one line, without "${" or "%{"',
        },
      ],
    },
  ],
  ranges: [
    {
      when: 'the mask is missing',
      change: ({ primary }) => {
        primary.network.management = '10.16.240.7';
      },
      faults: [
        {
          where: 'sites.primary.network.management',
          value: '"10.16.240.7"',
          rule: 'an IPv4 range in CIDR notation that starts at its first address',
          fix: 'the mask is missing: did you mean "10.16.240.7/32"?',
        },
      ],
    },
    {
      when: 'the address is not the first',
      change: ({ primary }) => {
        primary.network.management = '10.16.240.7/24';
      },
      faults: [
        {
          where: 'sites.primary.network.management',
          value: '"10.16.240.7/24"',
          rule: 'an IPv4 range in CIDR notation that starts at its first address',
          fix: 'did you mean "10.16.240.0/24"?',
        },
      ],
    },
    {
      when: 'it is octal',
      change: ({ primary }) => {
        primary.network.management = '10.16.0360.0/24';
      },
      faults: [
        {
          where: 'sites.primary.network.management',
          value: '"10.16.0360.0/24"',
          rule: 'an IPv4 range in CIDR notation that starts at its first address',
          fix: 'write a range such as "10.16.0.0/16"',
        },
      ],
    },
    {
      when: 'the mask is too long',
      change: ({ primary }) => {
        primary.network.management = '10.16.240.0/33';
      },
      faults: [
        {
          where: 'sites.primary.network.management',
          value: '"10.16.240.0/33"',
          rule: 'an IPv4 range in CIDR notation that starts at its first address',
          fix: 'write a range such as "10.16.0.0/16"',
        },
      ],
    },
    {
      when: 'it is no range',
      change: ({ primary }) => {
        primary.network.management = 'anywhere';
      },
      faults: [
        {
          where: 'sites.primary.network.management',
          value: '"anywhere"',
          rule: 'an IPv4 range in CIDR notation that starts at its first address',
          fix: 'write a range such as "10.16.0.0/16"',
        },
      ],
    },
  ],
  urls: [
    {
      when: 'the identity endpoint is not encrypted',
      change: ({ clinic }) => {
        clinic.identity.authUrl = 'http://keystone.cloud.mul-ct.example/v3';
      },
      faults: [
        {
          where: 'sites.clinic.identity.authUrl',
          value: '"http://keystone.cloud.mul-ct.example/v3"',
          rule: 'an https URL of a Keystone v3 endpoint without user, password, query or fragment',
          fix: 'did you mean "https://keystone.cloud.mul-ct.example/v3"?',
        },
      ],
    },
    {
      when: 'the identity endpoint holds a password',
      change: ({ clinic }) => {
        clinic.identity.authUrl = 'https://admin:secret@keystone.example/v3';
      },
      faults: [
        {
          where: 'sites.clinic.identity.authUrl',
          value: '"https://…@keystone.example/v3"',
          rule: 'an https URL of a Keystone v3 endpoint without user, password, query or fragment',
          fix: 'write a URL such as "https://keystone.example/v3"',
        },
      ],
    },
    {
      when: 'the identity endpoint is of version 2',
      change: ({ clinic }) => {
        clinic.identity.authUrl = 'https://keystone.example/v2.0';
      },
      faults: [
        {
          where: 'sites.clinic.identity.authUrl',
          value: '"https://keystone.example/v2.0"',
          rule: 'an https URL of a Keystone v3 endpoint without user, password, query or fragment',
          fix: 'write a URL such as "https://keystone.example/v3"',
        },
      ],
    },
  ],
};

testCases(cases);
