import { recordFolder } from '../../processes/records';
import { runningRecord } from '../../processes/start-process';
import { runSql } from '../infrastructure/mariadb';
import type { Sandbox, Site } from '../sandbox';
import { reportersOf } from './nova';
import { schemaName } from './settings';

/**
 * Forgets what daemons that do not run have reported. Nova counts each as up for a minute after its last report,
 * whoever made it: one that is being started again would be up, and down soon after, before it has said anything.
 * Source: nova, `servicegroup/drivers/db.py`, `is_up`.
 */
export async function forgetReports(site: Site, sandbox: Sandbox): Promise<void> {
  const folder = recordFolder(sandbox.folder, site.name);
  const silent = reportersOf(site).filter(({ process }) => !runningRecord(folder, process));
  if (silent.length === 0) return;
  const named = silent.map(({ binary, host }) => `('${binary}', '${host}')`).join(', ');
  const services = `\`${schemaName(site, 'nova')}\`.services`;
  await runSql(
    sandbox,
    `UPDATE ${services} SET last_seen_up = '2000-01-01' WHERE (\`binary\`, host) IN (${named});\n`,
  );
}
