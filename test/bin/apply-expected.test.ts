import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import applyCommand from '../../bin/commands/apply';
import planCommand from '../../bin/commands/plan';
import type { Approval } from '../../estate/approval';
import type { Report } from '../../judge/report';
import { today } from '../../policies/judge-inputs';
import { estatePlan, type PlannedSite } from '../estate-plan';
import changes from '../strength/mutants/changes';
import { planIn, standInForTerraform } from './terraform-stand-in';

const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'apply-expected-'));
const plansDir = join(folder, 'plans');
const weaker = 'primary: tunnels that had a larger group for IKE';
let sites: readonly PlannedSite[] = [];

beforeAll(async () => {
  sites = await estatePlan();
  process.env.ESTATE_TERRAFORM = standInForTerraform(folder);
});
beforeEach(() => {
  for (const name of ['applied', 'primary.tfstate', 'plans'])
    rmSync(join(folder, name), { recursive: true, force: true });
  planIn(folder, sites);
  jest.spyOn(console, 'error').mockImplementation();
  for (const stream of [process.stdout, process.stderr]) jest.spyOn(stream, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => {
  delete process.env.ESTATE_TERRAFORM;
  rmSync(folder, { recursive: true, force: true });
});

const applied = () =>
  existsSync(join(folder, 'applied')) ? readFileSync(join(folder, 'applied'), 'utf8').trim() : '';
const applyExpected = (...args: string[]) => applyCommand.run(['primary', ...args]);

/** As the pipeline of a change does: plans, and keeps hash and report alone. */
async function lookAt(): Promise<{ change: string; report: Report }> {
  const [change, report] = [join(folder, 'change'), join(folder, 'report.json')];
  await planCommand.run([
    'primary',
    '--out',
    plansDir,
    '--change',
    change,
    '--format',
    'json',
    '--report',
    report,
  ]);
  rmSync(plansDir, { recursive: true });
  return { change: readFileSync(change, 'utf8').trim(), report: JSON.parse(readFileSync(report, 'utf8')) };
}

async function weaken(): Promise<void> {
  const broken = await changes.find(({ name }) => name === weaker)?.breaks(sites);
  if (broken === undefined) throw new Error(`no change of the name ${weaker}`);
  planIn(folder, broken);
}

/** Bad input: value, rule and fix, exit code 2, nothing applied, and no plan left. */
async function refused(work: Promise<number>, says: RegExp): Promise<void> {
  const error: Error = await work.then(
    (code) => new Error(`it ended with ${code}`),
    (one) => one,
  );
  expect(error.message).toMatch(says);
  expect(error.message).toMatch(/\n +fix:? /);
  expect([(error as Error & { exitCode?: number }).exitCode, applied()]).toEqual([2, '']);
  const kept = join(root, '.estate', 'expected');
  const own = existsSync(kept) ? readdirSync(kept).filter((name) => name.startsWith(`${process.pid}-`)) : [];
  expect(own).toEqual([]);
}

test('the change that was looked at is planned again, and applied', async () => {
  const { change } = await lookAt();
  expect(await applyExpected('--expect', change)).toBe(0);
  expect(applied()).toBe('primary plan of primary');
});

test('another change than that is refused, with both hashes', async () => {
  const { change } = await lookAt();
  const other = 'ab'.repeat(32);
  await refused(
    applyExpected('--expect', other),
    new RegExp(`--expect ${other}: the plans made now have the hash ${change}`),
  );
});

test('a change that has become another one since is refused', async () => {
  const { change } = await lookAt();
  await weaken();
  await refused(applyExpected('--expect', change), /it is another one now; nothing was applied/);
});

test('of other sites than those that were planned is another change', async () => {
  const { change } = await lookAt();
  await refused(applyCommand.run(['--expect', change]), /the plans made now have the hash/);
});

test.each(['', 'main', 'AB'.repeat(32), 'ab'.repeat(31), `${'ab'.repeat(32)}\n`])(
  'no hash of a change (%j) is refused before anything is planned',
  async (text) => {
    rmSync(join(folder, 'primary.json'));
    await refused(applyExpected('--expect', text), /the hash of a change, 64 hexadecimal digits/);
  },
);

test('what somebody has to approve is applied only with that, unexpired, of this plan, by another', async () => {
  await weaken();
  const { change, report } = await lookAt();
  expect(await applyExpected('--expect', change)).toBe(1);
  expect(applied()).toBe('');
  const good: Approval = {
    $schema: './approval.schema.json',
    kind: 'approval',
    schemaVersion: '1.0.0',
    plans: Object.fromEntries((report.guarded ?? []).map(({ stack, plan }) => [stack, plan])),
    approves: (report.guarded ?? []).map(({ guard, stack, address }) => ({ guard, stack, address })),
    reason: 'the old suite is no longer offered',
    approver: { account: 'erika', name: 'Erika Muster', role: 'security officer' },
    issued: today(),
    expires: today(),
  };
  const file = join(folder, 'approval.json');
  const withApproval = (more: Partial<Approval>, ...args: string[]) => {
    writeFileSync(file, JSON.stringify({ ...good, ...more }));
    return applyExpected('--expect', change, '--approval', file, '--author', 'max', ...args);
  };
  const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
  await refused(withApproval({ issued: day(-9), expires: day(-2) }), /expired on/);
  await refused(withApproval({ plans: { primary: 'ab'.repeat(32) } }), /it approves another plan/);
  await refused(withApproval({}, '--author', 'Erika'), /erika approves a change that erika has made/);
  await refused(withApproval({ issued: day(3), expires: day(5) }), /issued/);
  expect(await withApproval({})).toBe(0);
  expect(applied()).toBe('primary plan of primary');
});
