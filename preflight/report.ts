import { type Outcome, outcomes, type Result } from './check';

export interface CheckReport {
  readonly check: string;
  readonly rule: string;
  readonly results: readonly Result[];
}

export interface SiteReport {
  readonly site: string;
  /** Keystone's address, and the project that was looked at. */
  readonly authUrl: string;
  readonly project: string;
  /** False where nobody looked, for the reason given. */
  readonly looked: boolean;
  readonly reason?: string;
  readonly checks: readonly CheckReport[];
}

/** What `estate preflight --format json` writes. */
export interface PreflightReport {
  readonly kind: 'preflight';
  readonly schemaVersion: '1.0.0';
  /** ISO 8601 in UTC with seconds. */
  readonly lookedAt: string;
  /**
   * Every site was looked at, and nothing is `not-ok` or `unread`. What is `not-observable` is shown to nobody, and
   * does not stand in the way; the apply will tell.
   */
  readonly ok: boolean;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly sites: readonly SiteReport[];
}

export function makeReport(sites: readonly SiteReport[], now: Date): PreflightReport {
  const results = sites.flatMap(({ checks }) => checks.flatMap((check) => check.results));
  const count = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length;
  const counts = Object.fromEntries(
    outcomes.map((outcome) => [outcome, count(outcome)]),
  ) as PreflightReport['counts'];
  const isOk =
    sites.length > 0 && sites.every(({ looked }) => looked) && counts['not-ok'] + counts.unread === 0;
  const lookedAt = `${now.toISOString().slice(0, 19)}Z`;
  return { kind: 'preflight', schemaVersion: '1.0.0', lookedAt, ok: isOk, counts, sites };
}
