import { databasePort } from '../components/database-client';
import { addFhirServer } from '../components/fhir';
import { requireTokens, verifiesTokens } from '../components/tokens';
import type { Workload } from '../model';
import { servicePort } from '../paths';

/**
 * Pseudonymised data for researchers, and nothing that leads back. Blaze, which many research sites run, keeps it in
 * files of its own that nothing here would mirror; this one keeps it in the PostgreSQL that is.
 */
const workload: Workload = {
  name: 'research-zone',
  title: 'FHIR server of pseudonymised data for research',
  domain: 'research',
  datasets: [],
  exposure: 'callers',
  calls: [{ to: 'research', port: databasePort }, verifiesTokens],
  ports: [servicePort],
  deploy(place) {
    addFhirServer(place, { database: 'research', filters: [requireTokens(workload)] });
  },
};

export default workload;
