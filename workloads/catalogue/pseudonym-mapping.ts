import { addPostgresqlCluster, postgresqlPort } from '../components/postgresql-cluster';
import type { Workload } from '../model';

const workload: Workload = {
  name: 'pseudonym-mapping',
  title: 'Pseudonym mapping of the trust centre, in PostgreSQL',
  domain: 'mapping',
  datasets: ['pseudonym-mapping'],
  exposure: 'callers',
  calls: [],
  ports: [postgresqlPort],
  deploy(place) {
    addPostgresqlCluster(place, { cpu: '1', memoryGiB: 4 });
  },
};

export default workload;
