import { addRelay } from '../components/relay';
import type { Workload } from '../model';
import { servicePort } from '../paths';

const workload: Workload = {
  name: 'exchange',
  title: 'Passes declared calls between domains on, unopened',
  domain: 'operations',
  datasets: [],
  exposure: 'callers',
  // What it passes on follows from what others declare (paths.ts).
  calls: [],
  ports: [servicePort],
  deploy: addRelay,
};

export default workload;
