import { renderDiffHtml } from '../../audit/diff-html';
import { renderDiffHuman } from '../../audit/diff-human';
import { renderDiffMarkdown } from '../../audit/diff-markdown';
import { diff, type Side } from '../../compare/diff';
import { Secrets } from '../../compare/secrets';
import { estatePlan } from '../estate-plan';
import { sideOf } from './diff-sides';

const server = 'openstack_compute_instance_v2.identity_1_server';
const tunnel = 'openstack_vpnaas_site_connection_v2.primary_tunnel';
const group = 'openstack_networking_secgroup_v2.identity_nodes';

type Json = { [key: string]: unknown };
type Change = { address: string; change: Json };

let base: Side;

beforeAll(async () => {
  const whole = sideOf('base', await estatePlan());
  base = { ...whole, plans: (whole.plans ?? []).filter(({ stack }) => stack === 'clinic') };
});

function withPlan(side: Side, change: (plan: Json & { resource_changes: Change[] }) => void): Side {
  const plans = (side.plans ?? []).map((plan) => {
    const json = JSON.parse(plan.planJson) as Json & { resource_changes: Change[] };
    change(json);
    return { ...plan, planJson: JSON.stringify(json) };
  });
  return { ...side, plans };
}

function set(
  plan: { resource_changes: Change[] },
  address: string,
  values: Json,
  sensitive: Json = {},
): void {
  const one = plan.resource_changes.find((each) => each.address === address);
  if (!one) throw new Error(`no ${address}`);
  one.change.after = { ...(one.change.after as Json), ...values };
  one.change.after_unknown = Object.fromEntries(
    Object.entries(one.change.after_unknown as Json).filter(([name]) => !(name in values)),
  );
  one.change.after_sensitive = { ...(one.change.after_sensitive as Json), ...sensitive };
}

/** Whatever is printed of a change, in every form. */
function printed(head: Side, from = base): string {
  const report = diff(from, head);
  expect(report.resources.changes.length).toBeGreaterThan(0);
  const texts = [renderDiffHuman(report), renderDiffMarkdown(report), renderDiffHtml(report)];
  return [JSON.stringify(report), ...texts].join('\n');
}

const secrets = {
  'by Terraform’s flag': 'correct horse "battery" staple',
  'by the schema or by its name (psk)': 'psk-7f3a9e21c4',
  'of a sensitive variable': 'variable-93b1d0',
  'of a sensitive output': 'output-51aa77',
  'in the other plan alone': 'rotated-8d2210',
  'longer than what is shown of a value': `long-${'0123456789abcdef'.repeat(40)}`,
};

test('what is sensitive anywhere in either plan is masked wherever the same text stands', () => {
  const [flagged, psk, variable, output, rotated, long] = Object.values(secrets) as [string, ...string[]];
  const from = withPlan(base, (plan) => {
    set(plan, server, { admin_pass: rotated }, { admin_pass: true });
  });
  const head = withPlan(base, (plan) => {
    set(plan, server, { key_pair: flagged }, { key_pair: true });
    set(plan, tunnel, { psk });
    plan.variables = { token: { value: variable }, key: { value: long } };
    const root = (plan.configuration as Json).root_module as Json;
    root.variables = { token: { sensitive: true }, key: { sensitive: true } };
    plan.output_changes = { it: { actions: ['create'], after: output, after_sensitive: true } };
    // The same texts at places that nobody marks: names, descriptions, keys of instances, metadata.
    set(plan, group, {
      name: `group of ${psk}`,
      description: `${flagged} and ${variable}`,
      tags: [output, `${rotated}!`, long],
    });
    const added = {
      address: `openstack_networking_secgroup_v2.x[${JSON.stringify(psk)}]`,
      mode: 'managed',
      type: 'openstack_networking_secgroup_v2',
      name: 'x',
      index: psk,
      change: { actions: ['create'], before: null, after: { name: variable }, after_unknown: {} },
    };
    plan.resource_changes.push(added as unknown as Change);
  });
  const text = printed(head, from);
  expect(text).toContain('(sensitive)');
  for (const [where, secret] of Object.entries(secrets)) {
    const forms = [secret, JSON.stringify(secret).slice(1, -1), secret.slice(0, 24)];
    for (const form of forms.filter((one) => one.length >= 12))
      expect([where, text.includes(form)]).toEqual([where, false]);
  }
});

test('messages of a report are masked too', () => {
  const secret = 'secret-of-a-message';
  const head = withPlan(base, (plan) => set(plan, tunnel, { psk: secret }));
  const [verdict] = base.report.verdicts;
  if (!verdict) throw new Error('no verdict');
  const added = { ...verdict, outcome: 'fail' as const, address: 'x', message: `it says ${secret}` };
  const report = { ...base.report, verdicts: [...base.report.verdicts, added] };
  const found = diff(base, { ...head, report });
  expect(found.verdicts.map(({ message }) => message)).toEqual(['it says (sensitive)']);
});

test('a short secret is masked where it is the whole, and does not blot out every word', () => {
  const all = new Secrets();
  all.add('ab');
  all.add(8443);
  all.add(true);
  expect(['ab', '"ab"', 'about', '8443', 'true'].map((text) => all.mask(text))).toEqual([
    '(sensitive)',
    '(sensitive)',
    'about',
    '(sensitive)',
    'true',
  ]);
});

test('a secret is found encoded, and on the lines of it', () => {
  const all = new Secrets();
  all.add('first line of a key\nsecond line of the same key/+');
  const encoded = Buffer.from('first line of a key\nsecond line of the same key/+').toString('base64');
  expect(all.mask(`x second line of the same key/+ y`)).toBe('x (sensitive) y');
  expect(all.mask(encoded)).not.toContain('Zmlyc3Q');
});
