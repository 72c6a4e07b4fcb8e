import type { DataClass } from './model';

/** Data classes and the countries they may be stored in. */
export const classes: readonly DataClass[] = [
  {
    name: 'health',
    title: 'Health and social data of identifiable patients',
    permittedCountries: ['DE'],
    source:
      '§ 393 SGB V permits Germany, the EU and adequacy countries; this estate is stricter: Germany only',
  },
  {
    name: 'pseudonymised-health',
    title: 'Pseudonymised health data for research',
    permittedCountries: ['DE'],
    source: '§ 393 SGB V, GDPR Art. 4(5) and 9: still personal data; this estate is stricter: Germany only',
  },
  {
    name: 'evidence',
    title: 'Access logs and audit trails',
    permittedCountries: ['DE'],
    source:
      'EHDS Regulation 2025/327 Art. 73 and 87: the Union or an adequacy country; this estate: Germany only',
  },
  {
    name: 'staff',
    title: 'Accounts and roles of people who work with patient data',
    permittedCountries: ['DE'],
    source: 'GDPR Art. 88 and § 26 BDSG: data of employees; this estate keeps it beside what it opens',
  },
  {
    name: 'software',
    title: 'Programs and their settings, without personal data',
    permittedCountries: ['DE'],
    source: 'no law binds its place; this estate lets no site depend on another country to start',
  },
];
