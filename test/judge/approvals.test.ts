import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { renderGuarded } from '../../audit/guarded';
import { renderJson } from '../../audit/json';
import type { Approval, Approved } from '../../estate/approval';
import { type Report, verdictsThatStop } from '../../judge/report';
import type { NamedApproval } from '../../policies/approvals';
import { hashOfPlanned, type JudgeInputsOptions, judgeInputs } from '../../policies/judge-inputs';
import { untranslated } from '../audit/german/untranslated';
import { asOf } from '../estate-plan';
import { fixturesFolder } from '../make-fixtures';
import { estate } from './small-stacks';

const stack = 'primary';
const input = (id: string) => ({
  kind: 'plan' as const,
  stack,
  file: `${id}.json`,
  text: readFileSync(join(fixturesFolder, `${id}.json`), 'utf8'),
});
const kept = input('resilience/stateful-resource-kept');
const moved = 'openstack_blockstorage_volume_v3.moved_to_another_zone';
const deleted = 'openstack_keymanager_secret_v1.deleted';
const only = ['resilience/stateful-resource-kept'];

function approvalOf(approves: readonly Approved[], more: Partial<Approval> = {}, plan = kept): NamedApproval {
  const approval: Approval = {
    $schema: './approval.schema.json',
    kind: 'approval',
    schemaVersion: '1.0.0',
    plans: { [stack]: hashOfPlanned(plan) },
    approves,
    reason: 'replicated on Friday',
    approver: { account: 'erika', name: 'Erika Muster', role: 'data protection officer' },
    issued: asOf,
    expires: asOf,
    ...more,
  };
  return { file: 'approvals/one.json', approval };
}

const lost = (address: string): Approved => ({ guard: 'stateful-resource-lost', stack, address });

function judgeKept(options: JudgeInputsOptions): Report {
  return judgeInputs([kept], estate, { asOf, only, ...options });
}

const outcomes = ({ verdicts }: Report) =>
  Object.fromEntries(verdicts.map(({ address, outcome }) => [address, outcome]));

test('what is guarded and not approved fails, and says which plan an approval would be of', () => {
  const report = judgeKept({});
  expect(verdictsThatStop(report)).toHaveLength(3);
  expect(report.approvals).toBeUndefined();
  expect(report.guarded).toContainEqual({
    guard: 'stateful-resource-lost',
    policy: only[0],
    stack,
    address: deleted,
    plan: hashOfPlanned(kept),
    approvedBy: null,
  });
  expect(renderGuarded(report)).toContain('3 things need the approval of somebody');
});

test('an approval lifts what it names, and nothing beyond it', () => {
  const report = judgeKept({ approvals: [approvalOf([lost(moved)])] });
  expect(outcomes(report)).toEqual({
    [moved]: 'exempt',
    [deleted]: 'fail',
    'openstack_objectstorage_container_v1.abandoned': 'fail',
  });
  const { message } = report.verdicts.find(({ address }) => address === moved) ?? {};
  expect(message).toContain(
    'approved for this plan by Erika Muster (data protection officer), approvals/one.json',
  );
  expect(untranslated(report.verdicts)).toEqual([]);
  expect(report.approvals).toEqual([
    {
      file: 'approvals/one.json',
      approver: { account: 'erika', name: 'Erika Muster', role: 'data protection officer' },
      reason: 'replicated on Friday',
      issued: asOf,
      expires: asOf,
      plans: { [stack]: hashOfPlanned(kept) },
      approves: [{ ...lost(moved), lifts: true }],
    },
  ]);
});

test.each([
  ['of another kind', { guard: 'reach-widened', stack, address: moved }],
  ['of another stack', { guard: 'stateful-resource-lost', stack: 'mirror', address: moved }],
  ['of every resource', { guard: 'stateful-resource-lost', stack, address: '*' }],
] as const)('an approval %s lifts nothing', (_, approved) => {
  const plans = { [stack]: hashOfPlanned(kept), mirror: 'b'.repeat(64) };
  const report = judgeKept({ approvals: [approvalOf([approved], { plans })] });
  expect(Object.values(outcomes(report))).toEqual(['fail', 'fail', 'fail']);
  expect(report.approvals?.[0]?.approves).toEqual([{ ...approved, lifts: false }]);
});

test('a changed plan voids it; one that was named on the command line has to be of the plan', () => {
  const other = {
    ...kept,
    text: kept.text.replaceAll('"size":20', '"size":21').replaceAll('"size": 20', '"size": 21'),
  };
  expect(hashOfPlanned(other)).not.toBe(hashOfPlanned(kept));
  const approvals = [approvalOf([lost(moved)])];
  const report = judgeInputs([other], estate, { asOf, only, approvals });
  expect(outcomes(report)[moved]).toBe('fail');
  expect(report.approvals).toBeUndefined();
  const named = approvals.map((one) => ({ ...one, isNamed: true }));
  expect(() => judgeInputs([other], estate, { asOf, only, approvals: named })).toThrow(
    /approves another plan/,
  );
});

test('one that has expired, and one by who made the change, are refused', () => {
  const expired = approvalOf([lost(moved)], { issued: '2026-11-01', expires: '2026-11-21' });
  expect(() => judgeKept({ approvals: [expired] })).toThrow(/expired on 2026-11-21/);
  const own = { approvals: [approvalOf([lost(moved)])], authors: ['max', 'Erika'] };
  expect(() => judgeKept(own)).toThrow(/erika approves a change that erika has made/);
  expect(outcomes(judgeKept({ ...own, authors: ['max'] }))[moved]).toBe('exempt');
});

test('one that is given later than the day judged counts for nothing on that day', () => {
  const approvals = [approvalOf([lost(moved)], { issued: '2026-11-23', expires: '2026-11-30' })];
  expect(outcomes(judgeKept({ approvals }))[moved]).toBe('fail');
});

test('undecided encryption can be approved, and a known breach of it cannot', () => {
  const policy = 'encryption/encryption-not-changed-in-place';
  const plan = input(policy);
  const address = (name: string) => `openstack_blockstorage_volume_v3.${name}`;
  const names = ['decided_at_apply', 'switched_on'];
  const approves = names.map(
    (name): Approved => ({ guard: 'encryption-undecided', stack, address: address(name) }),
  );
  const approvals = [approvalOf(approves, {}, plan)];
  const report = judgeInputs([plan], estate, { asOf, only: [policy], approvals });
  expect(outcomes(report)).toMatchObject({
    [address('decided_at_apply')]: 'exempt',
    [address('switched_on')]: 'fail',
  });
});

test('a report with approvals fits the published schema', () => {
  const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', 'docs', 'report.schema.json'), 'utf8'));
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  validate(JSON.parse(renderJson(judgeKept({ approvals: [approvalOf([lost(moved)])] }))));
  expect(validate.errors ?? []).toEqual([]);
});
