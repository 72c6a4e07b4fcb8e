import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPlans } from '../../bin/apply-plans';
import { type Approving, approving, authorsOf } from '../../bin/approvals';
import approveCommand from '../../bin/commands/approve';
import planCommand from '../../bin/commands/plan';
import { savePlans } from '../../bin/save-plans';
import type { Approval } from '../../estate/approval';
import { loadEstate } from '../../estate/load-estate';
import type { Report } from '../../judge/report';
import { today } from '../../policies/judge-inputs';
import { estatePlan, type PlannedSite } from '../estate-plan';
import changes from '../strength/mutants/changes';
import { planIn, standInForTerraform } from './terraform-stand-in';

const estate = loadEstate();
const folder = mkdtempSync(join(tmpdir(), 'apply-plans-'));
const plansDir = join(folder, 'plans');
const log = join(folder, 'applied');
const nobody: Approving = { approvals: [], authors: [] };
let sites: readonly PlannedSite[] = [];
let printed = '';

beforeAll(async () => {
  sites = await estatePlan();
  process.env.ESTATE_TERRAFORM = standInForTerraform(folder);
});
beforeEach(() => {
  for (const name of readdirSync(folder).filter((one) => one !== 'terraform'))
    rmSync(join(folder, name), { recursive: true, force: true });
  shows(sites);
  printed = '';
  jest.spyOn(console, 'error').mockImplementation();
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => {
  delete process.env.ESTATE_TERRAFORM;
  rmSync(folder, { recursive: true, force: true });
});

const shows = (plans: readonly PlannedSite[]) => planIn(folder, plans);

const save = (...names: string[]) => savePlans(estate, names, plansDir, nobody);
const applied = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);
const evidence = join(folder, 'evidence');

function apply(approved: Approving = nobody, greatestAge = 240): Promise<number> {
  return applyPlans(plansDir, estate, { greatestAge, approved, show: () => {}, evidence });
}

test('plans are kept for their owner alone, and applied as they are, each once, with evidence', async () => {
  const { plans } = await save('primary', 'clinic');
  expect(plans.stacks.map(({ stack, state }) => [stack, state.serial])).toEqual([
    ['primary', 0],
    ['clinic', 0],
  ]);
  const modes = [plansDir, ...plans.stacks.map(({ file }) => join(plansDir, file))].map(
    (path) => statSync(path).mode,
  );
  expect(modes.map((mode) => mode & 0o077)).toEqual([0, 0, 0]);
  expect(readFileSync(join(plansDir, '.gitignore'), 'utf8')).toBe('*\n');

  expect(await apply()).toBe(0);
  expect(applied()).toEqual(['primary plan of primary', 'clinic plan of clinic']);
  expect(plans.stacks.filter(({ file }) => existsSync(join(plansDir, file)))).toEqual([]);
  const [record = ''] = readdirSync(evidence).filter((name) => !name.endsWith('.report.json'));
  expect(JSON.parse(readFileSync(join(evidence, record), 'utf8'))).toMatchObject({
    plans: { change: plans.change },
    applied: [
      { stack: 'primary', code: 0 },
      { stack: 'clinic', code: 0 },
    ],
  });

  expect(await apply()).toBe(0);
  expect(printed).toContain('All of these plans are applied.');
  expect(applied()).toHaveLength(2);
});

test('the same change planned again has the same hash', async () => {
  const [first, again] = [(await save('primary')).plans, (await save('primary')).plans];
  expect(again.change).toBe(first.change);
});

test('a state that has moved, a source that has changed, a plan that was put in its place: nothing is applied', async () => {
  await save('primary');
  writeFileSync(join(folder, 'primary.tfstate'), '{"lineage": "other", "serial": 4}');
  await expect(apply()).rejects.toThrow(/its state is other, serial 4; the plan was made against none/);
  rmSync(join(folder, 'primary.tfstate'));

  process.env.ESTATE_PROFILE = 'decommission';
  await expect(apply()).rejects.toThrow(/primary: the source has changed since it was planned/);
  delete process.env.ESTATE_PROFILE;

  shows((await mutated('primary: a port that stands joins its groups now')) ?? []);
  await expect(apply()).rejects.toThrow(/makes another change than plans.json names/);
  shows(sites);

  await expect(apply(nobody, 1e-9)).rejects.toThrow(/minutes ago/);
  const manifest = JSON.parse(readFileSync(join(plansDir, 'plans.json'), 'utf8'));
  writeFileSync(join(plansDir, manifest.stacks[0].file), 'plan of clinic');
  await expect(apply()).rejects.toThrow(/another file than the one that was judged/);
  expect(applied()).toEqual([]);
});

