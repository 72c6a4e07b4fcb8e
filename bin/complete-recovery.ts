import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Observation } from '../contracts/observation';
import { type Completion, completeState } from '../recover/complete';
import { readRecovered, writePassedOver } from '../recover/stack-folder';
import { makeFolder, plan, pullState, pushState, show } from '../terraform/terraform';

export interface RecoveredStack {
  /** Absolute. */
  readonly stackDir: string;
  readonly stack: string;
  readonly observation: Observation;
}

/**
 * After what was lost is managed again: writes into the state what the import could not read and the site's APIs
 * confirm, and stops passing that over.
 * @returns undefined where nothing is passed over
 */
export async function completeRecovery(recovered: RecoveredStack): Promise<Completion | undefined> {
  const { stackDir, stack, observation } = recovered;
  const { passedOver } = readRecovered(stackDir);
  if (passedOver.size === 0) return undefined;
  // As deep as the stack's own folder: a local state is named by a path from there.
  const beside = join(dirname(dirname(stackDir)), 'recover', stack);
  rmSync(beside, { recursive: true, force: true });
  makeFolder(beside);
  try {
    const planJson = await planWhole(stackDir, beside, stack);
    const state = await pullState(stackDir, { stack });
    const completion = completeState({ state, plan: planJson, passedOver, observation });
    if (completion.state !== undefined) {
      const file = join(beside, 'completed.tfstate');
      writeFileSync(file, completion.state, { mode: 0o600 });
      await pushState(stackDir, file, { stack });
    }
    const left = [...completion.left].map(([address, of]) => [address, of.map(({ name }) => name)] as const);
    writePassedOver(stackDir, new Map(left));
    return completion;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** What the stack wants, nothing passed over; from its state, without asking the cloud. */
async function planWhole(stackDir: string, folder: string, stack: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  for (const name of ['cdk.tf.json', '.terraform.lock.hcl'])
    copyFileSync(join(stackDir, name), join(folder, name));
  symlinkSync(join(stackDir, '.terraform'), join(folder, '.terraform'));
  const out = join(folder, 'whole.tfplan');
  await plan(folder, { stack, out, withoutRefresh: true });
  return show(folder, out, { stack });
}
