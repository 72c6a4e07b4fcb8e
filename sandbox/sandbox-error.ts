/**
 * Something the user can mend: the value that was met, the rule it breaks, and what to do. Programs print it without
 * a stack trace and end with exit code 2.
 */
export class SandboxError extends Error {
  readonly exitCode = 2;

  constructor(
    readonly value: string,
    readonly rule: string,
    readonly fix: string,
  ) {
    super(`${value}\n  rule: ${rule}\n  fix:  ${fix}`);
    this.name = 'SandboxError';
  }
}

/** The sandbox itself did not do what it should: a program failed, or a service did not answer in time. */
export class SandboxFailure extends Error {
  readonly exitCode = 1;

  constructor(message: string) {
    super(message);
    this.name = 'SandboxFailure';
  }
}