test('an apply that fails stops the rest, and says what is applied; what was cut off is not begun twice', async () => {
  await save('primary', 'clinic', 'mirror');
  writeFileSync(join(folder, 'clinic.fails'), '');
  expect(await apply()).toBe(1);
  expect(printed).toMatch(/primary: applied\nclinic: FAILED, a part may be applied\nmirror: not begun/);
  await expect(apply()).rejects.toThrow(
    /clinic: an apply of this plan began at .* and failed at .*; a part of it is applied. Applied: primary/,
  );
  expect(applied()).toHaveLength(2);

  // Killed before anything was written: the plan is still one of the state that there is, and the rest goes on.
  rmSync(join(folder, 'clinic.fails'));
  rmSync(join(folder, 'clinic.tfstate'));
  expect(await apply()).toBe(0);
  expect(printed).toContain('primary: applied at ');
  expect(applied()).toEqual(['primary', 'clinic', 'clinic', 'mirror'].map((one) => `${one} plan of ${one}`));
});

test('a run that was killed in the middle of a stack is told of, and that stack is planned anew', async () => {
  const { plans } = await save('primary', 'clinic');
  const [first, second] = plans.stacks;
  const began = '2026-11-23T08:00:00.000Z';
  const entries = [
    { stack: first?.stack, change: first?.change, began, ended: began, code: 0 },
    { stack: second?.stack, change: second?.change, began },
  ];
  writeFileSync(join(plansDir, 'applied.json'), JSON.stringify(entries));
  writeFileSync(join(folder, 'clinic.tfstate'), '{"lineage": "made", "serial": 1}');
  await expect(apply()).rejects.toThrow(
    /clinic: an apply of this plan began at 2026-11-23T08:00:00.000Z and was cut off; a part of it is applied. Applied: primary/,
  );
  expect(applied()).toEqual([]);
});

async function mutated(name: string): Promise<readonly PlannedSite[] | undefined> {
  return changes.find((one) => one.name === name)?.breaks(sites);
}

function approve({ guarded = [] }: Report, account = 'erika'): Approving {
  const approval: Approval = {
    $schema: './approval.schema.json',
    kind: 'approval',
    schemaVersion: '1.0.0',
    plans: Object.fromEntries(guarded.map(({ stack, plan }) => [stack, plan])),
    approves: guarded.map(({ guard, stack, address }) => ({ guard, stack, address })),
    reason: 'the old suite is no longer offered',
    approver: { account, name: 'Erika Muster', role: 'security officer' },
    issued: today(),
    expires: today(),
  };
  return { approvals: [{ file: 'approvals/one.json', approval }], authors: ['max'] };
}

test('what is guarded is applied only when somebody else has approved this very plan', async () => {
  shows((await mutated('primary: tunnels that had a larger group for IKE')) ?? []);
  const { plans, report } = await save('primary');
  expect(plans.report.mayApply).toBe(false);
  expect(report.guarded?.map(({ guard }) => guard)).toEqual(['suite-weakened', 'suite-weakened']);
  expect(await apply()).toBe(1);
  await expect(apply(approve(report, 'max'))).rejects.toThrow(/max approves a change that max has made/);
  const { approvals } = approve(report);
  const half = approvals.map((one) => ({
    ...one,
    approval: { ...one.approval, approves: one.approval.approves.slice(1) },
  }));
  expect(await apply({ approvals: half, authors: [] })).toBe(1);
  expect(applied()).toEqual([]);
  expect(await apply(approve(report))).toBe(0);
  expect(applied()).toEqual(['primary plan of primary']);

  rmSync(join(folder, 'primary.tfstate'));
  shows((await mutated('primary: tunnels that had a longer hash for IKE')) ?? []);
  await save('primary');
  expect(await apply(approve(report))).toBe(1);
});

