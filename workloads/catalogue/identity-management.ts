import { databasePort } from '../components/database-client';
import { addFhirServer } from '../components/fhir';
import { addSettings } from '../components/settings';
import type { Workload } from '../model';
import { servicePort } from '../paths';

/**
 * Which records belong to one person: HAPI's master data management, on the very records that the FHIR server keeps.
 * E-PIX, which trust centres often run, keeps identities in MariaDB: nothing here would mirror them. It answers `$match`
 * and links what was submitted (`$mdm-submit`); duplicates that it is not sure of wait for a person.
 */
const workload: Workload = {
  name: 'identity-management',
  title: 'Which records belong to one person',
  domain: 'identity',
  datasets: [],
  exposure: 'callers',
  calls: [{ to: 'patient-records', port: databasePort }],
  ports: [servicePort],
  deploy(place) {
    const rules = addSettings(place, 'matching-rules', {
      'mdm-rules.json': `${JSON.stringify(matchingRules, undefined, 2)}\n`,
    });
    addFhirServer(place, {
      database: 'patient-records',
      settings: {
        'hapi.fhir.mdm_enabled': 'true',
        'hapi.fhir.mdm_rules_json_location': 'file:/etc/matching/mdm-rules.json',
      },
      mounts: [{ name: 'matching', path: '/etc/matching', from: { kind: 'settings', configMap: rules } }],
    });
  },
};

/** Source: hapifhir.io, "MDM: Rules". What alone is not enough to be sure is a possible match, never a match. */
const matchingRules = {
  version: '1',
  mdmTypes: ['Patient'],
  candidateSearchParams: [
    { resourceType: 'Patient', searchParams: ['birthdate'] },
    { resourceType: 'Patient', searchParams: ['identifier'] },
  ],
  candidateFilterSearchParams: [],
  matchFields: [
    {
      name: 'family-name',
      resourceType: 'Patient',
      resourcePath: 'name.family',
      similarity: { algorithm: 'JARO_WINKLER', matchThreshold: 0.92 },
    },
    {
      name: 'given-name',
      resourceType: 'Patient',
      resourcePath: 'name.given',
      similarity: { algorithm: 'JARO_WINKLER', matchThreshold: 0.9 },
    },
    { name: 'birthday', resourceType: 'Patient', resourcePath: 'birthDate', matcher: { algorithm: 'DATE' } },
    {
      name: 'insurance-number',
      resourceType: 'Patient',
      resourcePath: 'identifier',
      matcher: { algorithm: 'IDENTIFIER', identifierSystem: 'http://fhir.de/sid/gkv/kvid-10' },
    },
  ],
  matchResultMap: {
    'insurance-number,birthday': 'MATCH',
    'insurance-number': 'POSSIBLE_MATCH',
    'family-name,given-name,birthday': 'POSSIBLE_MATCH',
  },
  eidSystems: { Patient: 'https://lausitz.example/fhir/person' },
};

export default workload;
