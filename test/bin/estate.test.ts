import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEstate } from '../../estate/load-estate';
import type { Report } from '../../judge/report';
import { estatePlan } from '../estate-plan';

const root = join(__dirname, '..', '..');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'estate-bin-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function estate(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'estate.mjs'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, OS_CLOUD: 'elsewhere' },
  });
  return { status, stdout, stderr };
}

function write(name: string, text: string | Buffer): string {
  writeFileSync(join(folder, name), text);
  return name;
}

/** The estate's plans as files, and its synthesized stacks as a folder. */
async function inputs(): Promise<string[]> {
  const sites = await estatePlan();
  const plans = sites.flatMap(({ stack, plan }) => ['--plan', write(`${stack}.json`, plan)]);
  for (const { stack, source } of sites) {
    mkdirSync(join(folder, 'synth', 'stacks', stack), { recursive: true });
    writeFileSync(join(folder, 'synth', 'stacks', stack, 'cdk.tf.json'), source);
  }
  return [...plans, '--synth', 'synth'];
}

test('verify judges plans with their synthesized source, and passes this estate', async () => {
  const { status, stdout } = estate(
    'verify',
    ...(await inputs()),
    '--as-of',
    '2026-11-22',
    '--format',
    'json',
  );
  const report = JSON.parse(stdout) as Report;
  // The source of a plan is judged where no plan shows what a rule judges; undecided there is no breach.
  const found = report.verdicts.filter((v) => v.outcome !== 'notObservable');
  expect(found.map((v) => [v.outcome, v.policy, v.readFrom])).toEqual(
    Array(3).fill(['undecided', 'encryption/state-backend-encrypted', 'source']),
  );
  expect(report.inputs.map((i) => [i.kind, i.stack])).toEqual([
    ['plan', 'clinic'],
    ['plan', 'mirror'],
    ['plan', 'primary'],
  ]);
  expect(status).toBe(0);
});

test('one site’s plan alone breaks the promise: the others are not among the inputs', async () => {
  await inputs();
  const { status, stdout } = estate('verify', '--plan', 'primary.json');
  expect(stdout).toContain('no stack of site clinic is among the inputs');
  expect(status).toBe(1);
});

test('--out writes the whole report or nothing', async () => {
  const given = await inputs();
  expect(estate('verify', ...given, '--as-of', '2026-11-22', '--out', 'report.txt').status).toBe(0);
  expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toContain(
    `All ${loadEstate().datasets.length} datasets`,
  );
  const refused = estate('verify', ...given, '--out', 'nowhere/report.txt');
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('--out nowhere/report.txt');
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.includes('draft'))).toEqual([]);
});

const plan = (change: object) =>
  JSON.stringify({
    format_version: '1.2',
    planned_values: {},
    configuration: { root_module: {} },
    resource_changes: [],
    ...change,
  });

/** Written by an earlier test, and read whole before anything is written. */
const someInput = ['--synth', 'synth'];

