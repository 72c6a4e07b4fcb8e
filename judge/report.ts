import type { Guard } from '../estate/approval';
import type { EstateException } from '../estate/exceptions';
import type { SourceKind } from '../graph/graph';
import type { Level } from './promise/analyse';
import type { DrillOfDataset, Exercised } from './promise/drilled';

export type { DrillOfDataset, Level };

/** The report: the only source of every format that is rendered. Its shape is versioned. */
export const schemaVersion = '1.3.0';

export interface Report {
  readonly schemaVersion: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO date as of which it was judged. */
  readonly asOf: string;
  /** Only where the estate stands in a sandbox: its sites are then no clouds, and nothing here is said of real data. */
  readonly sandbox?: true;
  readonly inputs: readonly {
    file: string;
    kind: SourceKind | 'observation';
    stack: string;
    sha256: string;
    /** Made before anything exists that it names, as a synthesized stack is: what it leaves undecided only warns. */
    draft?: true;
  }[];
  readonly coverage: {
    /** Managed resources in all inputs. */
    readonly resources: number;
    /** Those that at least one policy judged. */
    readonly judged: number;
    readonly unjudgedTypes: readonly { type: string; count: number }[];
  };
  /** What was asked of the inputs: every policy, those that are not applicable too, by id. */
  readonly policies: readonly ReportedPolicy[];
  /** Passes, as addresses by policy (`stack:address`, or `dataset:name`). */
  readonly passed: readonly { policy: string; addresses: readonly string[] }[];
  readonly verdicts: readonly Verdict[];
  /** Ids of the policies that were not run: what they compare with, only an estate of ours declares, or nothing they judge is among the inputs. */
  readonly notApplicable: readonly string[];
  readonly promises: readonly PromiseVerdict[];
  readonly datasets: readonly DatasetReport[];
  /** Reports of drills that were given, whether they count or not; absent where none was. */
  readonly drills?: readonly ReportedDrill[];
  readonly exceptions: readonly Exception[];
  /** Approvals of the plans that were judged, whatever of it they lift; absent where there is none. */
  readonly approvals?: readonly ReportedApproval[];
  /** What needs an approval, approved or not; absent where nothing does. */
  readonly guarded?: readonly GuardedFinding[];
  readonly assumptions: readonly ReportedAssumption[];
  /** How many subjects had each outcome; `notApplicable` counts policies. */
  readonly summary: Readonly<
    Record<'pass' | 'fail' | 'undecided' | 'notObservable' | 'exempt' | 'notApplicable', number>
  >;
}

/** What a reader of a finding wants to know of its policy; the rest is what `estate explain` prints. */
export interface ReportedPolicy {
  readonly policy: string;
  readonly severity: string;
  readonly title: string;
  readonly why: string;
  readonly remediation: string;
  readonly controls: readonly string[];
}

/** The part of a policy that a report repeats. */
export function reportPolicy(
  given: Omit<ReportedPolicy, 'policy'> & { readonly id: string },
): ReportedPolicy {
  const { id, severity, title, why, remediation, controls } = given;
  return { policy: id, severity, title, why, remediation, controls };
}

export interface Verdict {
  readonly policy: string;
  readonly severity: string;
  readonly outcome: 'fail' | 'undecided' | 'notObservable' | 'exempt';
  readonly stack: string;
  readonly address: string;
  readonly site: string | null;
  readonly dataset: string | null;
  readonly message: string;
  readonly evidence: readonly { path: string; value: string; source: string }[];
  readonly remediation: string;
  readonly controls: readonly string[];
  /** First line of the project that made the resource, from its root; absent where nobody noted it. */
  readonly location?: { readonly file: string; readonly line: number };
  /** Set where it was read from the source of a plan, since no plan shows what is judged. */
  readonly readFrom?: 'source';
}

