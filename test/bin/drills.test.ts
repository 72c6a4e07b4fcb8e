import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Drill } from '../../contracts/drill';
import { loadEstate } from '../../estate/load-estate';
import { databaseDrill } from '../drills';
import { asOf, estatePlan } from '../estate-plan';

const program = join(__dirname, '..', '..', 'bin', 'estate.mjs');
const rules = ['resilience/withstands-any-one-site', 'resilience/drills-lose-nothing'];
const only = ['--as-of', asOf, ...rules.flatMap((rule) => ['--only', rule])];
let folder = '';
let plans: readonly string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'estate-drills-'));
  plans = (await estatePlan()).flatMap(({ stack, plan }) => {
    writeFileSync(join(folder, `${stack}.json`), plan);
    return ['--plan', `${stack}.json`];
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function verify(drill: Drill | undefined) {
  if (drill) writeFileSync(join(folder, 'drill.json'), JSON.stringify(drill));
  const given = drill ? ['--drill', 'drill.json'] : [];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, 'verify', ...plans, ...only, ...given],
    { cwd: folder, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test('a drill that lost rows ends with 1, where plans alone are all well', async () => {
  expect(verify(undefined).status).toBe(0);
  const { status, stdout } = verify(await databaseDrill(loadEstate({ asOf }), 'patient-records', 3));
  expect(stdout).toContain('THE DRILL drill.json of 2026-11-22 FAILED:');
  expect(status).toBe(1);
});

test('a report that was made nicer ends with 2, and nothing is judged', async () => {
  const drill = await databaseDrill(loadEstate({ asOf }), 'patient-records', 3);
  const nicer = {
    ...drill,
    held: true,
    databases: drill.databases.map((one) => ({
      ...one,
      findings: [],
      rows: { ...one.rows, missingInTheEnd: [] },
      losses: (one.losses ?? []).map((loss) => ({ ...loss, missingRows: 0 })),
    })),
  };
  const { status, stdout, stderr } = verify(nicer);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('drill.json: it was changed after it was written');
});
