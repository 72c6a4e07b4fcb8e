import { join } from 'node:path';
import type { Estate } from '../estate/model';
import type { CreationEvidence } from '../judge/judge';
import type { Report } from '../judge/report';
import type { readSynthesized } from '../policies/gate';
import { judgeInputs } from '../policies/judge-inputs';
import { addEvidence, readEvidence } from '../terraform/creation-evidence';
import { InputError } from '../terraform/errors';
import { projectRoot } from '../terraform/project-root';
import { show } from '../terraform/terraform';
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
    return { kind: 'plan' as const, stack, file: `${stack}.tfplan`, text: planJson, source, lines };
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
