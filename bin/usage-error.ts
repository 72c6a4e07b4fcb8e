/** A command line that means nothing: what was written, and what may be. */
export class UsageError extends Error {
  readonly exitCode = 2;

  constructor(value: string, rule: string, fix: string) {
    super(`${value}\n  rule: ${rule}\n  fix:  ${fix}`);
    this.name = 'UsageError';
  }
}
