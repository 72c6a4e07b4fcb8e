import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { renderHuman } from '../audit/human';
import { readState } from '../graph/read-state';
import { type Report, verdictsThatStop } from '../judge/report';
import { readSynthesized } from '../policies/gate';
import { judgeInputs } from '../policies/judge-inputs';
import { describeImporting, leavePassedOverOpen } from '../recover/importing';
import { readRecovered, removeImports } from '../recover/stack-folder';
import { addEvidence, readEvidence } from '../terraform/creation-evidence';
import { credentialsOf } from '../terraform/credentials';
import { InputError } from '../terraform/errors';
import { type Judgement, runJudged } from '../terraform/judged';
import { projectRoot } from '../terraform/project-root';
import { show } from '../terraform/terraform';
import { exceptionsInForce } from './exceptions';
import { fail } from './fail';
import { observeBefore } from './observations';
import { ourEstate } from './our-estate';

const stackDir = process.cwd();
const stack = basename(stackDir);
const outDir = dirname(dirname(stackDir));
const work = join(projectRoot(), '.estate');
const evidenceFile = join(work, 'evidence', `${stack}.json`);

/** Volumes of this stack whose encryption the last judgement passed: what is made of them is remembered. */
let passed: ReadonlySet<string> = new Set();

function passedIn(report: Report): ReadonlySet<string> {
  const addresses =
    report.passed.find((p) => p.policy === 'encryption/volume-encrypted-at-creation')?.addresses ?? [];
  return new Set(addresses.filter((a) => a.startsWith(`${stack}:`)).map((a) => a.slice(stack.length + 1)));
}

/** A plan of this stack beside the synthesized others: the promise is about all of them together. */
async function judge(planJson: string, isDestroy: boolean): Promise<Judgement> {
  const recovered = readRecovered(stackDir);
  const synthesized = readSynthesized(outDir);
  const own = synthesized.find((s) => s.stack === stack);
  if (!own) {
    throw new InputError({
      value: `${stackDir} is no synthesized stack.`,
      rule: 'Terraform is run in a stack that the gate let through: cdktf.out/stacks/NAME with its cdk.tf.json.',
      fix: 'Synthesize again (npx cdktf synth) and mend what it says.',
    });
  }
  const plan = {
    kind: 'plan' as const,
    stack,
    file: `${stack}.tfplan`,
    text: leavePassedOverOpen(planJson, recovered.passedOver),
    source: own.text,
    lines: own.lines,
  };
  const made = Object.entries(readEvidence(evidenceFile)).map(
    ([address, evidence]) => [`${stack}:${address}`, evidence] as const,
  );
  const inputs = [plan, ...synthesized.filter((s) => s !== own)];
  const estate = ourEstate();
  const site = estate.sites.find(({ name }) => name === stack);
  const report = judgeInputs(inputs, estate, {
    exceptions: exceptionsInForce(),
    observations: site ? await observeBefore(site) : [],
    creationEvidence: new Map(made),
  });
  passed = passedIn(report);
  const importing = describeImporting(planJson, recovered.passedOver);
  const isFine = verdictsThatStop(report).length === 0 && importing.keepsAll;
  const text = `${renderHuman(report)}${importing.text}`;
  if (isFine || !isDestroy || !isLifted()) return { text, mayApply: isFine, advice: adviceOn(report) };
  return {
    text: `${text}\nThe profile ${process.env.ESTATE_PROFILE} permits this destroy in spite of the above.\n`,
    mayApply: true,
  };
}

/** What stands in the project and no state knows is what a lost state and a killed deploy leave. */
function adviceOn({ verdicts }: Report): string {
  const isUnmanaged = verdicts.some(
    (v) => v.policy === 'operations/nothing-unmanaged' && v.outcome === 'fail',
  );
  return isUnmanaged
    ? `Was a state lost, or a deploy killed? npx estate recover ${stack} (docs/runbooks)\n`
    : '';
}

/** Only the sandbox and a decommission may destroy what holds data; see the decommission chapter of the README. */
function isLifted(): boolean {
  return process.env.ESTATE_PROFILE === 'sandbox' || process.env.ESTATE_PROFILE === 'decommission';
}

async function applied(planJson: string): Promise<void> {
  const state = await showState();
  addEvidence(evidenceFile, planJson, state, passed);
  const managed = new Set(readState(state, stack, stack).resources.map(({ address }) => address));
  if ([...readRecovered(stackDir).imports.keys()].every((address) => managed.has(address)))
    removeImports(stackDir);
}

/** Without a file, `terraform show` prints the state. */
function showState(): Promise<string> {
  return show(stackDir, undefined, { stack });
}

const isStack = existsSync(join(stackDir, 'cdk.tf.json'));
runJudged({
  args: process.argv.slice(2),
  stackDir,
  workDir: join(work, 'apply', stack),
  credentials: isStack ? credentialsOf(stack) : {},
  judge,
  applied,
}).then((code) => {
  process.exitCode = code;
}, fail);
