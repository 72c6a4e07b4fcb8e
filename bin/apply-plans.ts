import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { renderJson } from '../audit/json';
import type { Estate } from '../estate/model';
import { type Report, verdictsThatStop } from '../judge/report';
import { readSynthesized } from '../policies/gate';
import { hashOf } from '../policies/judge-inputs';
import { applySaved } from '../terraform/apply-saved';
import { credentialsOf } from '../terraform/credentials';
import { InputError } from '../terraform/errors';
import { projectRoot } from '../terraform/project-root';
import {
  checkSavedPlans,
  identityOfState,
  isSameState,
  readManifest,
  type SavedPlan,
  type SavedPlans,
} from '../terraform/saved-plans';
import { pullState, show } from '../terraform/terraform';
import { writeAside } from '../terraform/write-aside';
import type { Approving } from './approvals';
import { judgePlans, noteApplied, noteApply, type PlanOfStack, rememberMade } from './judge-plans';
import { takeContext } from './plan-deployed';
import { refuseOtherTools } from './refuse-other-tools';
import { changeOf, stacksFolder } from './save-plans';
import { synthesizeApart } from './synthesize-apart';

/** What an apply has done of a folder of plans so far: `applied.json`, written before and after each stack. */
interface Progress {
  readonly stack: string;
  readonly change: string;
  readonly began: string;
  /** Missing where the run was killed. */
  readonly ended?: string;
  /** Terraform's exit code. */
  readonly code?: number;
}

export interface ApplyOptions {
  /** Minutes since the plans were made. */
  readonly greatestAge: number;
  readonly approved: Approving;
  /** Shows the report of the second judgement. */
  show(report: Report): void;
  /** Where it is kept what was applied. @default `.estate/evidence/applies` in the project */
  readonly evidence?: string;
}

/**
 * Applies exactly the plans of a folder, in the order in which their stacks depend on each other: they are as they were
 * judged, their source and states have not moved, and the judge still lets them through, today and with today's
 * approvals. A run that was killed goes on where that is possible, and says what it had applied.
 * @returns 0; 1 where the judge refuses or an apply fails
 * @throws InputError for plans that are none, too old, changed, or of another source or state
 */
export async function applyPlans(folder: string, estate: Estate, options: ApplyOptions): Promise<number> {
  // A state in a local file is Terraform's to write, and secret.
  process.umask(0o077);
  const plans = readManifest(folder);
  const done = readProgress(folder, plans);
  const waiting = plans.stacks.filter(({ stack }) => done.get(stack)?.code !== 0);
  for (const { stack } of plans.stacks.filter((one) => !waiting.includes(one)))
    process.stdout.write(`${stack}: applied at ${done.get(stack)?.ended}\n`);
  if (waiting.length === 0) {
    process.stdout.write('All of these plans are applied.\n');
    return 0;
  }
  checkSavedPlans(folder, { ...plans, stacks: waiting }, options.greatestAge);
  await refuseOtherTools(folder, plans);
  for (const plan of waiting) await refuseMoved(folder, plan, done);
  const shown: (SavedPlan & PlanOfStack)[] = [];
  for (const plan of waiting) shown.push({ ...plan, planJson: await showPlan(folder, plan) });
  const report = await judgeAgain(shown, estate, options.approved);
  options.show(report);
  if (verdictsThatStop(report).length > 0) {
    process.stdout.write('The plans are refused: nothing was applied.\n');
    return 1;
  }
  return applyEach(folder, plans, shown, report, options.evidence);
}

function readProgress(folder: string, plans: SavedPlans): ReadonlyMap<string, Progress> {
  const file = join(folder, 'applied.json');
  if (!existsSync(file)) return new Map();
  const entries = JSON.parse(readFileSync(file, 'utf8')) as readonly Progress[];
  const own = entries.filter(({ stack, change }) =>
    plans.stacks.some((one) => one.stack === stack && one.change === change),
  );
  return new Map(own.map((entry) => [entry.stack, entry]));
}

function stackDirOf(folder: string, stack: string): string {
  return join(stacksFolder(folder), 'stacks', stack);
}

/** Terraform looks again under the state's lock; here it is said before anything is applied, and of all stacks. */
async function refuseMoved(
  folder: string,
  { stack, state }: SavedPlan,
  done: ReadonlyMap<string, Progress>,
): Promise<void> {
  const credentials = credentialsOf(stack);
  const now = identityOfState(await pullState(stackDirOf(folder, stack), { stack, credentials }));
  if (isSameState(now, state)) return;
  const begun = done.get(stack);
  const applied = [...done.values()].filter(({ code }) => code === 0).map((one) => one.stack);
  const said = `Applied: ${applied.join(', ') || 'nothing else'}.`;
  throw new InputError({
    value: begun
      ? `${stack}: an apply of this plan began at ${begun.began} and ${begun.ended ? `failed at ${begun.ended}` : 'was cut off'}; a part of it is applied. ${said}`
      : `${stack}: its state is ${now.lineage ?? 'not there'}, serial ${now.serial}; the plan was made against ${state.lineage ?? 'none'}, serial ${state.serial}.`,
    rule: 'A plan is applied to the very state that it was made against.',
    fix: begun
      ? `Plan the rest anew: estate plan ${stack} --out DIR`
      : 'Somebody has applied meanwhile. Plan again: estate plan --out DIR',
  });
}

