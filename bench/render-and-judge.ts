import { renderWorkloads } from '../bin/workload-inputs';
import { loadEstate } from '../estate/load-estate';
import { judgeInputs } from '../policies/judge-inputs';

/** One run of what `bench/workloads.ts` measures: what runs at every site, rendered and judged in one process. */
async function main(): Promise<void> {
  const estate = loadEstate();
  const inputs = await renderWorkloads(estate);
  if (process.argv[2] === 'render') return;
  const { summary } = judgeInputs(inputs, estate);
  if (summary.pass < 1_000) throw new Error(`${summary.pass} passed: that was not the estate`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
