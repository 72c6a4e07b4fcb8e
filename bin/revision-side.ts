import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Side } from '../compare/diff';
import { readReport } from '../compare/read-report';
import { EstateError } from '../estate/estate-error';
import type { Report } from '../judge/report';
import { type Input, judgeInputs } from '../policies/judge-inputs';
import { InputError } from '../terraform/errors';
import { runProgram } from '../terraform/run-program';
import { show } from '../terraform/terraform';
import { writeAside } from '../terraform/write-aside';
import { reportFaults } from './estate-faults';
import { exceptionsInForce } from './exceptions';
import { ourEstateWithFaults } from './our-estate';
import { planEstate } from './plan-estate';
import { objectsOf, plansOf, wholeObjects } from './side-files';
import { checkOut } from './worktrees';

/** This working tree: synthesized without the gate, since what breaks a rule is to be shown, planned and judged. */
export async function planWorkingTree(name: string, asOf: string | undefined): Promise<Side> {
  const { report, inputs } = await judgeWorkingTree(asOf);
  return { name, report, plans: plansOf(inputs), objects: objectsOf(inputs) };
}

async function judgeWorkingTree(asOf: string | undefined) {
  const { estate, faults } = ourEstateWithFaults();
  const inputs = await planEstate(estate, { toCompare: true }).catch((error: unknown) => {
    // What is wrong with the estate comes before what that leads to.
    throw faults.length > 0 ? new EstateError(faults) : error;
  });
  const exceptions = exceptionsInForce(undefined, asOf);
  const report = judgeInputs(inputs, estate, { exceptions, ...(asOf === undefined ? {} : { asOf }) });
  return { report: reportFaults(report, faults), inputs };
}

/** Writes this working tree's report, plans, objects and sources, mode 600, for another run to compare with. */
export async function keepWorkingTree(folder: string, asOf: string | undefined): Promise<void> {
  const { report, inputs } = await judgeWorkingTree(asOf);
  for (const { stack, text, source } of inputs) {
    writeAside(join(folder, `${stack}.json`), String(text));
    if (source !== undefined) writeAside(join(folder, `${stack}.tf.json`), source);
  }
  writeAside(join(folder, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`);
}

export interface Revision {
  /** As a person called it. */
  readonly name: string;
  readonly commit: string;
  readonly side: 'base' | 'head';
}

/**
 * A revision, checked out into a folder of its own and judged there by its own program and rules.
 * @throws InputError with what it said, where it could not be judged
 */
export async function planRevision(
  { name, commit, side }: Revision,
  folder: string,
  asOf: string | undefined,
): Promise<Side> {
  const tree = join(folder, side);
  const kept = join(folder, `${side}-kept`);
  mkdirSync(kept, { mode: 0o700 });
  checkOut(commit, tree);
  const day = asOf === undefined ? [] : ['--as-of', asOf];
  const keeps = existsSync(join(tree, 'bin', 'commands', 'diff.ts'));
  const args = keeps
    ? ['diff', '--keep', kept, ...day]
    : ['plan', '--format', 'json', reportOption(tree), join(kept, 'report.json'), ...day];
  const said = await runEstate(tree, args);
  const file = join(kept, 'report.json');
  if (!existsSync(file)) {
    throw new InputError({
      value: `--${side} ${name} (${commit.slice(0, 12)}) could not be planned and judged. It says:\n${said}`,
      rule: 'Each revision is synthesized, planned and judged by its own program.',
      fix: 'Mend that revision, or compare with another one.',
    });
  }
  const report = readReport(JSON.parse(readFileSync(file, 'utf8')), `the report of ${name}`);
  const inputs = keeps ? readKept(kept, report.inputs) : await readLeft(tree, report.inputs);
  return { name, commit, report, plans: plansOf(inputs), objects: wholeObjects(inputs, report) };
}

/** Since plans can be kept, `--out` names where they go. */
function reportOption(tree: string): string {
  return existsSync(join(tree, 'bin', 'commands', 'apply.ts')) ? '--report' : '--out';
}

async function runEstate(tree: string, args: readonly string[]): Promise<string> {
  const env = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('GIT_'),
  );
  const program = join(tree, 'bin', 'estate.mjs');
  const { stderr } = await runProgram(process.execPath, [program, ...args], {
    cwd: tree,
    // Packages that this revision needs and nobody else are taken from npm's cache where they are in it.
    env: { ...Object.fromEntries(env), npm_config_prefer_offline: 'true' },
  });
  return stderr.trim();
}

function readKept(folder: string, judged: Report['inputs']): readonly Input[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const stacks = names.filter((name) => name !== 'report.json' && !name.endsWith('.tf.json'));
  return stacks.map((name) => {
    const stack = name.slice(0, -'.json'.length);
    const source = join(folder, `${stack}.tf.json`);
    const text = readFileSync(join(folder, name), 'utf8');
    const isObjects = judged.some((one) => one.stack === stack && one.kind === 'manifests');
    if (isObjects) return { kind: 'manifests' as const, stack, file: name, text };
    return {
      kind: 'plan' as const,
      stack,
      file: `${stack}.tfplan`,
      text,
      source: existsSync(source) ? readFileSync(source, 'utf8') : undefined,
    };
  });
}

/** The plans of a revision from before this command: where it keeps them, each as Terraform shows it. */
async function readLeft(tree: string, planned: Side['report']['inputs']): Promise<readonly Input[]> {
  const read: Input[] = [];
  for (const { stack } of planned.filter(({ kind }) => kind === 'plan')) {
    const home = join(tree, '.estate', 'plan', stack);
    const work = join(home, 'work');
    const text = await show(work, join(home, 'stack.tfplan'), { stack });
    const source = readFileSync(join(work, 'cdk.tf.json'), 'utf8');
    read.push({ kind: 'plan', stack, file: `${stack}.tfplan`, text, source });
  }
  return read;
}
