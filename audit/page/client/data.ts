import type { EstateMap } from '../../pack/contents';

/** What the page's script reads: embedded in the page as JSON, all of it from the contents. */
export interface PageData {
  readonly datasets: readonly PageDataset[];
  readonly losses: EstateMap['losses'];
  readonly restsOn: EstateMap['restsOn'];
  /** Every verdict and every pass, to be searched. */
  readonly found: readonly PageVerdict[];
}

export interface PageDataset {
  readonly name: string;
  readonly copies: readonly {
    readonly site: string;
    /** Seconds. */
    readonly lag: number;
    readonly status: 'present' | 'missing' | 'undecided';
  }[];
}

export interface PageVerdict {
  readonly outcome: 'fail' | 'undecided' | 'notObservable' | 'exempt' | 'pass';
  readonly policy: string;
  /** `stack:address`, as far as it has a stack. */
  readonly subjects: readonly string[];
  readonly message: string;
  /** The message in German, where it has one. */
  readonly german?: string;
}
