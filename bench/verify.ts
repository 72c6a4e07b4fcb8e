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

interface Program {
  readonly name: string;
  readonly found: Found;
  readonly args: (file: string) => readonly string[];
  /** The largest plan it is given. */
  readonly most?: number;
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
    },
    {
      name: 'checkov',
      found: findCheckov(cache),
      args: (file) => ['--framework', 'terraform_plan', '--compact', '--quiet', '-f', file],
      most: 10_000,
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
    for (const { name, found, args, most = resources } of all) {
      if ('missing' in found || most < resources || (name === 'checkov' && round > 0)) continue;
      const run = await runMeasured(found.program, args(file));
      if (run.code !== 0 && run.code !== 1) throw new Error(`${name} ended with code ${run.code}`);
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
  const seconds = new Map<string, number[]>();
  process.stdout.write(`${rounds} rounds, interleaved; ${cpus().length} cores, node ${process.version}\n`);
  for (const { name, found } of all)
    if ('missing' in found) process.stdout.write(`skipped: ${name} (${found.missing})\n`);
  for (const resources of sizes) {
    const file = write(plan, resources);
    const runs = await measure(all, file, resources, rounds);
    const [base = Number.NaN] = [...runs.values()].map((list) => median(list.map((r) => r.seconds)));
    const rows = [...runs].map(([name, list]) => {
      const middle = median(list.map((run) => run.seconds));
      seconds.set(name, [...(seconds.get(name) ?? []), middle]);
      const memory = Math.max(...list.map((run) => run.megabytes ?? Number.NaN));
      return [name, (middle / base).toFixed(2), memory.toFixed(0)];
    });
    const size = statSync(file).size / 1e6;
    process.stdout.write(
      `\n${tabulate([[`${resources} resources, ${size.toFixed(1)} MB`, 'ratio', 'peak MB'], ...rows])}\n`,
    );
  }
  for (const [name, [, few, many]] of seconds)
    if (few !== undefined && many !== undefined)
      process.stdout.write(
        `growth of ${name}: exponent ${Math.log10(many / few).toFixed(2)} from 10,000 on\n`,
      );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
