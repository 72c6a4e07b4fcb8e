import { loadEstate } from '../../estate/load-estate';
import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { judge } from '../../judge/judge';
import { loadPolicies } from '../../policies/registry';
import { asOf, estatePlan } from '../estate-plan';
import { multiplyPlan } from './multiply-plan';

const estate = loadEstate({ asOf });
const policies = loadPolicies();

async function plans(times: number): Promise<{ stack: string; text: string }[]> {
  return (await estatePlan()).map(({ stack, plan }) => ({ stack, text: multiplyPlan(plan, times) }));
}

/** Reads and judges; the least processor time of some runs, since what disturbs a run only adds to it. */
function measure(inputs: readonly { stack: string; text: string }[], runs: number) {
  let milliseconds = Number.POSITIVE_INFINITY;
  let resources = 0;
  for (let run = 0; run < runs; run += 1) {
    const start = process.cpuUsage();
    const stacks = inputs.map(({ stack, text }) => readPlan({ text, file: 'plan.json', stack }));
    resources = judge(new Graph(stacks), estate, { policies, asOf }).coverage.resources;
    const { user, system } = process.cpuUsage(start);
    milliseconds = Math.min(milliseconds, (user + system) / 1000);
  }
  return { resources, milliseconds };
}

test('three times as many resources take about three times as long', async () => {
  const [small, large] = [await plans(8), await plans(24)];
  measure(small, 1);
  const [few, many] = [measure(small, 3), measure(large, 2)];
  expect(many.resources).toBeGreaterThan(10_000);
  expect(many.resources / few.resources).toBe(3);
  // Growth with the square would be nine times as long.
  expect(many.milliseconds / few.milliseconds).toBeLessThan(6);
});

test('what nobody can follow takes no longer by the square', async () => {
  const shown = measure(await plans(24), 1);
  const hidden = (await plans(24)).map(({ stack, text }) => ({
    stack,
    text: text.replaceAll(
      /\{"constant_value":(?:"\$[^"]*"|\["\$[^\]]*\]),"references":\[[^\]]*\]\}/g,
      '{"references":["local.x"]}',
    ),
  }));
  expect(hidden[0]?.text).toContain('local.x');
  expect(measure(hidden, 1).milliseconds / shown.milliseconds).toBeLessThan(12);
});
