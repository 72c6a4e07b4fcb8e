import { databasePort } from '../components/database-client';
import { addFhirServer } from '../components/fhir';
import type { Workload } from '../model';
import { servicePort } from '../paths';

/**
 * Consents as FHIR resources of the profile that the Medizininformatik-Initiative agreed on (module Consent). gICS, which
 * trust centres often run, keeps its consents in MariaDB: nothing here would mirror them. What consents mean for a
 * request, whoever asks decides; this keeps them, with every version.
 */
const workload: Workload = {
  name: 'consent-management',
  title: 'Consents of patients, as FHIR resources with their history',
  domain: 'identity',
  datasets: [],
  exposure: 'callers',
  calls: [{ to: 'consent', port: databasePort }],
  ports: [servicePort],
  deploy(place) {
    addFhirServer(place, {
      database: 'consent',
      settings: {
        // Nothing but consents, whom they concern, and the forms that were signed.
        'hapi.fhir.supported_resource_types':
          'Consent,Patient,Questionnaire,QuestionnaireResponse,DocumentReference,Provenance,SearchParameter',
        'hapi.fhir.expunge_enabled': 'false',
      },
    });
  },
};

export default workload;
