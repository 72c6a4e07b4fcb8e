import { databasePort } from '../components/database-client';
import { addFhirServer } from '../components/fhir';
import { requireTokens, verifiesTokens } from '../components/tokens';
import type { Workload } from '../model';
import { servicePort } from '../paths';

const workload: Workload = {
  name: 'fhir-server',
  title: 'FHIR server for the clinical systems',
  domain: 'identity',
  datasets: [],
  exposure: 'callers',
  calls: [{ to: 'patient-records', port: databasePort }, verifiesTokens],
  ports: [servicePort],
  deploy(place) {
    // Patients come through the portal, each with a token; other workloads are who their certificate says.
    const filters = [requireTokens(workload, ['patient-portal'])];
    addFhirServer(place, { database: 'patient-records', filters });
  },
};

export default workload;
