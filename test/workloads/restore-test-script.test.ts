import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datasetOf } from '../../estate/queries';
import { filesCheck } from '../../workloads/backup/check-files';
import { postgresqlCheck } from '../../workloads/backup/check-postgresql';
import { restoreTestFiles } from '../../workloads/backup/restore-test';
import { changedEstate } from './changed-estate';

const dataset = datasetOf(changedEstate(), 'imaging');
const id = 'ab'.repeat(32);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'restore-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Answers as restic does, and writes down what it was asked. `fails` names the command that ends badly. */
function fakeRestic(hoursOld: number, fails = 'none'): string {
  const taken = new Date(Date.now() - hoursOld * 3_600_000).toISOString();
  const file = join(folder, 'restic');
  const snapshot = JSON.stringify({ time: taken, tree: 'ef', id, short_id: 'abababab' });
  writeFileSync(
    file,
    `#!/bin/sh
[ "$1 $3" = "--option --retry-lock" ] || exit 9
shift 4
printf '%s\\n' "$*" >>'${folder}/asked'
if [ "$1" = backup ]; then cat >/dev/null; fi
if [ "$1" = ls ]; then printf '%s\\n' '${snapshot}'; fi
if [ "$1" = '${fails}' ]; then exit 1; fi
`,
  );
  chmodSync(file, 0o755);
  return file;
}

function run(restic: string, check = 'examine() { echo secret >"$SCRATCH/data"; examined="3 files"; }') {
  for (const [name, text] of Object.entries(restoreTestFiles(dataset, { restic, check }))) {
    writeFileSync(join(folder, name), text);
  }
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  const log = join(folder, 'log');
  const { status } = spawnSync('bash', [join(folder, 'restore-test.sh')], {
    env: { PATH: process.env.PATH, SCRATCH: scratch, TERMINATION_LOG: log },
  });
  const asked = readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');
  return {
    status,
    result: JSON.parse(readFileSync(log, 'utf8')) as Readonly<Record<string, string>>,
    asked: asked.map((line) => line.split(' ')[0]),
    left: readdirSync(scratch),
  };
}

test('one that holds says what it looked at and when, keeps that, then forgets, and leaves nothing behind', () => {
  const { status, result, asked, left } = run(fakeRestic(6));
  expect(status).toBe(0);
  expect(result).toEqual({
    kind: 'restore-test',
    dataset: 'imaging',
    outcome: 'held',
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    snapshot: id,
    taken: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
    examined: '3 files',
  });
  expect(asked).toEqual(['unlock', 'ls', 'check', 'backup', 'forget', 'forget']);
  expect(left).toEqual([]);
});

test.each([
  [
    'the newest backup is of tomorrow',
    -24,
    'none',
    undefined,
    'could not find a backup of the last 30 hours',
  ],
  [
    'the newest backup is two days old',
    48,
    'none',
    undefined,
    'could not find a backup of the last 30 hours',
  ],
  ['what is stored is damaged', 6, 'check', undefined, 'could not read what is stored'],
  [
    'what was brought back is not what it should be',
    6,
    'none',
    'examine() { echo secret >"$SCRATCH/data"; [ -e "$SCRATCH/nowhere" ]; }',
    'could not bring the newest backup back and find it whole',
  ],
  ['there is no backup at all', 6, 'ls', undefined, 'could not find the newest backup'],
] as const)(
  '%s: it fails, says why, forgets nothing and leaves nothing behind',
  (_, age, fails, check, says) => {
    const { status, result, asked, left } = run(fakeRestic(age, fails), check);
    expect(status).not.toBe(0);
    expect(result).toMatchObject({ dataset: 'imaging', outcome: 'failed', examined: says });
    expect(asked).not.toContain('forget');
    expect(left).toEqual([]);
  },
);

test.each([
  ['files', filesCheck('[ -s "$1" ]'), 'sh'],
  ['PostgreSQL', postgresqlCheck(16), 'bash'],
])('what looks at %s is a script of its shell', (_, check, shell) => {
  const file = join(folder, 'check.sh');
  writeFileSync(file, check);
  expect(spawnSync(shell, ['-n', file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});
