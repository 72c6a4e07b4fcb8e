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
  readonly databases: readonly DatabaseDrill[];
  /** What a reader might take for shown, and is not. */
  readonly notExercised: readonly string[];
  /** Whether every check of every loss held, and no database has a finding. */
  readonly held: boolean;
}

/** Database servers of one dataset that were taken away, one after the other. */
export interface DatabaseDrill {
  readonly dataset: string;
  /** False where a step failed that later ones rest on. */
  readonly completed: boolean;
  /** What did not hold, in words. */
  readonly findings: readonly string[];
  readonly rows: {
    /** Commits that clients were told of. */
    readonly acknowledged: number;
    /** Acknowledged rows that a server lacked in the end. */
    readonly missingInTheEnd: readonly { readonly site: string; readonly rows: number }[];
  };
  /** What was measured, episode by episode, times in whole milliseconds. */
  readonly episodes: object;
}

/** The loss of one site. */
export interface Loss {
  /** The site that was taken away. */
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
