/** A finding that somebody answers for, until a day. It is shown as exempt, never hidden; expired, it fails again. */
export interface EstateException {
  /** Id of the policy, `area/name`. */
  readonly policy: string;
  /** A stack, or `*` for every one. */
  readonly stack: string;
  /** Full address of the resource, or `*` for every one. */
  readonly address: string;
  readonly reason: string;
  /** Role or person who answers for it. */
  readonly owner: string;
  /** Last day it holds, `YYYY-MM-DD`. */
  readonly expires: string;
}

export const exceptions: readonly EstateException[] = [];
