import { addPostgresqlCluster, postgresqlPort } from '../components/postgresql-cluster';
import type { Workload } from '../model';

const workload: Workload = {
  name: 'patient-records',
  title: 'Patient records, in PostgreSQL',
  domain: 'identity',
  datasets: ['patient-records'],
  exposure: 'callers',
  calls: [],
  ports: [postgresqlPort],
  deploy(place) {
    addPostgresqlCluster(place, { cpu: '4', memoryGiB: 16 });
  },
};

export default workload;
