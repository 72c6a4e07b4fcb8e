import { loadPolicies } from '../../policies/registry';
import { untranslated } from '../audit/german/untranslated';
import { estatePlan } from '../estate-plan';
import { isOf, MutantJudge } from './judge-mutants';
import { everyMutant } from './mutants/every-mutant';
import { withoutMutant } from './mutants/without-mutant';

/** Of how many mutants one is tried here; `npm run mutate` tries them all. */
const oneOf = 79;

test('there are at least 200 mutants, each of its own, for rules and areas that there are', () => {
  const ids = loadPolicies().map(({ id }) => id);
  const unknown = everyMutant.flatMap(({ rules }) =>
    rules.filter((rule) => !ids.some((id) => isOf(id, rule))),
  );
  expect(unknown).toEqual([]);
  expect(new Set(everyMutant.map(({ name }) => name)).size).toBe(everyMutant.length);
  expect(everyMutant.length).toBeGreaterThanOrEqual(200);
});

test('every rule of clouds has a mutant that it alone has to see, or a reason why there is none', () => {
  const pointed = new Set(
    everyMutant.flatMap(({ rules: [first = '', ...more] }) => (more.length ? [] : first)),
  );
  // Rules of clusters are tried on workloads: cluster-mutation.test.ts.
  const without = loadPolicies()
    .filter(({ observableIn }) => observableIn.some((kind) => kind !== 'manifests'))
    .map(({ id }) => id)
    .filter((id) => !pointed.has(id));
  expect(without).toEqual(Object.keys(withoutMutant).toSorted());
});

test('every mutant changes the plan or its source', async () => {
  const sites = await estatePlan();
  const tried = everyMutant.filter((_, at) => at % oneOf === 3);
  const same = tried.filter(
    (one) => !one.declares && !one.observes && JSON.stringify(one.breaks(sites)) === JSON.stringify(sites),
  );
  expect(same.map(({ name }) => name)).toEqual([]);
});

test('the unbroken estate is silent, and what is broken is seen by a rule that has to', async () => {
  const judge = new MutantJudge(await estatePlan());
  expect(judge.unbroken).toEqual([]);
  const tried = everyMutant.filter((_, at) => at % oneOf === 0);
  const seen = tried.map((mutant) => judge.examine(mutant));
  const survivors = seen.filter(({ expected }) => expected.length === 0);
  expect(survivors.map(({ mutant }) => mutant.name)).toEqual([]);
  expect(untranslated(seen.flatMap(({ verdicts }) => verdicts))).toEqual([]);
});

test('a mutant that breaks nothing is seen by nobody', async () => {
  const judge = new MutantJudge(await estatePlan());
  const idle = { name: 'nothing', rules: ['encryption'], breaks: () => judge.sites };
  expect(judge.examine(idle).verdicts).toEqual([]);
});
