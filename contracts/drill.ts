import type { DatasetDeclaration } from '../estate/dataset-declaration';

/**
 * What an outage drill has shown: each site taken away for real, what the others could still do, and whether the data
 * was there. `estate drill` writes it; it is evidence for an auditor, dated, of one moment in one place.
 */
export interface Drill {
  readonly kind: 'drill';
  /** Reports of 1.0.0 name neither what they exercised nor what it was declared as: they show no dataset anything. */
  readonly schemaVersion: '1.0.0' | '1.1.0';
  /** ISO 8601 in UTC, with seconds. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** A drill in a sandbox on one machine says nothing of a real network, real disks or a real cloud. */
  readonly sandbox: boolean;
  readonly losses: readonly Loss[];
  readonly databases: readonly DatabaseDrill[];
  /** Every dataset that was exercised, and no other; absent before 1.1.0. */
  readonly datasets?: readonly DrilledDataset[];
  /** What a reader might take for shown, and is not. */
  readonly notExercised: readonly string[];
  /** Whether every check of every loss held, and no database has a finding. */
  readonly held: boolean;
  /**
   * SHA-256 of everything above (`contracts/drill-seal.ts`); absent before 1.1.0. It shows that a report was changed
   * after it was written, and not who wrote it: whoever changes it on purpose can seal it again.
   */
  readonly seal?: string;
}

/** A dataset that a drill exercised, as it was declared then: of any other declaration the drill says nothing. */
export interface DrilledDataset {
  readonly dataset: string;
  /**
   * `objects`: real Swift containers of a sandbox, as sites were taken away; `database`: real PostgreSQL servers on one
   * machine, from the settings of the workloads.
   */
  readonly by: 'objects' | 'database';
  readonly declaration: DatasetDeclaration;
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
  /** Servers that were taken away, and how many acknowledged rows went with each; absent before 1.1.0. */
  readonly losses?: readonly LostServer[];
  /** As the server names itself; absent before 1.1.0. */
  readonly version?: string;
  /** What each server was set to, without what a place decides; absent before 1.1.0. */
  readonly servers?: readonly {
    readonly site: string;
    readonly parameters: Readonly<Record<string, string>>;
  }[];
  /** What was measured, episode by episode, times in whole milliseconds. */
  readonly episodes: object;
}

export interface LostServer {
  readonly site: string;
  readonly mode: 'home' | 'synchronous' | 'asynchronous';
  /** Acknowledged rows that nobody had any more, or that the copy still lacked in the end. */
  readonly missingRows: number;
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
  /** Of which dataset's data it is; absent where it is about the site itself. */
  readonly dataset?: string;
  /** Objects that had to be at a site, and how many of them were not, or not byte for byte. */
  readonly objects?: { readonly at: string; readonly expected: number; readonly missing: number };
  /** What was found, in words, always where it did not hold. */
  readonly found?: string;
  /** Milliseconds. */
  readonly took?: number;
  /** Milliseconds that the estate permits; longer does not hold. */
  readonly atMost?: number;
}