/** Where one dataset's copies are in what was judged, and the smallest disasters that leave none. */
export interface DatasetReport {
  readonly dataset: string;
  readonly title: string;
  readonly level: Level;
  /** The level without what drills have shown; absent where that is none other. */
  readonly provided?: Level;
  /** What each drill that was given says of it, the newest first; absent where none does. */
  readonly drills?: readonly DrillOfDataset[];
  readonly copies: readonly {
    readonly site: string;
    readonly role: 'home' | 'copy';
    readonly mode: 'home' | 'synchronous' | 'asynchronous';
    /** Greatest lag behind the home in seconds, as declared. */
    readonly lag: number;
    readonly status: 'present' | 'missing' | 'undecided';
    /** What is missing or not known of it. */
    readonly notes: readonly string[];
  }[];
  /** Minimal fatal losses: each set takes one loss (`kind:name`) of every inner list. */
  readonly fatalLosses: readonly (readonly (readonly string[])[])[];
  /** What the estate declares of it. Reports before 1.2 do not say. */
  readonly declared?: DeclaredDataset;
  /** Where its data, or keys that open it, get to, by what was judged; null where that could not be examined. */
  readonly reached?: readonly ReachedPlace[] | null;
}

/** The part of the promise that no resource shows: it changes with the estate’s files alone. */
export interface DeclaredDataset {
  readonly dataClass: string;
  readonly permittedCountries: readonly string[];
  /** Kinds of losses of which any single one leaves a copy. */
  readonly withstands: readonly string[];
  readonly outOfReach: string;
  readonly retentionYears: number;
  readonly backupDays: number;
  readonly places: readonly {
    readonly role: 'home' | 'copy' | 'backup';
    readonly site: string;
    readonly country: string;
    readonly town: string;
    /** Id of the key, never key material. */
    readonly key: string;
    readonly keyStore: string;
  }[];
  /** Credentials that read copies, that can destroy copies, and that can destroy keys; with the sites of these. */
  readonly readBy: readonly ReachingCredential[];
  readonly destroyedBy: readonly ReachingCredential[];
  readonly keysDestroyedBy: readonly ReachingCredential[];
}

export interface ReachingCredential {
  readonly credential: string;
  readonly sites: readonly string[];
}

export interface ReachedPlace {
  /** A site, or a place that is none. */
  readonly place: string;
  readonly country: string | null;
  /** The way there from the home, step by step; empty for the home. */
  readonly by: readonly string[];
  /** False where a step may not be there, or not for this dataset. */
  readonly certain: boolean;
}

/** What one loss leaves of one dataset. */
export interface PromiseVerdict {
  readonly dataset: string;
  readonly level: Level;
  /** What is lost at once, each `kind:name`. */
  readonly losses: readonly string[];
  readonly outcome: 'withstands' | 'lost' | 'undecided';
  /** True where the outcome rests on an assumption that nobody confirmed or whose review is overdue. */
  readonly conditional: boolean;
  /** Lists of unconfirmed assumptions of which one whole list has to hold; empty where not conditional. */
  readonly conditions: readonly (readonly string[])[];
  /** Sites whose copy is left, least lag first. */
  readonly survivingCopies: readonly string[];
  /** Greatest lag of the best copy left, in seconds; null where none is left. */
  readonly lag: number | null;
  /** Why not: what is lost with it, and what is missing of the rest. */
  readonly counterexample: string | null;
  readonly assumptions: readonly string[];
  /** The newest drill that counts and exercised this very loss: it has shown it, or contradicts the level. */
  readonly drill?: Exercised;
}

/** A report of a drill, as it was given. What it says of each dataset stands with the dataset. */
export interface ReportedDrill {
  readonly file: string;
  readonly sha256: string;
  readonly schemaVersion: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly sandbox: boolean;
  /** Sites that were taken away, and datasets whose database servers were. */
  readonly sites: readonly string[];
  readonly databases: readonly string[];
  readonly held: boolean;
  /** What did not hold, in words. */
  readonly failed: readonly string[];
  readonly notExercised: readonly string[];
}

