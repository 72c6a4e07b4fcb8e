import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEstate } from '../../estate/load-estate';
import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { type CreationEvidence, judge } from '../../judge/judge';
import type { Policy } from '../../judge/policy';
import type { Report } from '../../judge/report';
import { loadPolicies } from '../../policies/registry';
import { asOf, estatePlan } from '../estate-plan';
import { fixturesFolder } from '../make-fixtures';
import { outcomesOf } from '../outcomes';
import { type Applied, applyPlan } from './after-apply';

const estate = loadEstate({ asOf });
const policies = loadPolicies();
const withPlans = policies.filter(
  ({ examples, observableIn }) => examples.terraform !== undefined && observableIn.includes('plan'),
);
/** These judge what a plan changes, of which nothing is left when it is applied. */
const isOfChange = ({ id }: Policy) => id.startsWith('change/');
const planned = withPlans.filter((policy) => !isOfChange(policy));

/** What the judged apply would remember of the volumes it has made. */
function evidenceOf(stack: string, { plan, made }: Applied): [string, CreationEvidence][] {
  const { resource_changes: changes } = JSON.parse(plan) as {
    resource_changes: { address: string; change: { after: { id: string } } }[];
  };
  return changes
    .filter(({ address }) => made.has(address))
    .map(({ address, change }) => [`${stack}:${address}`, { id: change.after.id, sealed: {} }]);
}

/** Definite verdicts of a policy before the apply that are others after it: `subject: before, then after`. */
function reversals(
  { id }: Policy,
  before: Report,
  after: Report,
  isShown: (subject: string) => boolean,
): string[] {
  const [one, other] = [before, after].map((report) => outcomesOf(report, id));
  return (['pass', 'fail'] as const).flatMap((outcome) =>
    (one?.[outcome] ?? [])
      .filter((subject) => isShown(subject) && !other?.[outcome].includes(subject))
      .map((subject) => {
        const then = (['pass', 'fail', 'undecided'] as const).find((o) => other?.[o].includes(subject));
        return `${subject}: ${outcome}, then ${then ?? 'nothing'}`;
      }),
  );
}

test.each(planned)('$id: what is definite before the apply is the same after it', (policy) => {
  const file = `${policy.id}.json`;
  const text = readFileSync(join(fixturesFolder, file), 'utf8');
  const stack = policy.examples.site ?? 'primary';
  const applied = applyPlan(text);
  const creationEvidence = new Map(evidenceOf(stack, applied));
  const examine = (plan: string) =>
    judge(new Graph([readPlan({ text: plan, file, stack })]), estate, {
      policies: [policy],
      asOf,
      creationEvidence,
    });
  const isShown = (subject: string) =>
    ![applied.guessed, applied.changed].some((set) => set.has(subject.slice(stack.length + 1)));
  expect(reversals(policy, examine(text), examine(applied.plan), isShown)).toEqual([]);
});

test.each(withPlans.filter(isOfChange))('$id: what was applied is no change any more', (policy) => {
  const file = `${policy.id}.json`;
  const { plan } = applyPlan(readFileSync(join(fixturesFolder, file), 'utf8'));
  const stack = policy.examples.site ?? 'primary';
  const graph = new Graph([readPlan({ text: plan, file, stack })]);
  const { fail, undecided } = outcomesOf(judge(graph, estate, { policies: [policy], asOf }), policy.id);
  expect({ fail, undecided }).toEqual({ fail: [], undecided: [] });
});

test('the estate: what is definite before the apply is the same after it', async () => {
  const sites = (await estatePlan()).map((site) => ({ ...site, applied: applyPlan(site.plan) }));
  const creationEvidence = new Map(sites.flatMap(({ stack, applied }) => evidenceOf(stack, applied)));
  const examine = (plans: readonly { readonly stack: string; readonly plan: string }[]) => {
    const stacks = plans.map(({ stack, plan }) => readPlan({ text: plan, stack, file: `${stack}.json` }));
    return judge(new Graph(stacks), estate, { policies, asOf, creationEvidence });
  };
  const [before, after] = [
    examine(sites),
    examine(sites.map(({ stack, applied }) => ({ stack, plan: applied.plan }))),
  ];
  const isShown = (subject: string) =>
    !sites.some(({ stack, applied }) => [...applied.guessed].some((one) => subject === `${stack}:${one}`));
  const found = policies
    .filter(({ observableIn }) => observableIn.includes('plan'))
    .flatMap((policy) => reversals(policy, before, after, isShown).map((one) => `${policy.id}: ${one}`));
  expect(found).toEqual([]);
});

test('an apply leaves nothing unknown and keeps what was known', async () => {
  for (const { plan } of await estatePlan()) {
    const before = JSON.parse(plan) as { resource_changes: { change: { after: object } }[] };
    const after = JSON.parse(applyPlan(plan).plan) as typeof before;
    expect(after.resource_changes).toHaveLength(before.resource_changes.length);
    for (const [at, { change }] of after.resource_changes.entries()) {
      expect(change).toMatchObject({ actions: ['no-op'], after_unknown: {} });
      const known = before.resource_changes[at]?.change.after ?? {};
      expect(Object.keys(change.after)).toEqual(expect.arrayContaining(Object.keys(known)));
    }
  }
});
