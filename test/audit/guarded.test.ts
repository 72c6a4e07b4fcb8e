import Ajv from 'ajv/dist/2020';
import { renderDiffHtml } from '../../audit/diff-html';
import { renderDiffHuman } from '../../audit/diff-human';
import { renderDiffMarkdown } from '../../audit/diff-markdown';
import { renderGuardedMarkdown } from '../../audit/guarded-markdown';
import { renderMarkdown } from '../../audit/markdown';
import { diff, type Side } from '../../compare/diff';
import type { GuardedFinding, Report, ReportedApproval } from '../../judge/report';
import { sideOf } from '../compare/diff-sides';
import { estatePlan } from '../estate-plan';

const plan = 'ab'.repeat(32);
const open: GuardedFinding = {
  guard: 'stateful-resource-lost',
  policy: 'resilience/stateful-resource-kept',
  stack: 'clinic',
  address: 'openstack_blockstorage_volume_v3.imaging_data',
  plan,
  approvedBy: null,
};
const approved: GuardedFinding = {
  ...open,
  guard: 'suite-weakened',
  address: 'openstack_vpnaas_ike_policy_v2.primary',
  approvedBy: 'approvals/one.json',
};
const approval: ReportedApproval = {
  file: 'approvals/one.json',
  approver: { account: 'erika', name: 'Erika <b>Muster</b>', role: 'security officer' },
  reason: 'the old suite | is no longer offered',
  issued: '2026-11-20',
  expires: '2026-11-27',
  plans: { clinic: plan },
  approves: [{ guard: 'suite-weakened', stack: 'clinic', address: approved.address, lifts: true }],
};

let base: Side;
beforeAll(async () => {
  base = sideOf('base', await estatePlan());
});

function sides() {
  const side = base;
  const report: Report = { ...side.report, approvals: [approval], guarded: [open, approved] };
  return { side, report, compared: diff(side, { ...side, name: 'head', report }) };
}

test('a diff says who has approved what, and what still waits for somebody, before all else', () => {
  const { compared } = sides();
  const validate = new Ajv({ allErrors: true }).compile(require('../../docs/diff.schema.json') as object);
  validate(JSON.parse(JSON.stringify(compared)));
  expect(validate.errors ?? []).toEqual([]);

  const human = renderDiffHuman(compared);
  expect(human).toMatch(
    /Approved by Erika <b>Muster<\/b> \(security officer\) until 2026-11-27[\s\S]*One thing needs the approval[\s\S]*stateful-resource-lost: clinic openstack_blockstorage_volume_v3\.imaging_data[\s\S]*The promise: as it was/u,
  );
  const markdown = renderDiffMarkdown(compared);
  expect(markdown.indexOf('### Who must approve')).toBeLessThan(markdown.indexOf('### The promise'));
  expect(markdown).toContain('**One thing needs the approval of somebody who did not make the change**');
  expect(markdown).not.toContain('<b>');
  const html = renderDiffHtml(compared);
  expect(html).toMatch(
    /Who must approve[\s\S]*not approved[\s\S]*stateful-resource-lost[\s\S]*Erika &lt;b&gt;Muster/u,
  );
});

test('a report in Markdown says it too, and nothing where nothing needs an approval', () => {
  const { side, report } = sides();
  const text = renderMarkdown(report);
  expect(text).toContain('### Who must approve');
  expect(text.split('\n').filter((line) => line.includes('✅ Erika'))).toHaveLength(1);
  expect(renderMarkdown(side.report)).not.toContain('Who must approve');
  expect(renderDiffMarkdown(diff(side, { ...side, name: 'head' }))).not.toContain('Who must approve');
});

test('many of them leave room for the rest of a comment', () => {
  const many = Array.from({ length: 3000 }, (_, at) => ({ ...open, address: `a.${at}` }));
  const text = renderGuardedMarkdown({
    guarded: many,
    approvals: Array.from({ length: 200 }, () => approval),
  });
  expect(text.length).toBeLessThan(12_000);
  expect(text).toContain('**3000 things need the approval');
  expect(text).toContain('and 2980 more');
});
