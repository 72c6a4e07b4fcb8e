import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import command from '../../bin/commands/diff';
import type { Side } from '../../compare/diff';
import type { DiffReport } from '../../compare/diff-report';
import { changedSites, sideOf } from '../compare/diff-sides';
import { estatePlan, type PlannedSite } from '../estate-plan';

const root = join(__dirname, '..', '..');
const volume = 'openstack_blockstorage_volume_v3.imaging_data';
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'estate-diff-'));
  const sites = await estatePlan();
  writeSide('base', sites);
  writeSide('head', await changedSites({ stack: 'clinic', remove: volume }));
  // Builds what has changed, so that no test below waits for it.
  estate('diff', '--help');
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `NAME/report.json` and `NAME/STACK.json`, as `--keep` writes them, and `NAME.json`, the report alone. */
function writeSide(name: string, sites: readonly PlannedSite[]): Side {
  const side = sideOf(name, sites);
  const report = JSON.stringify(side.report);
  mkdirSync(join(folder, name));
  for (const { stack, plan, source } of sites) {
    writeFileSync(join(folder, name, `${stack}.json`), plan);
    writeFileSync(join(folder, name, `${stack}.tf.json`), source);
  }
  writeFileSync(join(folder, name, 'report.json'), report);
  writeFileSync(join(folder, `${name}.json`), report);
  return side;
}

function estate(...args: readonly string[]) {
  return run(process.execPath, [join(root, 'bin', 'estate.mjs'), ...args]);
}

function run(program: string, args: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, OS_CLOUD: 'elsewhere' },
    ...(input === undefined ? {} : { input }),
    maxBuffer: 1e9,
  });
  return { status, stdout, stderr };
}

