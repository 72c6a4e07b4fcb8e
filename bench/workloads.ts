import { cpus } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../terraform/project-root';
import { type Measured, runMeasured } from './run-measured';
import { median, tabulate } from './statistics';

const least = 3;
const rounds = Math.max(least, Number(process.argv[3] ?? 5) || 0);
/** What all sites may take, rendered and judged, of the time in which the SDK loads. */
const goal = 2;

const sdk = "require('@pulumi/pulumi'); require('@pulumi/kubernetes');";
const whole = join(projectRoot(), 'dist', 'bench', 'render-and-judge.js');

/** What is measured, the first as the measure of all. */
const programs = {
  'load the Pulumi SDK': ['-e', sdk],
  'render all sites': [whole, 'render'],
  'render and judge all sites': [whole],
} as const;

type Name = keyof typeof programs;

/** In turns, so that what else the machine does meets all alike; the first turn fills caches and does not count. */
async function measure(): Promise<ReadonlyMap<Name, readonly Measured[]>> {
  const names = Object.keys(programs) as Name[];
  const all = new Map<Name, Measured[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const one = await runMeasured(process.execPath, programs[name], 120);
      if (one.code !== 0) throw new Error(`${name}: ended with ${one.code}`);
      if (round > 0) all.get(name)?.push(one);
    }
  }
  return all;
}

function report(measured: ReadonlyMap<Name, readonly Measured[]>): string {
  const processor = (all: readonly Measured[]) => median(all.map((one) => one.processor ?? Number.NaN));
  const elapsed = (all: readonly Measured[]) => median(all.map((one) => one.elapsed));
  const [base = []] = measured.values();
  const rows = [...measured].map(([name, all]) => [
    name,
    processor(all).toFixed(2),
    (processor(all) / processor(base)).toFixed(1),
    elapsed(all).toFixed(2),
    (elapsed(all) / elapsed(base)).toFixed(1),
  ]);
  return [
    `${cpus().length} processors, medians of ${rounds} rounds; goal: ${goal} times`,
    tabulate([['one process each', 'processor s', 'ratio', 'elapsed s', 'ratio'], ...rows]),
  ].join('\n\n');
}

measure().then(
  (measured) => process.stdout.write(`${report(measured)}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  },
);
