import type { Estate } from '../../estate/model';
import {
  type PostgresqlGroup,
  type PostgresqlServer,
  postgresqlGroup,
} from '../../workloads/postgresql/servers';

/** The servers of a dataset that PostgreSQL replicates. */
export function groupOf(estate: Estate, dataset = 'patient-records'): PostgresqlGroup {
  const group = postgresqlGroup(estate, dataset);
  if (group === undefined) throw new Error(`no servers for ${dataset}`);
  return group;
}

/** The one at a site. */
export function serverAt(group: PostgresqlGroup, site: string): PostgresqlServer {
  const server = group.servers.find((each) => each.site === site);
  if (server === undefined) throw new Error(`no server at ${site}`);
  return server;
}

/** The text of a file that it is configured with. */
export function file(server: PostgresqlServer, name: string): string {
  const text = server.files[name];
  if (text === undefined) throw new Error(`no ${name} at ${server.site}`);
  return text;
}
