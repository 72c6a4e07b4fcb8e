import { constants } from 'node:os';

/** What a user can mend: the value that was met, the rule it breaks, and what to do about it. */
export interface InputProblem {
  readonly value: string;
  readonly rule: string;
  readonly fix: string;
}

/**
 * An error in what was given to us (machine, files, arguments), not in the program. Its message says value, rule and
 * fix on lines of their own; programs print it without a stack trace and end with exit code 2.
 */
export class InputError extends Error implements InputProblem {
  readonly exitCode = 2;
  readonly value: string;
  readonly rule: string;
  readonly fix: string;

  constructor({ value, rule, fix }: InputProblem) {
    super([value, labelled('rule', rule), labelled('fix', fix)].join('\n'));
    this.name = 'InputError';
    this.value = value;
    this.rule = rule;
    this.fix = fix;
  }
}

/** The user stopped the run. Children have ended by then, and nothing is half-written. */
export class InterruptedError extends Error {
  readonly exitCode: number;

  constructor(readonly signal: NodeJS.Signals) {
    super(`Interrupted by ${signal}.`);
    this.name = 'InterruptedError';
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** A file or folder that cannot be written, said as such; any other error stays what it is. */
export function asInputError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST', 'EISDIR'].includes(code)) return error;
  return new InputError({
    value: `${path} cannot be written (${code}).`,
    rule: 'Plans, locks and caches are written there.',
    fix: `Give yourself the right to write ${path}, make room, or work in another folder.`,
  });
}

function labelled(label: string, text: string): string {
  return `  ${`${label}:`.padEnd(6)}${text.replaceAll('\n', '\n        ')}`;
}
