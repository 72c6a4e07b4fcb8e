import { EstateError, shown } from '../../estate/estate-error';
import type { Dataset } from '../../estate/model';

const streaming = /^PostgreSQL streaming replication\b/i;
const speaksOfPostgresql = /postgres/i;

/**
 * Whether PostgreSQL itself replicates a dataset, as `replication.protocol` of the estate says.
 * @throws EstateError where the protocol speaks of PostgreSQL and of another way to replicate: settings for
 * streaming would then be settings for something nobody has declared
 */
export function replicatesWithPostgresql({ name, replication }: Dataset): boolean {
  if (streaming.test(replication.protocol)) return true;
  if (!speaksOfPostgresql.test(replication.protocol)) return false;
  throw new EstateError([
    {
      where: `datasets.${name}.replication.protocol`,
      value: shown(replication.protocol),
      rule: 'PostgreSQL replicates by streaming its log to whole copies; another way has no settings here',
      fix: 'write "PostgreSQL streaming replication over TLS", or name a protocol that is not PostgreSQL’s',
    },
  ]);
}