async function showPlan(folder: string, plan: SavedPlan): Promise<string> {
  const { stack, file, change } = plan;
  const planJson = await show(stackDirOf(folder, stack), join(resolve(folder), file), { stack });
  if (changeOf({ stack, planJson }) === change) return planJson;
  throw new InputError({
    value: `${join(folder, file)} makes another change than plans.json names.`,
    rule: 'Exactly what was judged is applied.',
    fix: 'Plan again: estate plan --out DIR',
  });
}

/** Beside the sources as they are now, which have to be those that the plans were made from. */
function judgeAgain(
  plans: readonly (SavedPlan & PlanOfStack)[],
  estate: Estate,
  approved: Approving,
): Promise<Report> {
  takeContext();
  return synthesizeApart(estate, (_, synthesized) => {
    const other = plans.filter(({ stack, source }) => {
      const text = synthesized.find((one) => one.stack === stack)?.text;
      return text === undefined || hashOf(text) !== source;
    });
    if (other.length === 0) return judgePlans(plans, synthesized, estate, approved);
    throw new InputError({
      value: `${other.map(({ stack }) => stack).join(', ')}: the source has changed since it was planned.`,
      rule: 'What is applied is what the sources say now.',
      fix: 'Plan again: estate plan --out DIR',
    });
  });
}

async function applyEach(
  folder: string,
  plans: SavedPlans,
  waiting: readonly (SavedPlan & PlanOfStack)[],
  report: Report,
  evidence = join(projectRoot(), '.estate', 'evidence', 'applies'),
): Promise<number> {
  const earlier = [...readProgress(folder, plans).values()].filter(({ code }) => code === 0);
  const progress: Progress[] = [...earlier];
  const note = (entry: Progress) => {
    const at = progress.findIndex(({ stack }) => stack === entry.stack);
    progress.splice(at < 0 ? progress.length : at, 1, entry);
    writeAside(join(folder, 'applied.json'), `${JSON.stringify(progress, undefined, 2)}\n`);
  };
  let code = 0;
  for (const plan of waiting) {
    const { stack, change } = plan;
    const began = new Date().toISOString();
    const stackDir = stackDirOf(folder, stack);
    const planFile = join(resolve(folder), plan.file);
    note({ stack, change, began });
    process.stdout.write(`${stack}: applying plan ${change.slice(0, 12)}\n`);
    code = await applySaved({
      stackDir,
      credentials: credentialsOf(stack),
      planFile,
      begins: () => noteApply(plan, readSynthesized(stacksFolder(folder))),
      applied: async (code) => {
        try {
          await rememberMade(plan, stackDir, report);
        } finally {
          noteApplied(plan, code);
        }
      },
    });
    note({ stack, change, began, ended: new Date().toISOString(), code });
    // It is used up, and a secret.
    if (code === 0) rmSync(planFile, { force: true });
    if (code !== 0) break;
  }
  const left = waiting.filter(({ stack }) => !progress.some((one) => one.stack === stack));
  const kept = keepEvidence(evidence, plans, progress, report);
  process.stdout.write(
    [
      ...progress.map(
        (one) => `${one.stack}: ${one.code === 0 ? 'applied' : 'FAILED, a part may be applied'}`,
      ),
      ...left.map(({ stack }) => `${stack}: not begun`),
      `Evidence: ${kept}\n`,
    ].join('\n'),
  );
  return code === 0 ? 0 : 1;
}

/** What was applied, of which plans, by which report and approvals; for as long as the audit log is kept. */
function keepEvidence(
  folder: string,
  plans: SavedPlans,
  applied: readonly Progress[],
  report: Report,
): string {
  const at = new Date().toISOString().replaceAll(/[:.]/g, '');
  const name = `${at}-${plans.change.slice(0, 12)}`;
  const text = renderJson(report);
  writeAside(join(folder, `${name}.report.json`), text);
  const record = {
    kind: 'apply',
    schemaVersion: '1.0.0',
    plans,
    applied,
    report: { file: `${name}.report.json`, sha256: hashOf(text) },
  };
  writeAside(join(folder, `${name}.json`), `${JSON.stringify(record, undefined, 2)}\n`);
  return relative(process.cwd(), join(folder, `${name}.json`));
}
