import { localUrl } from '../components/proxy';
import { addService } from '../components/service';
import { addSettings } from '../components/settings';
import type { Workload } from '../model';
import { servicePort } from '../paths';

const port = 8080;

/**
 * Takes a FHIR bundle with names and gives it back with pseudonyms. Only workloads of the identity domain hold what goes
 * in; what comes out is what the research domain may receive.
 */
const workload: Workload = {
  name: 'pseudonymisation',
  title: 'Replaces identities in FHIR resources by pseudonyms',
  domain: 'mapping',
  datasets: [],
  exposure: 'callers',
  calls: [{ to: 'pseudonyms', port: servicePort }],
  ports: [servicePort],
  deploy(place) {
    const rules = addSettings(place, 'rules', {
      'anonymization.yaml': `${JSON.stringify(rule, undefined, 2)}\n`,
    });
    addService(place, {
      port,
      containers: [
        {
          name: 'fhir-pseudonymizer',
          image: 'fhirPseudonymizer',
          environment: {
            PseudonymizationService: 'Vfps',
            Vfps__Address: localUrl(place.workload, 'pseudonyms'),
            UseSystemTextJsonFhirSerializer: 'true',
            AnonymizationEngineConfigPath: '/etc/rules/anonymization.yaml',
            DOTNET_EnableDiagnostics: '0',
          },
          ports: [port],
          needs: { cpu: '250m', memory: '512Mi' },
          mounts: [{ name: 'rules', path: '/etc/rules', from: { kind: 'settings', configMap: rules } }],
          check: { kind: 'http', path: '/ready', port },
        },
      ],
    });
  },
};

/**
 * JSON, which is YAML too. The first rule that fits counts, and the last one fits everything that identifies: a resource
 * of a kind that no rule names loses its text, its names and its contacts. Source: miracum/fhir-pseudonymizer.
 */
const rule = {
  fhirVersion: 'R4',
  fhirPathRules: [
    { path: "nodesByType('HumanName')", method: 'redact' },
    { path: "nodesByType('ContactPoint')", method: 'redact' },
    { path: "nodesByType('Narrative')", method: 'redact' },
    { path: "nodesByType('Attachment')", method: 'redact' },
    { path: "nodesByType('Annotation')", method: 'redact' },
    { path: 'Patient.photo', method: 'redact' },
    { path: 'Patient.contact', method: 'redact' },
    { path: 'Patient.identifier', method: 'redact' },
    // The first two digits of the postal code are left, as HIPAA Safe Harbor and the MII permit for large areas.
    {
      path: "nodesByType('Address').postalCode",
      method: 'generalize',
      cases: { true: '$this.substring(0,2)' },
    },
    { path: "nodesByType('Address')", method: 'redact' },
    { path: 'Patient.birthDate', method: 'generalize', cases: { true: '$this.toString().substring(0,4)' } },
    { path: 'Resource.id', method: 'pseudonymize', domain: 'research' },
    { path: "nodesByType('Reference').reference", method: 'pseudonymize', domain: 'research' },
    { path: "nodesByType('Identifier').value", method: 'pseudonymize', domain: 'research' },
  ],
  parameters: { dateShiftKey: '', dateShiftScope: 'resource', enablePartialDatesForRedact: false },
};

export default workload;
