import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { applySaved, lockTimeout } from './apply-saved';
import { InputError } from './errors';
import { ensureState } from './first-state';
import { isRunning } from './is-running';
import { type OnTerminal, runOnTerminal } from './run-on-terminal';
import { checkSubcommand } from './subcommands';
import { makeFolder, show } from './terraform';

/** What a judge says of a plan: its words for the terminal, and whether the plan may be applied. */
export interface Judgement {
  readonly text: string;
  /** What to do about it, in a line. @default nothing */
  readonly advice?: string;
  readonly mayApply: boolean;
}

export interface JudgedCall extends OnTerminal {
  /** Arguments as Terraform would get them. */
  readonly args: readonly string[];
  /** Folder of its own for the plan while it is judged; made with mode 700. */
  readonly workDir: string;
  judge(planJson: string, isDestroy: boolean): Promise<Judgement> | Judgement;
  /** Called before an apply of the plan. */
  begins(planJson: string): void;
  /** Called after an apply, however it ended, with the plan's JSON and Terraform’s exit code. */
  applied(planJson: string, code: number): Promise<void>;
}

/**
 * Stands in for `terraform`: an apply or destroy becomes plan, judge, apply of exactly that plan; a plan is judged
 * after it is made; what may go through untouched does, and the rest is refused (`subcommands.ts`).
 * @returns Terraform's exit code, or 1 where the judge refuses
 * @throws InputError for arguments that would apply something else than the whole judged plan, and for subcommands
 *   that change a state past the judge
 */
export async function runJudged(call: JudgedCall): Promise<number> {
  process.umask(0o077);
  const [command = '', ...rest] = call.args;
  // A global option such as -chdir stands before the command, and would hide an apply from us.
  if (command.startsWith('-') && !/^--?(v|version|h|help)$/.test(command)) throw refused('', command);
  if (command === 'apply' || command === 'destroy') return applyJudged(call, command, rest);
  checkSubcommand(call.args);
  const code = await runOnTerminal(call.args, call);
  const out = command === 'plan' ? outOf(rest) : undefined;
  if (out === undefined || (code !== 0 && code !== 2)) return code;
  const isDestroy = rest.includes('-destroy');
  const {
    text,
    mayApply,
    advice = '',
  } = await call.judge(await show(call.stackDir, resolve(call.stackDir, out)), isDestroy);
  process.stderr.write(`${text}${advice}`);
  return mayApply ? code : 1;
}

const refusal = 'The plan is refused: nothing was applied.\n';

async function applyJudged(call: JudgedCall, command: string, rest: readonly string[]): Promise<number> {
  const { planArgs, isApproved } = readApplyArguments(command, rest);
  makeFolder(call.workDir);
  clearPlansOfKilled(call.workDir);
  const planFile = join(call.workDir, `${process.pid}.tfplan`);
  try {
    if (command === 'apply') await ensureState(call.stackDir, call.workDir);
    const planned = await runOnTerminal(['plan', lockTimeout, ...planArgs, `-out=${planFile}`], call);
    if (planned !== 0) return planned;
    const planJson = await show(call.stackDir, planFile);
    const { text, mayApply, advice = '' } = await call.judge(planJson, planArgs.includes('-destroy'));
    // Said first and last: the cdktf CLI may lose the end of what a program says before it ends.
    if (!mayApply) {
      process.stdout.write(`${refusal}${advice}${text}${advice}${refusal}`);
      return 1;
    }
    process.stdout.write(text);
    if (!isApproved && !(await ask())) {
      process.stdout.write('Apply cancelled: nothing was applied.\n');
      return 1;
    }
    const begins = () => call.begins(planJson);
    return await applySaved({ ...call, planFile, begins, applied: (code) => call.applied(planJson, code) });
  } finally {
    rmSync(planFile, { force: true });
  }
}

/** Plans hold secrets, and who was killed left its own behind. */
function clearPlansOfKilled(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^(\d+)\.tfplan$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

const planFlags =
  /^-(var|var-file|parallelism|replace|lock|lock-timeout|compact-warnings|no-color|refresh-only|destroy)(=|$)/;
const withValue = new Set(['-var', '-var-file', '-replace', '-parallelism', '-lock-timeout']);

/** Sorts the arguments of `apply` and `destroy` into those of the plan; what would narrow it is refused. */
function readApplyArguments(
  command: string,
  rest: readonly string[],
): { planArgs: string[]; isApproved: boolean } {
  const planArgs: string[] = command === 'destroy' ? ['-destroy'] : [];
  let isApproved = false;
  const waiting = [...rest];
  for (let given = waiting.shift(); given !== undefined; given = waiting.shift()) {
    const arg = given.replace(/^--/, '-');
    if (arg === '-auto-approve') isApproved = true;
    else if (planFlags.test(arg)) planArgs.push(arg, ...(withValue.has(arg) ? waiting.splice(0, 1) : []));
    else if (!arg.startsWith('-input')) throw refused(command, arg);
  }
  return { planArgs, isApproved };
}

function refused(command: string, arg: string): InputError {
  return new InputError({
    value: `terraform ${command} ${arg}`,
    rule: 'What is applied is one plan of the whole stack, made here against its real state, and judged.',
    fix: `Leave out ${arg}; a saved plan, -target and -refresh=false cannot be judged as the whole.`,
  });
}

function outOf(args: readonly string[]): string | undefined {
  for (const [at, arg] of args.entries()) {
    const match = /^--?out(?:=(.*))?$/.exec(arg);
    if (match) return match[1] ?? args[at + 1];
  }
  return undefined;
}

/** The words are those that the cdktf CLI waits for before it asks its own user. */
async function ask(): Promise<boolean> {
  process.stdout.write(
    'Do you want to perform these actions?\n  The plan above was judged and is what will be applied. Only "yes" is accepted.\n  Enter a value: \n',
  );
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return line.trim() === 'yes';
  return false;
}