function git(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

test('two reports: what they say of the promise and of verdicts, and that they show no resources', () => {
  const { status, stdout } = estate('diff', 'base.json', 'head.json');
  expect(stdout).toMatch(/^WORSE: Removes the last copy of imaging outside Biere and Magdeburg\.\n/);
  expect(stdout).toContain('Resources: not observable: a report holds no resources');
  expect(status).toBe(1);
});

test('nothing worse is exit code 0, also the other way round', () => {
  const { status, stdout } = estate('diff', '--base', 'head', '--head', 'base', '--format', 'json');
  const report = JSON.parse(stdout) as DiffReport;
  expect(report).toMatchObject({ worse: false, resources: { observable: true, summary: { create: 1 } } });
  expect(status).toBe(0);
});

test('plans without a report are judged here', () => {
  mkdirSync(join(folder, 'alone'));
  for (const stack of ['clinic', 'mirror', 'primary'])
    cpSync(join(folder, 'base', `${stack}.json`), join(folder, 'alone', `${stack}.json`));
  const { stdout, stderr } = estate('diff', 'base', 'alone', '--as-of', '2026-11-22');
  expect(stderr).toBe('');
  expect(stdout).toContain('The promise: as it was.');
  expect(stdout).toContain('Resources: nothing changes.');
});

const bad: readonly (readonly [string, () => readonly string[], string])[] = [
  ['no base', () => [], 'estate diff without a base'],
  [
    'a base of no name',
    () => ['--base', 'no-such-branch'],
    'there is no such file or folder, and no such revision',
  ],
  [
    'a file that is not there',
    () => ['base.json', 'nowhere.json'],
    'nowhere.json: there is no such file or folder',
  ],
  ['an option in the place of a revision', () => ['--base=--all'], 'no such revision'],
  ['the same file twice', () => ['base.json', 'base.json'], 'base.json: it is named twice'],
  [
    'the same file on one side twice',
    () => ['--base', 'base', '--base', join('base', 'report.json'), '--head', 'head'],
    'it is named twice',
  ],
  [
    'two reports on one side',
    () => ['--base', 'base.json', '--base', 'head.json', '--head', 'base'],
    'it is a report, and so is base.json',
  ],
  [
    'a report of another version',
    () => ['base.json', report({ schemaVersion: '2.0.0' })],
    'it is a report of version 2.0.0, and this program reads 1.',
  ],
  [
    'a report in which something is missing',
    () => ['base.json', report({ promises: undefined })],
    'promises is not as a report has it',
  ],
  [
    'a report in which something is of another kind',
    () => ['base.json', report({ verdicts: [{}] })],
    'verdicts is not as a report has it',
  ],
  [
    'half a report',
    () => ['base.json', write('half.json', '{"schemaVersion"')],
    'half.json: it is no whole JSON',
  ],
  [
    'a report of something else',
    () => ['base.json', write('drift.json', '{"kind":"drift"}')],
    'it is of kind drift',
  ],
  [
    'a plan of another version',
    () => ['base.json', write('new.json', '{"format_version":"2.0","planned_values":{}}')],
    'its format is 2.0',
  ],
  [
    'an empty folder',
    () => ['base.json', empty()],
    'there is no report, no plan and no object of a cluster in this folder',
  ],
  [
    'a plan that the report was not made of',
    () => ['--base', 'base.json', '--base', join('head', 'clinic.json'), '--head', 'head.json'],
    'it is none of the plans and objects that base.json was made of',
  ],
  [
    'a report with some of its plans',
    () => ['--base', 'base.json', '--base', join('base', 'clinic.json'), '--head', 'head'],
    'it was also made of plans that are not named: mirror, primary',
  ],
  ['base and head named in two ways', () => ['base.json', '--head', 'head.json'], 'beside --base or --head'],
  ['to keep and to compare at once', () => ['--keep', 'kept', '--base', 'base'], 'compares nothing'],
  [
    'an unknown format',
    () => ['base.json', 'head.json', '--format', 'sarif'],
    'one of: human, json, markdown, html',
  ],
];

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

function report(more: object): string {
  const json = JSON.parse(readFileSync(join(folder, 'base.json'), 'utf8')) as object;
  return write('other.json', JSON.stringify({ ...json, ...more }));
}

function empty(): string {
  mkdirSync(join(folder, 'empty'), { recursive: true });
  return 'empty';
}

test.each(bad)('%s is bad input, said clearly', async (_, args, message) => {
  const given = args().map((one) => (existsSync(join(folder, one)) ? join(folder, one) : one));
  const error: unknown = await command
    .run(['--out', join(folder, 'none'), ...given])
    .catch((one: unknown) => one);
  expect(String((error as Error).message).replaceAll(`${folder}/`, '')).toContain(message);
  expect([(error as { exitCode: number }).exitCode, existsSync(join(folder, 'none'))]).toEqual([2, false]);
});

test('an earlier comment that somebody has edited stops it, and nothing is written', () => {
  const made = estate('diff', 'base', 'head', '--format', 'markdown', '--out', 'comment.md');
  expect(made.status).toBe(1);
  const comment = readFileSync(join(folder, 'comment.md'), 'utf8');
  const again = (text: string) =>
    estate(
      'diff',
      'base.json',
      'head.json',
      '--format',
      'markdown',
      '--earlier',
      write('earlier.md', text),
      '--out',
      'new.md',
    );
  expect(again(comment).status).toBe(1);
  rmSync(join(folder, 'new.md'));
  for (const text of [comment.replace('❌', '✅'), 'LGTM']) {
    const { status, stderr } = again(text);
    expect(stderr).toMatch(/earlier\.md: (somebody has edited this comment|it is no comment of estate diff)/);
    expect([status, existsSync(join(folder, 'new.md'))]).toEqual([2, false]);
  }
});

/** A commit whose program keeps what a side is, as any revision's would: no synth, so that the test is short. */
function revisionThatKeeps(side: string): string {
  const object = (text: string) =>
    run('git', ['-C', root, 'hash-object', '-w', '--stdin'], text).stdout.trim();
  const tree = (...entries: readonly string[]) =>
    run('git', ['-C', root, 'mktree'], `${entries.join('\n')}\n`).stdout.trim();
  const program = `import { cpSync } from 'node:fs';
if (process.argv[2] !== 'diff' || process.argv[3] !== '--keep') process.exit(3);
cpSync(${JSON.stringify(join(folder, side))}, process.argv[4], { recursive: true });
`;
  const commands = tree(`100644 blob ${object('')}\tdiff.ts`);
  const bin = tree(`040000 tree ${commands}\tcommands`, `100755 blob ${object(program)}\testate.mjs`);
  const author = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
  return git(...author, 'commit-tree', tree(`040000 tree ${bin}\tbin`), '-m', 'a revision for a test');
}

function leftBehind(): readonly string[] {
  const listed = git('worktree', 'list', '--porcelain').split('\n');
  const folders = readdirSync(join(root, '.estate')).filter((name) => name.startsWith('diff-'));
  return [...listed.filter((line) => /^worktree .*[/]diff-\d+-/.test(line)), ...folders];
}

test('revisions are checked out beside the working tree, judged by their own program, and removed', () => {
  const [base, head] = [revisionThatKeeps('base'), revisionThatKeeps('head')];
  const { status, stdout, stderr } = estate('diff', base, head, '--format', 'json');
  expect(stderr).toBe('');
  const found = JSON.parse(stdout) as DiffReport;
  expect(found.headline).toMatch(/^Removes the last copy of imaging outside Biere and Magdeburg/);
  expect([found.base.commit, found.head.commit]).toEqual([base, head]);
  expect(found.resources.summary).toMatchObject({ destroy: 1 });
  expect(found.notes.join()).toContain('that the head has not');
  expect({ status, left: leftBehind() }).toEqual({ status: 1, left: [] });
});

test('a revision that cannot be judged is bad input, with what it said', () => {
  const broken = git('commit-tree', git('mktree', '--missing'), '-m', 'nothing');
  const { status, stderr } = estate('diff', '--base', broken, '--head', 'head');
  expect(stderr).toContain('could not be planned and judged');
  expect({ status, left: leftBehind() }).toEqual({ status: 2, left: [] });
});

test('what a killed run has left is swept by the next one', () => {
  const base = revisionThatKeeps('base');
  const script = `const { withWorktrees, checkOut } = require(${JSON.stringify(join(root, 'dist', 'bin', 'worktrees.js'))});
withWorktrees(async (folder) => { checkOut(${JSON.stringify(base)}, folder + '/base'); process.kill(process.pid, 'SIGKILL'); await new Promise(() => {}); });`;
  run(process.execPath, ['-e', script]);
  expect(leftBehind().length).toBe(2);
  expect(estate('diff', base, 'head').status).toBe(1);
  expect(leftBehind()).toEqual([]);
});

test('dependencies are linked where a revision asks for the same ones, and its own packages are its own', () => {
  const script = `const { withWorktrees, checkOut } = require(${JSON.stringify(join(root, 'dist', 'bin', 'worktrees.js'))});
const { realpathSync, existsSync } = require('node:fs');
withWorktrees(async (folder) => {
  checkOut(${JSON.stringify(git('rev-parse', 'HEAD'))}, folder + '/base');
  const real = (name) => realpathSync(folder + '/base/node_modules/' + name);
  process.stdout.write(JSON.stringify([real('cdktf'), real('@cdktf/provider-openstack').startsWith(folder)]));
});`;
  const [cdktf, isOwn] = JSON.parse(run(process.execPath, ['-e', script]).stdout) as [string, boolean];
  expect([cdktf.endsWith(join('node_modules', 'cdktf')), cdktf.includes('diff-'), isOwn]).toEqual([
    true,
    false,
    true,
  ]);
});

test('in a shallow clone it says how to fetch the base', () => {
  const clone = join(folder, 'shallow');
  run('git', ['clone', '--quiet', '--depth', '1', `file://${root}`, clone]);
  cpSync(join(root, 'dist'), join(clone, 'dist'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  const { status, stderr } = run(process.execPath, [
    join(clone, 'dist', 'bin', 'estate.js'),
    'diff',
    '--base',
    'trunk',
  ]);
  expect(stderr).toContain('This clone is shallow.');
  expect(stderr).toContain('git fetch --depth=1 origin trunk');
  expect(status).toBe(2);
});
