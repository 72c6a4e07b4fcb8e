import { addEdge } from '../components/edge';
import { identityProvider } from '../components/tokens';
import type { Workload } from '../model';
import { publicPort, servicePort } from '../paths';

const workload: Workload = {
  name: 'edge',
  title: 'The one way in from the Internet',
  domain: 'operations',
  datasets: [],
  exposure: 'internet',
  calls: [
    { to: 'patient-portal', port: publicPort },
    { to: identityProvider, port: publicPort },
  ],
  ports: [servicePort],
  deploy: addEdge,
};

export default workload;
