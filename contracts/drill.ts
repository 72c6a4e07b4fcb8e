/**
 * What an outage drill has shown: each site taken away for real, what the others could still do, and whether the data
 * was there. `estate drill` writes it; it is evidence for an auditor, dated, of one moment in one place.
 */
export interface Drill {
  readonly kind: 'drill';
  readonly schemaVersion: '1.0.0';
  /** ISO 8601 in UTC, with seconds. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** A drill in a sandbox on one machine says nothing of a real network, real disks or a real cloud. */
  readonly sandbox: boolean;
  readonly losses: readonly Loss[];
  /** What a reader might take for shown, and is not. */
  readonly notExercised: readonly string[];
  /** Whether every check of every loss held. */
  readonly held: boolean;
}

/** The loss of one site, or of one database server. */
export interface Loss {
  /** What was taken away. */
  readonly of: string;
  /** How, in words: which processes, by which signal. */
  readonly how: string;
  /** ISO 8601; null where it did not come back in time. */
  readonly lostAt: string;
  readonly backAt: string | null;
  readonly checks: readonly Check[];
}

export interface Check {
  /** One sentence that is true if it held. */
  readonly what: string;
  readonly held: boolean;
  /** What was found, in words, always where it did not hold. */
  readonly found?: string;
  /** Milliseconds. */
  readonly took?: number;
  /** Milliseconds that the estate permits; longer does not hold. */
  readonly atMost?: number;
}
