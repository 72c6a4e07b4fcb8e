import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { renderGuarded } from '../audit/guarded';
import { renderHuman } from '../audit/human';
import { readState } from '../graph/read-state';
import { type Report, verdictsThatStop } from '../judge/report';
import { readSynthesized } from '../policies/gate';
import { describeImporting, leavePassedOverOpen } from '../recover/importing';
import { readRecovered, removeImports } from '../recover/stack-folder';
import { credentialsOf } from '../terraform/credentials';
import { type Judgement, runJudged } from '../terraform/judged';
import { projectRoot } from '../terraform/project-root';
import { fail } from './fail';
import { judgePlans, noteApplied, noteApply, rememberMade } from './judge-plans';
import { ourEstate } from './our-estate';

const stackDir = process.cwd();
const stack = basename(stackDir);
const outDir = dirname(dirname(stackDir));

/** Of the last judgement: of what it passed is remembered what is made. */
let judged: Report | undefined;

/** A plan of this stack beside the synthesized others: the promise is about all of them together. */
async function judge(planJson: string, isDestroy: boolean): Promise<Judgement> {
  const recovered = readRecovered(stackDir);
  const plan = { stack, planJson: leavePassedOverOpen(planJson, recovered.passedOver) };
  const report = await judgePlans([plan], readSynthesized(outDir), ourEstate());
  judged = report;
  const importing = describeImporting(planJson, recovered.passedOver);
  const isFine = verdictsThatStop(report).length === 0 && importing.keepsAll;
  const text = `${renderHuman(report)}${renderGuarded(report)}${importing.text}`;
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

/** Only the sandbox and a decommission may destroy what holds data; see docs/deploying.md. */
function isLifted(): boolean {
  return process.env.ESTATE_PROFILE === 'sandbox' || process.env.ESTATE_PROFILE === 'decommission';
}

async function applied(planJson: string, code: number): Promise<void> {
  if (!judged) throw new Error('nothing was judged');
  const state = await rememberMade({ stack, planJson }, stackDir, judged).finally(() =>
    noteApplied({ stack }, code),
  );
  const managed = new Set(readState(state, stack, stack).resources.map(({ address }) => address));
  if ([...readRecovered(stackDir).imports.keys()].every((address) => managed.has(address)))
    removeImports(stackDir);
}

const isStack = existsSync(join(stackDir, 'cdk.tf.json'));
runJudged({
  args: process.argv.slice(2),
  stackDir,
  workDir: join(projectRoot(), '.estate', 'apply', stack),
  credentials: isStack ? credentialsOf(stack) : {},
  judge,
  begins: (planJson) => noteApply({ stack, planJson }, readSynthesized(outDir)),
  applied,
}).then((code) => {
  process.exitCode = code;
}, fail);
