import { addRelay } from '../components/relay';
import type { Workload } from '../model';
import { servicePort } from '../paths';

const workload: Workload = {
  name: 'research-gateway',
  title: 'Takes calls from other domains into the research domain',
  domain: 'research',
  datasets: [],
  exposure: 'callers',
  // What it passes on follows from what others declare (paths.ts).
  calls: [],
  ports: [servicePort],
  deploy: addRelay,
};

export default workload;
