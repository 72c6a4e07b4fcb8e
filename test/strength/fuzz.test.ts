import { estatePlan } from '../estate-plan';
import { damages, Fuzzer } from './fuzz/run-cases';
import { smallPlan } from './fuzz/small-plan';

/** A small part of what `npm run fuzz` tries: another seed each time would be another test each time. */
const seed = 20_261_123;
const count = 600;

test('a broken or hostile plan is refused or stopped, never a crash, a hang or a pass of less', async () => {
  const fuzzer = new Fuzzer(JSON.stringify(smallPlan(await estatePlan())));
  const tried = Array.from({ length: count }, (_, at) => fuzzer.try(seed, at));
  expect(
    tried.flatMap(({ wrong, damage }, at) => (wrong ? [`case ${at} (${damage}): ${wrong}`] : [])),
  ).toEqual([]);
  expect(new Set(tried.map(({ damage }) => damage)).size).toBe(damages.length);
  expect(new Set(tried.map(({ exit }) => exit))).toEqual(new Set([0, 1, 2]));
});

test('a case is the same for its seed and number', async () => {
  const text = JSON.stringify(smallPlan(await estatePlan()));
  const [one, other] = [new Fuzzer(text), new Fuzzer(text)];
  for (let at = 0; at < 50; at += 1)
    expect(one.make(seed, at).bytes.equals(other.make(seed, at).bytes)).toBe(true);
  expect(one.make(seed, 1).bytes.equals(one.make(seed + 1, 1).bytes)).toBe(false);
});
