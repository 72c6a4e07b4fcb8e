import { type OnTerminal, runOnTerminal } from './run-on-terminal';

/** How long one apply of a stack waits for another. */
export const lockTimeout = '-lock-timeout=30m';

export interface SavedApply extends OnTerminal {
  /** Absolute. */
  readonly planFile: string;
  /** Called before the apply. Nothing is applied where it throws. */
  begins(): void;
  /** Called after the apply, however it ended, with Terraform’s exit code. */
  applied(code: number): Promise<void>;
}

/**
 * Applies exactly one saved plan, under the state's lock; Terraform itself refuses it there when the state has moved
 * since it was made.
 * @returns Terraform's exit code
 */
export async function applySaved(call: SavedApply): Promise<number> {
  call.begins();
  const code = await runOnTerminal(['apply', '-input=false', lockTimeout, call.planFile], call);
  // Whatever the end was: what an apply has made before it failed was judged as well, and needs its evidence.
  await remember(call, code);
  return code;
}

/** Never hides how the apply ended; what is not remembered stays undecided in the next plan. */
async function remember({ applied }: SavedApply, code: number): Promise<void> {
  try {
    await applied(code);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `What was made could not be remembered, so the next plan leaves it undecided: ${why}\n`,
    );
  }
}
