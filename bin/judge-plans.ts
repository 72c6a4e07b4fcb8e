import { join } from 'node:path';
import type { Estate } from '../estate/model';
import type { CreationEvidence } from '../judge/judge';
import type { Report } from '../judge/report';
import type { readSynthesized } from '../policies/gate';
import { judgeInputs } from '../policies/judge-inputs';
import { loadPolicies } from '../policies/registry';
import { addEvidence, readEvidence } from '../terraform/creation-evidence';
import { InputError } from '../terraform/errors';
import { projectRoot } from '../terraform/project-root';
import { show } from '../terraform/terraform';
import {
  forgetBegun,
  noteBegun,
  type PlanOfSource,
  type Unfinished,
  unfinishedIn,
} from '../terraform/unfinished-apply';
import { type Approving, approving } from './approvals';
import { exceptionsInForce } from './exceptions';
import { observeBefore } from './observations';

export interface PlanOfStack {
  readonly stack: string;
  readonly planJson: string;
}

type Synthesized = ReturnType<typeof readSynthesized>;

/**
 * Judges plans that are to be applied beside the stacks of the other sites: the promise is about all of them together.
 * Each site is observed first where there are credentials to look with.
 * @throws InputError for a plan of a stack that was not synthesized
 */
export async function judgePlans(
  plans: readonly PlanOfStack[],
  synthesized: Synthesized,
  estate: Estate,
  approved: Approving = approving(),
): Promise<Report> {
  const inputs = plans.map(({ stack, planJson }) => {
    const { text: source, lines } = sourceOf(stack, synthesized);
    const unfinished = unfinishedOf(stack, { planJson, source });
    return {
      kind: 'plan' as const,
      stack,
      file: `${stack}.tfplan`,
      text: planJson,
      source,
      lines,
      unfinished,
    };
  });
  const others = synthesized.filter(({ stack }) => !plans.some((plan) => plan.stack === stack));
  const sites = estate.sites.filter(({ name }) => plans.some(({ stack }) => stack === name));
  const observations = [];
  for (const site of sites) observations.push(...(await observeBefore(site)));
  return judgeInputs([...inputs, ...others], estate, {
    ...approved,
    exceptions: exceptionsInForce(),
    observations,
    creationEvidence: madeAt(plans.map(({ stack }) => stack)),
  });
}

function sourceOf(stack: string, synthesized: Synthesized): Synthesized[number] {
  const own = synthesized.find((one) => one.stack === stack);
  if (own) return own;
  throw new InputError({
    value: `${stack} is no synthesized stack.`,
    rule: 'Terraform is run in a stack that the gate let through: cdktf.out/stacks/NAME with its cdk.tf.json.',
    fix: 'Synthesize again (npx cdktf synth) and mend what it says.',
  });
}

/** What this plan goes on with is no change of what was permitted, and it is said. */
function unfinishedOf(stack: string, plan: PlanOfSource): Unfinished | undefined {
  const unfinished = unfinishedIn(unfinishedFile(stack), plan);
  if (unfinished === undefined) return undefined;
  const { began, addresses } = unfinished;
  process.stderr.write(
    `${stack}: goes on with the apply of ${began}, which was permitted and did not end: ${addresses.size} of its ways in are still to be made.\n`,
  );
  return unfinished;
}

function unfinishedFile(stack: string): string {
  return join(projectRoot(), '.estate', 'evidence', 'unfinished', `${stack}.json`);
}

/** Notes before an apply what it may do: a plan that goes on with it after a cut is told from a new change by that. */
export function noteApply({ stack, planJson }: PlanOfStack, synthesized: Synthesized): void {
  const { text: source } = sourceOf(stack, synthesized);
  noteBegun(unfinishedFile(stack), { planJson, source }, waysIn());
}

/** What that apply was to do, it has done. */
export function noteApplied({ stack }: Pick<PlanOfStack, 'stack'>, code: number): void {
  if (code === 0) forgetBegun(unfinishedFile(stack));
}

/** Types that open a way in. The rule about them compares with what there was, and what was cut off was not there. */
function waysIn(): readonly string[] {
  const rule = loadPolicies().find(({ id }) => id === 'change/reach-not-widened');
  if (rule !== undefined && 'resources' in rule) return rule.resources;
  throw new Error('there is no policy change/reach-not-widened that is about resources');
}

function evidenceFile(stack: string): string {
  return join(projectRoot(), '.estate', 'evidence', `${stack}.json`);
}

function madeAt(stacks: readonly string[]): ReadonlyMap<string, CreationEvidence> {
  return new Map(
    stacks.flatMap((stack) =>
      Object.entries(readEvidence(evidenceFile(stack))).map(
        ([address, made]) => [`${stack}:${address}`, made] as const,
      ),
    ),
  );
}

/** Notes what an apply has made of what the judge had passed. @returns the state, as Terraform shows it */
export async function rememberMade(
  { stack, planJson }: PlanOfStack,
  stackDir: string,
  report: Report,
): Promise<string> {
  // Without a file, `terraform show` prints the state.
  const state = await show(stackDir, undefined, { stack });
  addEvidence(evidenceFile(stack), planJson, state, encryptedIn(report, stack));
  return state;
}

/** Volumes of a stack whose encryption a judgement passed: what is made of them is remembered. */
function encryptedIn({ passed }: Report, stack: string): ReadonlySet<string> {
  const { addresses = [] } =
    passed.find(({ policy }) => policy === 'encryption/volume-encrypted-at-creation') ?? {};
  const own = addresses.filter((address) => address.startsWith(`${stack}:`));
  return new Set(own.map((address) => address.slice(stack.length + 1)));
}
