/** A value that decided a verdict, and where it was read. Secrets are masked before they get here. */
export interface Evidence {
  readonly path: string;
  readonly value: string;
  /** `<stack>:<address>`, `estate` or another name of the place it was read from. */
  readonly source: string;
}
