import type { Dataset } from '../../estate/model';
import { hostAt } from '../../estate/nodes';

/**
 * Names of slots, roles and databases: PostgreSQL’s slots take lower-case letters, digits and underscores, and
 * names of the estate have dashes but no underscores, so that no two become one.
 */
function underscored(name: string): string {
  return name.replaceAll('-', '_');
}

/** The slot at whoever leads, which keeps the log that this site’s server has not yet got. */
export function slotOf(site: string): string {
  return underscored(site);
}

/**
 * The role as which a site’s server reads from the one that leads, and the common name of its certificate. One
 * for each site: that of the clinic can be taken back without touching the mirror’s.
 */
export function replicationRoleOf(site: string): string {
  return `replication_${underscored(site)}`;
}

/** The role that reads a whole server for its backup, and the common name of its certificate. */
export const backupRole = 'backup';

/** The dataset’s database and the role of the application that owns it, both of one name. */
export function databaseOf({ name }: Pick<Dataset, 'name'>): string {
  return underscored(name);
}

/** The name under which a server is reached and which its certificate carries; `.internal` is for private use. */
export function hostOf(dataset: string, site: string): string {
  return hostAt(site, dataset);
}

/** What the server that leads knows a follower by: `application_name` and an entry of its standby names. */
export function standbyNameOf(site: string): string {
  return site;
}