/** An exception as the estate declares it. */
export type Exception = EstateException;

/** An approval in force: somebody answers for what one plan does, and for nothing else. */
export interface ReportedApproval {
  /** Relative, as it was read. */
  readonly file: string;
  readonly approver: { readonly account: string; readonly name: string; readonly role: string };
  readonly reason: string;
  readonly issued: string;
  readonly expires: string;
  /** Hash of the change it is bound to, by stack; of the plans judged only. */
  readonly plans: Readonly<Record<string, string>>;
  readonly approves: readonly {
    readonly guard: Guard;
    readonly stack: string;
    readonly address: string;
    /** Whether a finding was lifted by it; what is approved and does not happen is shown, too. */
    readonly lifts: boolean;
  }[];
}

/** A finding of the kind that a person may approve, for one plan. */
export interface GuardedFinding {
  readonly guard: Guard;
  readonly policy: string;
  readonly stack: string;
  readonly address: string;
  /** Hash of the change that the stack's plan makes: what an approval names. */
  readonly plan: string;
  /** File of the approval; null where nobody has approved it, which stops the plan. */
  readonly approvedBy: string | null;
}

export interface ReportedAssumption {
  readonly name: string;
  readonly statement: string;
  readonly source: string;
  readonly confirmed: boolean;
  readonly reviewBy: string;
}

/**
 * What must not be deployed: every failure, and whatever a plan or state leaves undecided. Undecided in a synthesized
 * stack, and in workloads rendered for sites that are only planned, only warns: more is still to come; about the estate as a whole it stops as soon as there is a plan.
 *
 * A plan's source is judged too, by the rules that no plan shows (backend, `prevent_destroy`, user data). A failure
 * there stops as any other; undecided there is reported and only warns, as it did when the source was synthesized:
 * no later input would decide it, and a plan made offline, with a local backend, could otherwise never pass.
 */
export function verdictsThatStop({ inputs, verdicts }: Report): readonly Verdict[] {
  const plans = new Set(
    inputs.filter((i) => i.kind !== 'synth' && i.kind !== 'observation' && !i.draft).map((i) => i.stack),
  );
  const isOfPlan = (verdict: Verdict) => (verdict.stack === '' ? plans.size > 0 : plans.has(verdict.stack));
  const isOpen = (v: Verdict) => v.outcome === 'undecided' && v.readFrom !== 'source' && isOfPlan(v);
  return verdicts.filter((v) => v.outcome === 'fail' || isOpen(v));
}

/** The same finding at several places. */
export interface GroupedVerdict {
  /** The first of them, for what they have in common. */
  readonly verdict: Verdict;
  /** `stack address`, or the address alone where the subject is of no stack. */
  readonly places: readonly string[];
  /** The lines of the project that made them (`file:line`), each once; empty where none is known. */
  readonly lines: readonly string[];
}

/** Verdicts that say the same, with all the places they say it of, in the order of the first of each. */
export function groupVerdicts(verdicts: readonly Verdict[]): readonly GroupedVerdict[] {
  const groups = new Map<string, { verdict: Verdict; places: string[]; lines: Set<string> }>();
  for (const verdict of verdicts) {
    const { policy, outcome, message, remediation, stack, address, location } = verdict;
    const key = JSON.stringify([policy, outcome, message, remediation]);
    const place = stack === '' ? address : `${stack} ${address}`;
    const group = groups.get(key) ?? { verdict, places: [], lines: new Set() };
    group.places.push(place);
    if (location) group.lines.add(`${location.file}:${location.line}`);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({ ...group, lines: [...group.lines] }));
}

/** The first places, and how many more there are; a report in JSON lists them all. */
export function namePlaces(places: readonly string[], most = 8): string {
  const more = places.length > most ? ` and ${places.length - most} more` : '';
  return `${places.slice(0, most).join(', ')}${more}`;
}
