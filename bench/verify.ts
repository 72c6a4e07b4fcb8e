import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../bin/synthesize';
import { loadEstate } from '../estate/load-estate';
import { readSynthesized } from '../policies/gate';
import { offlineVariables } from '../terraform/offline-variables';
import { planStacks } from '../terraform/plan-stacks';
import { projectRoot } from '../terraform/project-root';
import { multiplyPlan } from './multiply-plan';
import { type Found, findCheckov, findConftest } from './other-checkers';
import { type Measured, runMeasured } from './run-measured';
import { median, tabulate } from './statistics';

/** Compiled, this file is in `dist/bench`. */
const dist = join(__dirname, '..');
const cache = join(projectRoot(), '.estate', 'bench');
const sizes = [1_000, 10_000, 100_000];
const site = 'primary';
/** Seconds after which a program is ended. */
const limit = 300;

interface Program {
  readonly name: string;
  readonly found: Found;
  readonly args: (file: string) => readonly string[];
  /** The largest plan it is given. */
  readonly most?: number;
  /** How often it is run at most, since it is slow. @default in every round */
  readonly rounds?: number;
}

const bareParse = 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))';

function programs(): readonly Program[] {
  const node = { program: process.execPath };
  const rules = join(projectRoot(), 'bench', 'rego');
  return [
    { name: 'node, reads and parses', found: node, args: (file) => ['-e', bareParse, file] },
    {
      name: 'estate verify, all policies',
      found: node,
      args: (file) => [join(dist, 'bin', 'estate.js'), 'verify', '--plan', file],
    },
    {
      name: 'conftest, ten rules',
      found: findConftest(cache),
      args: (file) => ['test', '--parser', 'json', '-p', rules, file],
      most: 10_000,
    },
    {
      name: 'checkov',
      found: findCheckov(cache),
      args: (file) => [
        '--framework',
        'terraform_plan',
        '--compact',
        '--quiet',
        '--skip-download',
        '-f',
        file,
      ],
      most: 10_000,
      rounds: 1,
    },
  ];
}

/** One site of the estate, planned by the real provider. */
async function planSite(): Promise<string> {
  const outdir = join(cache, 'synth');
  synthesize(loadEstate, outdir);
  const source = readSynthesized(outdir).find(({ stack }) => stack === site)?.text ?? '{}';
  const [plan] = await planStacks(outdir, [site], { variables: { [site]: offlineVariables(source) } });
  return plan?.planJson ?? '';
}

/** Written to a file of another name first: what is half written is never measured. */
function write(plan: string, resources: number): string {
  const file = join(cache, `plan-${resources}.json`);
  const each = (JSON.parse(plan) as { resource_changes: unknown[] }).resource_changes.length;
  const handle = openSync(`${file}.draft`, 'w', 0o600);
  multiplyPlan(plan, Math.max(1, Math.round(resources / each)), (part) => writeSync(handle, part));
  closeSync(handle);
  renameSync(`${file}.draft`, file);
  return file;
}

/** Every program once in each round, so that whatever else the machine does falls on all of them alike. */
async function measure(all: readonly Program[], file: string, resources: number, rounds: number) {
  const runs = new Map<string, Measured[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, found, args, most = resources, rounds: atMost = rounds } of all) {
      if ('missing' in found || most < resources || round >= atMost) continue;
      const run = await runMeasured(found.program, args(file), limit);
      if (run.code !== null && run.code > 1) throw new Error(`${name} ended with code ${run.code}`);
      runs.set(name, [...(runs.get(name) ?? []), run]);
    }
  }
  return runs;
}

async function main(): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const rounds = Math.max(1, Number(process.argv[3] ?? 5) || 0);
  const all = programs();
  const plan = await planSite();
  const grown = new Map<string, number[]>();
  process.stdout.write(
    `${rounds} rounds, interleaved, at most ${limit} s each; ${cpus().length} cores, node ${process.version}\n`,
  );
  for (const { name, found } of all)
    if ('missing' in found) process.stdout.write(`skipped: ${name} (${found.missing})\n`);
  for (const resources of sizes) {
    const file = write(plan, resources);
    const runs = await measure(all, file, resources, rounds);
    const [base] = [...runs.values()].map(summarise);
    const rows = [...runs].map(([name, list]) => {
      const { elapsed, processor } = summarise(list);
      grown.set(name, [...(grown.get(name) ?? []), processor]);
      const memory = Math.max(...list.map((run) => run.megabytes ?? Number.NaN));
      const isEnded = list.some(({ code }) => code === null);
      const ratios = [processor / (base?.processor ?? Number.NaN), elapsed / (base?.elapsed ?? Number.NaN)];
      return [name, ...ratios.map((one) => `${isEnded ? '> ' : ''}${one.toFixed(1)}`), memory.toFixed(0)];
    });
    const size = statSync(file).size / 1e6;
    const head = [`${resources} resources, ${size.toFixed(1)} MB`, 'processor', 'elapsed', 'peak MB'];
    process.stdout.write(`\n${tabulate([head, ...rows])}\n`);
  }
  for (const [name, [, few, many]] of grown)
    if (few !== undefined && many !== undefined)
      process.stdout.write(
        `growth of ${name}: exponent ${Math.log10(many / few).toFixed(2)} from 10,000 on\n`,
      );
}

/** The middle of all rounds, in seconds. */
function summarise(list: readonly Measured[]): { elapsed: number; processor: number } {
  return {
    elapsed: median(list.map((run) => run.elapsed)),
    processor: median(list.map((run) => run.processor ?? Number.NaN)),
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
