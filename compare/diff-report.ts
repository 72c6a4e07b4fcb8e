import type { Report } from '../judge/report';
import type { Severity } from './meaning';

/** What `estate diff` found. Its JSON is the stable form; `docs/diff.schema.json` describes it. It holds no secret. */
export interface DiffReport {
  readonly kind: 'diff';
  readonly schemaVersion: '1.0.0';
  /** One sentence: the gravest thing that the change does. */
  readonly headline: string;
  /** Whether the promise or a verdict gets worse, which is exit code 1. */
  readonly worse: boolean;
  readonly base: ComparedSide;
  readonly head: ComparedSide;
  /** What a reader has to know of the two sides: other days, other versions. */
  readonly notes: readonly string[];
  /** Gravest first. */
  readonly promise: readonly PromiseChange[];
  /** Gravest first; what is as it was is counted in `unchanged`. */
  readonly verdicts: readonly VerdictChange[];
  readonly unchanged: Readonly<Record<'fail' | 'undecided' | 'exempt', number>>;
  readonly resources: ResourceLayer;
  /** Approvals of the head's plans that are in force; absent where there is none. */
  readonly approvals?: NonNullable<Report['approvals']>;
  /** What of the head's plans needs an approval, given or not; absent where nothing does. */
  readonly guarded?: NonNullable<Report['guarded']>;
}

/** One of the two things that are compared. */
export interface ComparedSide {
  /** As a person called it: a file, a folder, a revision. */
  readonly name: string;
  /** The commit, where it was a revision. */
  readonly commit: string | null;
  /** The day as of which it was judged. */
  readonly asOf: string;
  readonly inputs: readonly {
    readonly stack: string;
    readonly kind: Report['inputs'][number]['kind'];
    readonly sha256: string;
  }[];
}

export type Direction = 'worse' | 'better' | 'changed';

/**
 * - `survival`: copies, losses that are withstood, the lag of what is left
 * - `data`: what is destroyed of it
 * - `residency`: where it may be, and gets to
 * - `reach`: who reads it, and can take it away
 * - `keys`: which keys open it, where they are, who can destroy them
 * - `declaration`: what the estate says of it, itself included
 */
export type Aspect = 'survival' | 'data' | 'residency' | 'reach' | 'keys' | 'declaration';

/** One thing of one dataset that the change makes other than it was. */
export interface PromiseChange {
  readonly aspect: Aspect;
  readonly direction: Direction;
  readonly dataset: string;
  /** `copy at clinic`, `loss of control-plane eu-de` */
  readonly what: string;
  /** Empty where there was, or is, nothing. */
  readonly before: string;
  readonly after: string;
  /** How it comes about; null where before and after say it all. */
  readonly witness: string | null;
  /** Losses that it is about, `kind:name`. */
  readonly losses: readonly string[];
}

/**
 * - `new`: fails, and did not
 * - `undecided`: is not decided any more, or of something new
 * - `unseen`: was judged, and no policy asks any more, or the input does not show it
 * - `exempt`: an exception answers for it now
 * - `fixed`: passes, and failed or was undecided
 * - `gone`: what failed or was undecided is not there any more
 */
export type VerdictChangeKind = 'new' | 'undecided' | 'unseen' | 'exempt' | 'fixed' | 'gone';

export interface VerdictChange {
  readonly change: VerdictChangeKind;
  readonly policy: string;
  readonly severity: Severity;
  /** `absent` where it was not judged: of something new, or by a policy that was not asked. */
  readonly was: VerdictOutcome;
  readonly is: VerdictOutcome;
  /** Empty where it is about the estate. */
  readonly stack: string;
  readonly address: string;
  readonly site: string | null;
  readonly dataset: string | null;
  readonly message: string;
  readonly remediation: string;
  /** Line of the project that made it, `file:line`. */
  readonly location: string | null;
  readonly worse: boolean;
}

export type VerdictOutcome = 'pass' | 'fail' | 'undecided' | 'notObservable' | 'exempt' | 'absent';

/**
 * - `change`: something of it is other, and nothing shows whether that takes a replacement
 * - `forget`: it stays, and nobody manages it any more
 * - `keep`: it would have been destroyed, and is not any more
 */
export type ResourceAction =
  | 'destroy'
  | 'replace'
  | 'forget'
  | 'change'
  | 'update'
  | 'move'
  | 'create'
  | 'keep';

export interface ResourceLayer {
  readonly observable: boolean;
  /** Why nothing is shown; empty where it is. */
  readonly reason: string;
  /** Gravest first; then by site, dataset and address. */
  readonly changes: readonly ResourceChange[];
  /** Changes of the head's plan that the base's plan makes just so: they wait already, whatever becomes of this one. */
  readonly pending: number;
  readonly summary: Readonly<Record<ResourceAction, number>>;
}

export interface ResourceChange {
  readonly action: ResourceAction;
  readonly stack: string;
  readonly address: string;
  /** The address that it had, where it was renamed. */
  readonly previousAddress: string | null;
  readonly type: string;
  /** Datasets that it holds, or whose servers it is of. */
  readonly datasets: readonly string[];
  /** Whether data or keys go with it. */
  readonly stateful: boolean;
  readonly attributes: readonly AttributeChange[];
  /** Why it is replaced or goes, where that is not an attribute. */
  readonly reason: string | null;
}

export interface AttributeChange {
  /** `metadata.estate:site` */
  readonly attribute: string;
  /** In words; what is sensitive is masked, and of two lists what both have is `…`. */
  readonly before: string;
  readonly after: string;
  /** Whether this is what a replacement is for. */
  readonly forcesReplacement: boolean;
}
