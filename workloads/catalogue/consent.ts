import { addPostgresqlCluster, postgresqlPort } from '../components/postgresql-cluster';
import type { Workload } from '../model';

const workload: Workload = {
  name: 'consent',
  title: 'Consents and their history, in PostgreSQL',
  domain: 'identity',
  datasets: ['consent'],
  exposure: 'callers',
  calls: [],
  ports: [postgresqlPort],
  deploy(place) {
    addPostgresqlCluster(place, { cpu: '1', memoryGiB: 4 });
  },
};

export default workload;
