import type { Need } from '../estate/model';
import type { Resource, SourceKind, Stack } from '../graph/graph';
import type { Facts, Finding, Subject } from './finding';
import type { PromiseAnalysis } from './promise/analyse';

export {
  type Evidence,
  type Finding,
  fail,
  markOf,
  pass,
  type Subject,
  seen,
  undecided,
  worstOf,
} from './finding';

/** Everything a policy may look at. */
export interface Context extends Facts {
  /** Where each dataset's copies are and what they withstand, computed once from the graph. */
  readonly promises: readonly PromiseAnalysis[];
}

/** A technical control of a law or standard that a policy gives evidence for, e.g. `C5:2020 CRY-03`. */
export type Control = string;

interface PolicyTexts {
  /** The policy as a truth, one sentence. */
  readonly title: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly why: string;
  readonly avoid: string;
  readonly prefer: string;
  /** What to do about a finding. */
  readonly remediation: string;
  readonly controls: readonly Control[];
  /** Kinds of input that can show what is judged; in any other it is not observable. */
  readonly observableIn: readonly SourceKind[];
  /**
   * What it compares with and only an estate of ours says: it is not applicable to plans that belong to none.
   * @default nothing: a resource or the graph alone shows what is judged
   */
  readonly needs?: Need;
  /** It compares with what the site's APIs hold: without an observation of the stack it is not observable. */
  readonly needsObservation?: true;
  readonly examples: Examples;
}

/** Judges resources one by one. */
export interface ResourcePolicy extends PolicyTexts {
  readonly resources: readonly string[];
  /** Also what a plan deletes; without it only what remains is judged. @default false */
  readonly includesDeleted?: boolean;
  examine(resource: Resource, context: Context): Finding | undefined;
}

/** Judges stacks, one by one: their provider, their backend. */
export interface StackPolicy extends PolicyTexts {
  examineStack(stack: Stack, context: Context): Iterable<readonly [Subject, Finding]>;
}

/** Judges the estate as a whole, through all stacks. */
export interface EstatePolicy extends PolicyTexts {
  examineEstate(context: Context): Iterable<readonly [Subject, Finding]>;
}

export type PolicyDefinition = ResourcePolicy | StackPolicy | EstatePolicy;
/** A policy with its id, `area/name`, which is its path in `policies/`. */
export type Policy = PolicyDefinition & { readonly id: string };

/**
 * Examples are the policy's tests and its documentation. `terraform` is HCL that the real provider plans
 * (resources named after what they are), `manifests` are Kubernetes objects in YAML, `changes` are changes to the
 * estate's own plan and workloads. Each names the addresses that pass, fail and stay undecided: nothing else may be said of them.
 */
export interface Examples {
  readonly terraform?: string;
  /** Judged as the workloads of `site`, beside what the estate plans there. */
  readonly manifests?: string;
  /** The site whose provider block stands before `terraform`. @default primary */
  readonly site?: string;
  /** Resources that exist already, attributes by address: the plan is made against a state that holds them. */
  readonly existing?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly changes?: readonly PlanChange[];
  readonly pass?: readonly string[];
  readonly fail?: readonly string[];
  readonly undecided?: readonly string[];
  /** Why an outcome has no example: it cannot occur. */
  readonly cannotOccur?: Partial<Record<'pass' | 'fail' | 'undecided', string>>;
}

/** One change to the estate's plan and the subjects (`stack:address` or `dataset`) whose outcome it changes. */
export interface PlanChange {
  readonly name: string;
  readonly stack: string;
  /** Address of the resource to take out of the plan. */
  readonly remove?: string;
  /** Judged as of this day instead. */
  readonly asOf?: string;
  /** A drill took the dataset’s database servers away, and so many rows that a client was told of were missing. */
  readonly drill?: { readonly dataset: string; readonly missingRows: number };
  /**
   * Attributes to set, by address then attribute; of a site's objects (`primary-workloads`, then
   * `Deployment.apps/identity-x/x`) by path, `spec.replicas`, in which a dot within a key is written `\\.`. The text
   * `unknown` makes one unknown by reference, null unsets it. An address that is not in the plan is added. `provider.openstack` sets arguments and `version`; `backend`
   * and an attribute `lifecycle` are in the source alone.
   */
  readonly set?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly outcome: 'pass' | 'fail' | 'undecided';
  /** Subjects with that outcome after the change, each `stack:address`, or `dataset:name`. */
  readonly subjects: readonly string[];
  /** Words the message must contain: what is missing is named. */
  readonly says?: string;
}

export function definePolicy<P extends PolicyDefinition>(definition: P): P {
  return definition;
}
