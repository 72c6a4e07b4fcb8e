/** Runs the drill alone: `node dist/bin/drill-postgresql.js [DATASET]`; the report is JSON, on standard output. */

import { drillPostgresql } from '../drill/postgresql/exercise';
import { loadEstate } from '../estate/load-estate';
import { fail } from './fail';

async function main([dataset = 'patient-records']: readonly string[]): Promise<number> {
  const onProgress = (what: string) => process.stderr.write(`${what} …\n`);
  const result = await drillPostgresql({ estate: loadEstate(), dataset, onProgress });
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return result.findings.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
}, fail);
