import { addDatabaseClient, databasePort } from '../components/database-client';
import { addService } from '../components/service';
import type { Workload } from '../model';
import { servicePort } from '../paths';

const ports = { http: 8080, grpc: 8081 };

const workload: Workload = {
  name: 'pseudonyms',
  title: 'Makes and resolves pseudonyms, for the trust centre',
  domain: 'mapping',
  datasets: [],
  exposure: 'callers',
  calls: [{ to: 'pseudonym-mapping', port: databasePort }],
  ports: [servicePort],
  deploy(place) {
    const { npgsql, mount } = addDatabaseClient(place, 'pseudonym-mapping');
    addService(place, {
      port: ports.grpc,
      containers: [
        {
          name: 'vfps',
          image: 'pseudonyms',
          environment: {
            ConnectionStrings__PostgreSQL: npgsql,
            // The database's schema follows the release; nobody has to run a second program for it.
            ForceRunDatabaseMigrations: 'true',
            // Else it would open a socket for debuggers below /tmp, which is read only.
            DOTNET_EnableDiagnostics: '0',
          },
          ports: [ports.http, ports.grpc],
          needs: { cpu: '250m', memory: '512Mi' },
          mounts: [mount],
          check: { kind: 'http', path: '/readyz', port: ports.http },
        },
      ],
    });
  },
};

export default workload;
