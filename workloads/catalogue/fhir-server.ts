import { addServer } from '../components/server';
import type { Workload } from '../model';

const port = 8443;

const workload: Workload = {
  name: 'fhir-server',
  title: 'FHIR server for the clinical systems',
  domain: 'identity',
  datasets: [],
  exposure: 'callers',
  calls: [],
  ports: [port],
  deploy(place) {
    addServer(place, {
      component: 'fhir-server',
      ports: [port],
      containers: [
        {
          name: 'hapi',
          image: 'fhir',
          ports: [port],
          needs: { cpu: '500m', memory: '2Gi' },
          mounts: [{ name: 'tmp', path: '/tmp', from: { kind: 'scratch', size: '1Gi' } }],
          check: { kind: 'https', path: '/actuator/health/readiness', port },
        },
      ],
    });
  },
};

export default workload;
