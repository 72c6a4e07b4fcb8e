import type { Estate, Site } from '../estate/model';
import type { CloudReader } from './cloud-reader';
import type { Existing } from './existing';
import type { WantedObjects } from './wanted';

/**
 * What came of looking. `unread`: this account, or this cloud today, did not show it; somebody can. `not-observable`:
 * no API shows it to anybody, so only an apply will. Neither is ever taken for `ok`.
 */
export const outcomes = ['ok', 'not-ok', 'unread', 'not-observable', 'not-applicable'] as const;
export type Outcome = (typeof outcomes)[number];

export interface Result {
  readonly outcome: Outcome;
  /** What was found, in a sentence; never a secret. */
  readonly value: string;
  /** What to do about it; given for `not-ok` and `unread`. */
  readonly fix?: string;
}

/** A site, what the estate and its stack expect of it, and its cloud. */
export interface Subject {
  readonly estate: Estate;
  readonly site: Site;
  readonly cloud: CloudReader;
  /** What the site's stack makes. */
  readonly wanted: WantedObjects;
  /** What is there, and what of it is the stack's. */
  readonly existing: Existing;
}

export interface Check {
  /** `area/what-holds`, as policies are named. */
  readonly id: string;
  /** What has to hold, in one sentence. */
  readonly rule: string;
  /**
   * Looks, and changes nothing; one result for each thing looked at, at least one.
   * @throws NotListed where the cloud does not show it, which makes the check `unread`
   */
  look(subject: Subject): Promise<readonly Result[]>;
}

export const ok = (value: string): Result => ({ outcome: 'ok', value });
export const notOk = (value: string, fix: string): Result => ({ outcome: 'not-ok', value, fix });
export const unread = (value: string, fix: string): Result => ({ outcome: 'unread', value, fix });
export const notObservable = (value: string): Result => ({ outcome: 'not-observable', value });
export const notApplicable = (value: string): Result => ({ outcome: 'not-applicable', value });
