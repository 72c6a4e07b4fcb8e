import { addPostgresqlCluster, postgresqlPort } from '../components/postgresql-cluster';
import type { Workload } from '../model';

const workload: Workload = {
  name: 'accounts',
  title: 'Accounts and roles of staff, in PostgreSQL',
  domain: 'operations',
  datasets: ['accounts'],
  exposure: 'callers',
  calls: [],
  ports: [postgresqlPort],
  deploy(place) {
    addPostgresqlCluster(place, { cpu: '500m', memoryGiB: 2 });
  },
};

export default workload;
