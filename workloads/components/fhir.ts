import type { Place } from '../model';
import { addDatabaseClient } from './database-client';
import type { Json } from './envoy';
import type { Mount } from './pod';
import { addService } from './service';

export interface FhirServer {
  /** The workload whose PostgreSQL keeps what it stores. */
  readonly database: string;
  /** @default nothing */
  readonly filters?: readonly Json[];
  /** Settings of HAPI beyond those that every server of ours has. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What those settings name. @default nothing */
  readonly mounts?: readonly Mount[];
}

const port = 8080;

/**
 * A HAPI FHIR server on a database of its own. At a site whose copy of the database only follows, it waits: it starts
 * anew until the copy is promoted, and then needs nothing and nobody.
 * Source of the settings: hapifhir/hapi-fhir-jpaserver-starter, `application.yaml`.
 */
export function addFhirServer(
  place: Place,
  { database, filters, settings = {}, mounts = [] }: FhirServer,
): void {
  const { jdbcUrl, name, mount } = addDatabaseClient(place, database);
  addService(place, {
    port,
    ...(filters ? { filters } : {}),
    containers: [
      {
        name: 'hapi',
        image: 'fhir',
        environment: {
          SPRING_DATASOURCE_URL: jdbcUrl,
          SPRING_DATASOURCE_USERNAME: name,
          SPRING_DATASOURCE_DRIVERCLASSNAME: 'org.postgresql.Driver',
          SPRING_JPA_PROPERTIES_HIBERNATE_DIALECT: 'ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect',
          'hapi.fhir.fhir_version': 'R4',
          // No search by free text: its index would be a copy of patient data on a disk of no dataset.
          'spring.jpa.properties.hibernate.search.enabled': 'false',
          'hapi.fhir.allow_external_references': 'false',
          // Errors name what failed, not what was asked for.
          'logging.level.root': 'WARN',
          JAVA_TOOL_OPTIONS: '-XX:MaxRAMPercentage=70 -Djava.io.tmpdir=/tmp',
          ...settings,
        },
        ports: [port],
        needs: { cpu: '500m', memory: '2Gi' },
        mounts: [{ name: 'tmp', path: '/tmp', from: { kind: 'scratch', size: '1Gi' } }, mount, ...mounts],
        check: { kind: 'http', path: '/actuator/health/readiness', port },
      },
    ],
  });
}
