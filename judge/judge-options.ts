import type { Observation } from '../contracts/observation';
import type { StandingApproval } from './approvals';
import type { GivenDrill } from './finding';
import type { Policy } from './policy';
import type { Exception, Report, Verdict } from './report';

export interface JudgeOptions {
  readonly policies: readonly Policy[];
  /** Judged as of this day, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly exceptions?: readonly Exception[];
  /** Approvals of the very plans that are judged. */
  readonly approvals?: readonly StandingApproval[];
  /**
   * What a policy finds of plans that go on with an apply which was permitted and did not end, of what that apply was to
   * do. Where a subject passes only because that counts as done, this is reported of it, as exempt.
   * @default none does
   */
  readonly resumed?: readonly Verdict[];
  readonly inputs?: Report['inputs'];
  /** Existing resources that a judged plan is known to have made, by `stack:address`. */
  readonly creationEvidence?: ReadonlyMap<string, CreationEvidence>;
  /** What the sites' APIs said exists, at most one for each stack. */
  readonly observations?: readonly Observation[];
  /** Reports of drills; each counts for what it has exercised, as it is declared now. */
  readonly drills?: readonly GivenDrill[];
  readonly toolVersion?: string;
}

/** How a resource was made, as far as a judged apply remembers it. */
export interface CreationEvidence {
  readonly id: string;
  /** Values by path; a resource that has others now was changed since, and what it was made with is not known. */
  readonly sealed: Readonly<Record<string, string | null>>;
}
