import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEstate } from '../../estate/load-estate';
import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { judge } from '../../judge/judge';
import type { Policy } from '../../judge/policy';
import { loadPolicies } from '../../policies/registry';
import { asOf } from '../estate-plan';
import { fixturesFolder } from '../make-fixtures';
import { outcomes, outcomesOf } from '../outcomes';
import { type Disguise, disguises } from './disguises';
import { parsePlan } from './plan-json';

const estate = loadEstate({ asOf });
const policies = loadPolicies().filter(
  ({ examples, observableIn }) => examples.terraform !== undefined && observableIn.includes('plan'),
);

function judgeExample(policy: Policy, disguise?: Disguise) {
  const file = `${policy.id}.json`;
  const stack = policy.examples.site ?? 'primary';
  const plan = parsePlan(readFileSync(join(fixturesFolder, file), 'utf8'));
  disguise?.apply(plan);
  const graph = new Graph([readPlan({ text: JSON.stringify(plan), file, stack })]);
  return outcomesOf(judge(graph, estate, { policies: [policy], asOf }), policy.id, stack);
}

/** What is said of a subject of the root module, and what is said of it in disguise, where that may not be. */
function differences(policy: Policy, disguise: Disguise): string[] {
  const [plain, other] = [judgeExample(policy), judgeExample(policy, disguise)];
  return outcomes.flatMap((outcome) =>
    plain[outcome].flatMap((subject) => {
      const address = /^[\w-]+\.[\w-]+/.test(subject) ? disguise.addressOf(subject) : subject;
      const now = outcomes.find((one) => other[one].includes(address)) ?? 'nothing';
      const isRight = now === outcome || (!disguise.isExact && now === 'undecided');
      return isRight ? [] : [`${subject}: ${outcome}, and ${now} in disguise`];
    }),
  );
}

test.each(disguises.map((disguise) => [disguise.name, disguise] as const))(
  '%s: what fails is still stopped, and what passes does not fail',
  (_, disguise) => {
    const found = policies.flatMap((policy) =>
      differences(policy, disguise).map((one) => `${policy.id}: ${one}`),
    );
    expect(found).toEqual([]);
  },
);
