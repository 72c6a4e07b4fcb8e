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
