import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../bin/synthesize';
import { loadEstate } from '../estate/load-estate';
import { readSynthesized } from '../policies/gate';
import { offlineVariables } from '../terraform/offline-variables';
import { planStacks } from '../terraform/plan-stacks';
import { inOrder, readDependencies } from '../terraform/stack-order';
import { median, tabulate } from './statistics';

const least = 3;
const rounds = Math.max(least, Number(process.argv[3] ?? 5) || 0);
/** What a whole plan may take of its slowest chain of stacks, where there is a processor for each chain. */
const goal = 1.2;

interface Times {
  readonly whole: number;
  readonly reused: number;
  /** Each stack alone, by name. */
  readonly alone: ReadonlyMap<string, number>;
}

/** Plans with the real provider, offline; what Terraform installs is there before the first round. */
async function measure(folder: string): Promise<{ times: readonly Times[]; outdir: string }> {
  const outdir = join(folder, 'out');
  synthesize(() => loadEstate(), outdir);
  const synthesized = readSynthesized(outdir);
  const names = synthesized.map(({ stack }) => stack);
  const variables = Object.fromEntries(synthesized.map(({ stack, text }) => [stack, offlineVariables(text)]));
  const estateDir = join(folder, 'estate');
  const plan = async (stacks: readonly string[], isFresh: boolean): Promise<number> => {
    if (isFresh) rmSync(join(estateDir, 'cache'), { recursive: true, force: true });
    const started = process.hrtime.bigint();
    const planned = await planStacks(outdir, stacks, { estateDir, variables });
    if (planned.some(({ isReused }) => isReused === isFresh))
      throw new Error('what was measured is not what was meant');
    return Number(process.hrtime.bigint() - started) / 1e9;
  };
  await plan(names, true);
  const times: Times[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const alone = new Map<string, number>();
    for (const name of names) alone.set(name, await plan([name], true));
    times.push({ whole: await plan(names, true), reused: await plan(names, false), alone });
  }
  return { times, outdir };
}

/** The chain of stacks that takes longest when nothing else runs: what no concurrency makes shorter. */
function slowestChain(times: readonly Times[], outdir: string) {
  const names = [...(times[0]?.alone.keys() ?? [])];
  const dependencies = readDependencies(outdir, names);
  const until = new Map<string, { readonly seconds: number; readonly chain: readonly string[] }>();
  for (const name of inOrder(dependencies)) {
    const before = (dependencies.get(name) ?? [])
      .map((one) => until.get(one) ?? { seconds: 0, chain: [] })
      .toSorted((one, other) => other.seconds - one.seconds)[0] ?? { seconds: 0, chain: [] };
    const own = median(times.map(({ alone }) => alone.get(name) ?? Number.NaN));
    until.set(name, { seconds: before.seconds + own, chain: [...before.chain, name] });
  }
  return [...until.values()].toSorted((one, other) => other.seconds - one.seconds)[0];
}

function report({ times, outdir }: Awaited<ReturnType<typeof measure>>): string {
  const slowest = slowestChain(times, outdir) ?? { seconds: Number.NaN, chain: [] };
  const row = (name: string, seconds: number) => [
    name,
    seconds.toFixed(2),
    (seconds / slowest.seconds).toFixed(2),
  ];
  const names = [...(times[0]?.alone.keys() ?? [])];
  return [
    `${names.length} stacks, ${cpus().length} processors, ${rounds} rounds; offline, with the real provider; goal: ${goal} times the slowest chain`,
    tabulate([
      ['plan', 'median s', 'ratio'],
      row(`slowest chain, alone: ${slowest.chain.join(', ')}`, slowest.seconds),
      row(
        'all stacks, one after the other',
        median(times.map(({ alone }) => [...alone.values()].reduce((sum, one) => sum + one, 0))),
      ),
      row('all stacks', median(times.map(({ whole }) => whole))),
      row('all stacks, unchanged since', median(times.map(({ reused }) => reused))),
    ]),
  ].join('\n\n');
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'estate-bench-'));
  try {
    process.stdout.write(`${report(await measure(folder))}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
