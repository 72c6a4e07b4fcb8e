import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JudgedCall, runJudged } from '../../terraform/judged';

const folder = mkdtempSync(join(tmpdir(), 'judged-'));
const log = join(folder, 'calls');
const terraform = join(folder, 'terraform');
const umask = process.umask();

/** Stands in for Terraform: notes each call, and the bytes of the plan that an apply was given. */
const script = `#!/bin/sh
case "$1" in
  version) echo '{"terraform_version": "1.11.4"}'; exit 0 ;;
esac
echo "$@" >> ${log}
env | grep -E '^OS_|PASSWORD' >> ${log}
for arg in "$@"; do case "$arg" in -out=*) echo "the plan" > "\${arg#-out=}" ;; esac; done
case "$1" in
  show) echo '{"format_version": "1.2"}' ;;
  apply) for last in "$@"; do :; done; echo "applied: $(cat "$last")" >> ${log}; [ ! -e ${log}.fails ] || exit 5 ;;
  taint) exit 7 ;;
esac
`;

beforeAll(() => {
  writeFileSync(terraform, script);
  chmodSync(terraform, 0o755);
  process.env.ESTATE_TERRAFORM = terraform;
  process.env.OS_CLOUD = 'elsewhere';
  process.env.ESTATE_MIRROR_PASSWORD = 'of another site';
});
beforeEach(() => rmSync(log, { force: true }));
afterAll(() => {
  process.umask(umask);
  delete process.env.ESTATE_TERRAFORM;
  delete process.env.OS_CLOUD;
  delete process.env.ESTATE_MIRROR_PASSWORD;
  rmSync(folder, { recursive: true, force: true });
});

const calls = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);

function call(
  args: readonly string[],
  mayApply: boolean,
  words: { readonly text: string; readonly advice?: string } = { text: '' },
): { run: Promise<number>; judged: unknown[]; applied: string[] } {
  const judged: unknown[] = [];
  const applied: string[] = [];
  const judgedCall: JudgedCall = {
    args,
    stackDir: folder,
    workDir: join(folder, 'work'),
    credentials: { OS_USERNAME: 'pipeline' },
    judge: (planJson, isDestroy) => {
      judged.push([planJson.trim(), isDestroy]);
      return { ...words, mayApply };
    },
    begins: (planJson) => void applied.push(`begins: ${planJson.trim()}`),
    applied: async (planJson, code) => {
      applied.push(`${code}: ${planJson.trim()}`);
    },
  };
  return { run: runJudged(judgedCall), judged, applied };
}

const plan = '{"format_version": "1.2"}';
const planFile = join(folder, 'work', `${process.pid}.tfplan`);

test('an apply plans, judges and applies that very plan, with the credentials of its site and no others', async () => {
  const { run, judged, applied } = call(['apply', '-auto-approve', '-var=a=b'], true);
  expect(await run).toBe(0);
  expect(judged).toEqual([[plan, false]]);
  expect(applied).toEqual([`begins: ${plan}`, `0: ${plan}`]);
  expect(calls()).toEqual([
    `plan -lock-timeout=30m -var=a=b -out=${planFile}`,
    'OS_USERNAME=pipeline',
    `show -json -no-color ${planFile}`,
    `apply -input=false -lock-timeout=30m ${planFile}`,
    'OS_USERNAME=pipeline',
    'applied: the plan',
  ]);
  expect(readdirSync(join(folder, 'work'))).toEqual([]);
  expect(statSync(join(folder, 'work')).mode & 0o777).toBe(0o700);
});

test('a plan that a killed run has left is gone with the next one; that of a live one stays', async () => {
  const [dead, alive] = ['999999999.tfplan', `${process.ppid}.tfplan`];
  for (const name of [dead, alive]) writeFileSync(join(folder, 'work', name), 'a secret');
  await call(['apply', '-auto-approve'], true).run;
  expect(readdirSync(join(folder, 'work'))).toEqual([alive]);
  rmSync(join(folder, 'work', alive));
});

