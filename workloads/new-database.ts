import { join } from 'node:path';
import type { Domain } from '../estate/model';
import type { NewEntry } from '../estate/new-entry';

/**
 * The workload that serves a new dataset from PostgreSQL, named as the dataset, without which nobody could read its
 * copies.
 * @param root the project's folder
 */
export function newDatabase(dataset: string, { domain, root }: { domain: Domain; root: string }): NewEntry {
  return { file: join(root, 'workloads', 'catalogue', `${dataset}.ts`), text: textOf(dataset, domain) };
}

function textOf(dataset: string, domain: Domain): string {
  return `import { addPostgresqlCluster, postgresqlPort } from '../components/postgresql-cluster';
import type { Workload } from '../model';

const workload: Workload = {
  name: '${dataset}',
  // What it is for people.
  title: '${dataset}, in PostgreSQL',
  domain: '${domain}',
  datasets: ['${dataset}'],
  exposure: 'callers',
  calls: [],
  ports: [postgresqlPort],
  deploy(place) {
    addPostgresqlCluster(place, { cpu: '1', memoryGiB: 4 });
  },
};

export default workload;
`;
}
