/**
 * Something the person at the terminal wrote cannot be used. Always says the value, the rule and the fix.
 * Programs that meet it print the message and end with exit code 2, without a stack trace.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly exitCode = 2;

  /** @param value what was given, as its writer would recognise it */
  constructor(value: string, rule: string, fix: string) {
    super(`${value}\n  rule   ${rule}\n  fix    ${fix}`);
  }
}