describe('bad input ends with exit code 2, says what and why, and shows no stack trace', () => {
  test.each<[string, () => string[], RegExp]>([
    ['no command of ours', () => ['frob'], /commands are: plan, verify/],
    ['an unknown option', () => ['plan', '--frob'], /Unknown option '--frob'/],
    ['a day that is none', () => ['plan', '--as-of', '2026-02-30'], /a day of the calendar/],
    ['no such file', () => ['verify', '--plan', 'none.json'], /none\.json: there is no such file/],
    ['a folder', () => ['verify', '--plan', '.'], /it is a folder, not a file/],
    ['an empty file', () => ['verify', '--plan', write('empty', '')], /the file is empty/],
    ['a truncated plan', () => ['verify', '--plan', write('cut', plan({}).slice(0, -20))], /looks truncated/],
    [
      'other JSON',
      () => ['verify', '--plan', write('other', '{"a":1}')],
      /no plan: format_version is missing/,
    ],
    [
      'a state named as a plan',
      () => ['verify', '--plan', write('state-4', '{"version":4,"lineage":"l","resources":[]}')],
      /it is a state, not a plan\n {2}fix: name it with --state/,
    ],
    [
      'a shown state named as a plan',
      () => ['verify', '--plan', write('shown', '{"format_version":"1.0","values":{"root_module":{}}}')],
      /it is a state, not a plan/,
    ],
    ['a list', () => ['verify', '--plan', write('list', '[]')], /JSON but no object/],
    [
      'a damaged saved plan',
      () => ['verify', '--plan', write('saved', 'PK\u0003\u0004')],
      /a zip file as saved plans are, but damaged/,
    ],
    [
      'an incomplete plan',
      () => ['verify', '--plan', write('target', plan({ complete: false }))],
      /made with -target/,
    ],
    [
      'an errored plan',
      () => ['verify', '--plan', write('errored', plan({ errored: true }))],
      /ended with an error/,
    ],
    [
      'a format to come',
      () => ['verify', '--plan', write('two', plan({ format_version: '2.0' }))],
      /its format is 2\.0/,
    ],
    [
      'a plan of something else',
      () => ['verify', '--plan', write('foreign', plan({}))],
      /no OpenStack in it/,
    ],
    [
      'UTF-16, as PowerShell writes it',
      () => ['verify', '--plan', write('wide', Buffer.from(`\ufeff${plan({})}`, 'utf16le'))],
      /UTF-16 or UTF-32, and JSON is UTF-8.*\n {2}fix: iconv/,
    ],
    [
      'UTF-16 without a mark',
      () => ['verify', '--plan', write('unmarked', Buffer.from(plan({}), 'utf16le'))],
      /UTF-16 or UTF-32/,
    ],
    [
      'Latin-1',
      () => ['verify', '--plan', write('latin', Buffer.from('{"\xe9": 1}', 'latin1'))],
      /is not UTF-8/,
    ],
    ['a device', () => ['verify', '--plan', '/dev/zero'], /it is a device/],
    ['a path through a file', () => ['verify', '--plan', `${write('file', 'x')}/plan`], /no folder/],
    ['standard input twice', () => ['verify', '--plan', '-', '--state', '-'], /standard input is read once/],
    ['standard input with nothing in it', () => ['verify', '--plan', '-'], /-: the file is empty/],
    [
      'a plan named as a state',
      () => ['verify', '--state', write('noState', plan({}))],
      /a plan, not a state/,
    ],
    [
      'JSON named as a state',
      () => ['verify', '--state', write('other', '{"a":1}')],
      /no state of version 4/,
    ],
    [
      'an encrypted state',
      () => ['verify', '--state', write('sealed', '{"encrypted_data":"x","meta":{}}')],
      /the state is encrypted/,
    ],
    [
      'no evidence',
      () => ['verify', '--synth', 'synth', '--evidence', write('primary.json', '[1]')],
      /as evidence/,
    ],
    [
      'evidence of what is not judged',
      () => ['verify', '--evidence', write('mirror.json', '{}')],
      /evidence of the stack mirror, of which there is no input/,
    ],
    ['no synthesized stacks', () => ['verify', '--synth', '.'], /no synthesized stacks in it/],
    [
      'no policy of that name',
      () => ['verify', '--only', 'frob', '--plan', 'x'],
      /the id or area of a policy/,
    ],
    [
      'a policy that is misspelt',
      () => ['explain', 'encryption/volume-encrypted-at-creatoin'],
      /did you mean encryption\/volume-encrypted-at-creation\?/,
    ],
    ['a policy without its area', () => ['explain', 'port-security-on'], /mean network\/port-security-on\?/],
    ['an --out that is a folder', () => ['verify', ...someInput, '--out', '.'], /--out \.: it is a folder/],
    ['an --out that is a device', () => ['verify', ...someInput, '--out', '/dev/null'], /it is no file/],
    ['a name that is none', () => ['new', 'site', 'Bad_Name'], /did you mean "bad-name"/],
    ['a name that is taken', () => ['new', 'dataset', 'imaging'], /choose another name/],
  ])('%s', (_, args, says) => {
    const { status, stderr, stdout } = estate(...args());
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).not.toContain('A fault of this program');
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});

test('policies as JSON are those of the list', () => {
  const listed = JSON.parse(estate('policies', '--format', 'json').stdout) as { policy: string }[];
  const lines = estate('policies').stdout.trim().split('\n');
  expect(listed.map(({ policy }) => policy)).toEqual(lines.map((line) => line.split(' ')[0]));
});

test('policies and explain say what is judged', () => {
  expect(estate('policies').stdout).toContain('encryption/volume-encrypted-at-creation');
  const { status, stdout } = estate('explain', 'encryption/volume-encrypted-at-creation');
  expect(stdout).toMatch(/Why: {7}\S[\s\S]*Controls: {2}C5:2020 CRY-03/);
  expect(status).toBe(0);
});

test('output that cannot be written is said so, and a reader that leaves early changes nothing', () => {
  const program = `"${process.execPath}" "${join(root, 'bin', 'estate.mjs')}"`;
  const full = spawnSync('bash', ['-c', `${program} policies --format json > /dev/full`], {
    encoding: 'utf8',
  });
  expect(full.stderr).toMatch(
    /^standard output: it cannot be written \(ENOSPC\)\n {2}rule: .*\n {2}fix: .*\n$/,
  );
  expect(full.status).toBe(2);
  const left = spawnSync('bash', ['-c', `${program} policies --format json | true; exit \${PIPESTATUS[0]}`]);
  expect([left.status, String(left.stderr)]).toEqual([0, '']);
});

test('an option that says one thing is refused when it is given twice', () => {
  const { status, stderr } = estate('verify', '--cloud', 'otc', '--cloud=openstack');
  expect(stderr).toContain('--cloud given twice');
  expect(status).toBe(2);
});

test.each([
  ['', '--out ""'],
  ['nowhere/report', '--out nowhere/report: there is no such folder'],
])('a report that cannot be written to "%s" is refused without the name of a draft', async (file, says) => {
  const { status, stderr } = estate('verify', ...(await inputs()), '--only', 'operations', '--out', file);
  expect(stderr).toContain(says);
  expect(stderr).not.toContain('draft');
  expect(status).toBe(2);
});
