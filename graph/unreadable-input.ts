/** Makes one, for a file that is known. */
export type Refuse = (why: string, fix?: string) => UnreadableInput;

/** An input that cannot be judged: which file, where in it, why, and what to do. Bins exit 2 on it. */
export class UnreadableInput extends Error {
  readonly exitCode = 2;

  constructor(
    readonly file: string,
    readonly why: string,
    readonly fix: string,
  ) {
    super(`${file}: ${why}\n  fix: ${fix}`);
    this.name = 'UnreadableInput';
  }
}