test('an approval is written from the report alone, counts as it is, and is not written over', async () => {
  shows((await mutated('primary: tunnels that had a larger group for IKE')) ?? []);
  const { plans, report } = await save('primary');
  const file = join(folder, 'approval.json');
  const args = ['--reason', 'no longer offered', '--role', 'security officer', '--name', 'Erika Muster'];
  await expect(run(plansDir, ...args.slice(2), '--account', 'erika', '--out', file)).rejects.toThrow(
    /approve without --reason/,
  );
  expect(await run(join(plansDir, 'report.json'), ...args, '--account', 'erika', '--out', file)).toBe(0);
  const written: Approval = JSON.parse(readFileSync(file, 'utf8'));
  expect(written).toMatchObject({
    $schema: './approval.schema.json',
    plans: { primary: plans.stacks[0]?.change },
    approver: { account: 'erika', name: 'Erika Muster', role: 'security officer' },
    issued: today(),
  });
  expect(written.approves).toEqual(
    report.guarded?.map(({ guard, stack, address }) => ({ guard, stack, address })),
  );
  await expect(run(plansDir, ...args, '--account', 'erika', '--out', file)).rejects.toThrow(
    /never written over/,
  );
  const named = { all: (name: string) => (name === 'approval' ? [file] : []) };
  expect(await apply(approving(named, false, {}))).toBe(0);
  shows(sites);
  rmSync(join(folder, 'primary.tfstate'));
  await save('primary');
  await expect(apply(approving(named, false, {}))).rejects.toThrow(/approves another plan/);
});

const run = (...args: string[]) => Promise.resolve(approveCommand.run(args));

test('exit codes are Terraform’s where a pipeline asks for them, and never say that bad input is well', async () => {
  const plan = (...args: string[]) => planCommand.run(args);
  expect(await plan('primary', '--out', plansDir)).toBe(0);
  expect(await plan('primary', '--out', plansDir, '--detailed-exitcode')).toBe(2);
  expect(await plan('--detailed-exitcode', '--frob')).toBe(1);
  expect(printed).toContain("Unknown option '--frob'");
  await expect(plan('--frob')).rejects.toThrow(expect.objectContaining({ exitCode: 2 }));
  process.exitCode = 0;
  shows((await mutated('primary: tunnels that had a larger group for IKE')) ?? []);
  expect(await plan('primary', '--out', plansDir, '--detailed-exitcode')).toBe(1);
  expect(printed).toContain('npx --no estate approve');
});

test('plans that another version has made are refused, before anything is judged', async () => {
  await save('primary');
  const file = join(plansDir, 'plans.json');
  const plans = JSON.parse(readFileSync(file, 'utf8'));
  for (const [tool, value] of [
    ['terraform', '1.9.0'],
    ['provider', 'of-another-build'],
  ] as const) {
    writeFileSync(file, JSON.stringify({ ...plans, [tool]: value }));
    const error: Error = await apply().then(
      () => new Error('it was applied'),
      (one) => one,
    );
    expect(error).toMatchObject({ exitCode: 2 });
    expect(error.message).toMatch(new RegExp(`made with ${tool} ${value}, and here is`, 'i'));
  }
  expect(applied()).toEqual([]);
});

test('a folder that holds something else is not cleared', async () => {
  await save('primary');
  writeFileSync(join(plansDir, 'letters.txt'), 'mine');
  await expect(save('primary')).rejects.toThrow(/it holds letters.txt/);
  expect(readFileSync(join(plansDir, 'letters.txt'), 'utf8')).toBe('mine');
});

test('who made the change is who the CI says: of the request and its commits, else who started the run', () => {
  const event = join(folder, 'event.json');
  const write = (value: unknown) => writeFileSync(event, JSON.stringify(value));
  write({ pull_request: { user: { login: 'max' } } });
  const github = { GITHUB_EVENT_PATH: event, GITHUB_ACTOR: 'bot' };
  expect(authorsOf([], github)).toEqual(['max']);
  write({ commits: [{ author: { username: 'max' } }, { author: { username: 'eva' } }, {}] });
  expect(authorsOf(['ida'], github)).toEqual(['ida', 'max', 'eva']);
  write({});
  expect(authorsOf([], github)).toEqual(['bot']);
  expect(authorsOf([], { GITLAB_USER_LOGIN: 'max' })).toEqual(['max']);
  expect(authorsOf([], {})).toEqual([]);
  writeFileSync(event, 'no json');
  expect(() => authorsOf([], github)).toThrow(/cannot be read as JSON/);
});