test('an apply that fails halfway ends as it did, and what it made is remembered', async () => {
  writeFileSync(`${log}.fails`, '');
  const { run, applied } = call(['apply', '-auto-approve'], true);
  expect(await run).toBe(5);
  expect(applied).toEqual([`begins: ${plan}`, `5: ${plan}`]);
  rmSync(`${log}.fails`);
});

test('a refusal and what to do about it are said first, since the end of a long report may be lost', async () => {
  const said: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const words = { text: 'a long report\n', advice: 'look there\n' };
  try {
    await call(['apply', '-auto-approve'], false, words).run;
  } finally {
    write.mockRestore();
  }
  expect(said.join('')).toMatch(/^The plan is refused.*\nlook there\na long report\nlook there\nThe plan is/);
});

test('a refused plan is not applied, and its file is gone', async () => {
  const { run, applied } = call(['apply', '-auto-approve'], false);
  expect(await run).toBe(1);
  expect(applied).toEqual([]);
  expect(calls().some((line) => line.startsWith('apply'))).toBe(false);
  expect(readdirSync(join(folder, 'work'))).toEqual([]);
});

test('a destroy is planned and judged as one', async () => {
  const { run, judged } = call(['destroy', '-auto-approve'], false);
  expect(await run).toBe(1);
  expect(judged).toEqual([[plan, true]]);
  expect(calls()[0]).toBe(`plan -lock-timeout=30m -destroy -out=${planFile}`);
});

test('a plan that is kept is judged too', async () => {
  const { run, judged } = call(['plan', '-input=false', '-out', 'kept'], false);
  expect(await run).toBe(1);
  expect(judged).toEqual([[plan, false]]);
});

test('what changes nothing past the judge goes through, with its exit code', async () => {
  const { run, judged } = call(['taint', 'x'], true);
  expect(await run).toBe(7);
  expect(judged).toEqual([]);
});

test.each([
  [['import', 'openstack_x.y', 'id'], /import block/],
  [['refresh'], /apply -refresh-only/],
  [['test'], /nobody has judged/],
  [['state', 'rm', 'openstack_x.y'], /removed block/],
  [['state', 'mv', 'a', 'b'], /moved block/],
  [['state', '-lock=false', 'push', 'file'], /replaces the state/],
  [['state', 'replace-provider', 'a', 'b'], /required_providers/],
  [['workspace', 'select', 'other'], /has one state/],
  [['init', '-backend-config=bucket=other'], /says where the state is/],
  [['init', '--plugin-dir', 'here'], /says where the state is/],
  [['rpcapi'], /nobody has looked at/],
  [['state', 'frob'], /nobody has looked at/],
  [['__proto__'], /nobody has looked at/],
])('%j is refused before anything runs', async (args, says) => {
  await expect(call(args, true).run).rejects.toThrow(says);
  expect(calls()).toEqual([]);
});

test.each([
  ['init', '-input=false', '-upgrade'],
  ['state', 'list'],
  ['state', '-no-color', 'pull'],
  ['state'],
  ['workspace', 'show'],
  ['import', '-help'],
  ['force-unlock', 'id'],
  ['output', '-json'],
  ['untaint', 'x'],
])('%s %s goes through as it is', async (...args) => {
  expect(await call(args, false).run).toBe(0);
  expect(calls()[0]).toBe(args.join(' '));
});

test.each(['-target=openstack_x.y', '-refresh=false', 'saved.tfplan', '-state=other', '--target=x'])(
  'an apply with %s is refused before anything runs',
  async (arg) => {
    await expect(call(['apply', '-auto-approve', arg], true).run).rejects.toThrow(
      /cannot be judged as the whole/,
    );
    expect(calls()).toEqual([]);
  },
);

test.each(['-chdir=elsewhere', '--chdir=elsewhere'])(
  '%s before the command hides no apply',
  async (option) => {
    await expect(call([option, 'apply', '-auto-approve'], true).run).rejects.toThrow(
      /cannot be judged as the whole/,
    );
    expect(calls()).toEqual([]);
  },
);
