import { addPostgresqlCluster, postgresqlPort } from '../components/postgresql-cluster';
import type { Workload } from '../model';

const workload: Workload = {
  name: 'research',
  title: 'Pseudonymised research data, in PostgreSQL',
  domain: 'research',
  datasets: ['research'],
  exposure: 'callers',
  calls: [],
  ports: [postgresqlPort],
  deploy(place) {
    addPostgresqlCluster(place, { cpu: '4', memoryGiB: 16 });
  },
};

export default workload;
