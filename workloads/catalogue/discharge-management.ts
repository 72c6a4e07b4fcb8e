import { localUrl } from '../components/proxy';
import { addService } from '../components/service';
import type { Workload } from '../model';
import { servicePort } from '../paths';

const port = 8080;

/**
 * Discharge letters: matchbox checks them against their profiles and translates between FHIR documents and CDA, as
 * which other hospitals and practices still send and read them. It keeps nothing. Sending them by KIM is not in it:
 * that takes a client module which gematik has admitted, and a connector that stands in the clinic.
 */
const workload: Workload = {
  name: 'discharge-management',
  title: 'Discharge letters, checked and translated between FHIR and CDA',
  domain: 'identity',
  datasets: [],
  exposure: 'callers',
  calls: [{ to: 'fhir-server', port: servicePort }],
  ports: [servicePort],
  deploy(place) {
    addService(place, {
      port,
      containers: [
        {
          name: 'matchbox',
          image: 'matchbox',
          environment: {
            SERVER_PORT: String(port),
            // Profiles come with the settings of a release; none is fetched as it starts.
            MATCHBOX_FHIR_CONTEXT_TXSERVER: 'n/a',
            FHIR_SERVER: `${localUrl(place.workload, 'fhir-server')}/fhir`,
            SPRING_DATASOURCE_URL: 'jdbc:h2:mem:matchbox',
            JAVA_TOOL_OPTIONS: '-XX:MaxRAMPercentage=70 -Djava.io.tmpdir=/tmp',
          },
          ports: [port],
          needs: { cpu: '500m', memory: '3Gi' },
          mounts: [{ name: 'tmp', path: '/tmp', from: { kind: 'scratch', size: '1Gi' } }],
          check: { kind: 'http', path: '/matchboxv3/actuator/health', port },
        },
      ],
    });
  },
};

export default workload;
