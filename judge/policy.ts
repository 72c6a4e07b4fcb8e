import type { Estate, Site } from '../estate/model';
import type { Graph, Resource, SourceKind, Stack } from '../graph/graph';
import type { PromiseAnalysis } from './promise/analyse';

/** What a policy says of one subject. Not observable and exempt are the judge's to say, never a policy's. */
export interface Finding {
  readonly outcome: 'pass' | 'fail' | 'undecided';
  /** One sentence: what is so, and for whom it matters. Empty for a pass. */
  readonly message: string;
  readonly evidence: readonly Evidence[];
}

/** A value that decided a verdict, and where it was read. Secrets are masked before they get here. */
export interface Evidence {
  readonly path: string;
  readonly value: string;
  /** `<stack>:<address>`, `estate` or another name of the place it was read from. */
  readonly source: string;
}

/** What a finding is about. */
export interface Subject {
  readonly stack: string;
  /** A resource's address, or the name of what is judged where it is no resource (`provider.openstack`). */
  readonly address: string;
  readonly site?: string | undefined;
  readonly dataset?: string | undefined;
}

/** Everything a policy may look at. It changes nothing. */
export interface Context {
  readonly graph: Graph;
  readonly estate: Estate;
  /** The day as of which everything is judged. */
  readonly asOf: string;
  /** The site whose endpoint, region and project a stack's provider names; undefined where none fits. */
  siteOfStack(stack: string): Site | undefined;
  /** Where each dataset's copies are and what they withstand, computed once from the graph. */
  readonly promises: readonly PromiseAnalysis[];
  /** Whether a judged plan is known to have made this existing resource. */
  hasCreationEvidence(resource: Resource): boolean;
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
 * (resources named after what they are), `changes` are changes to the estate's own plan. Each names the
 * addresses that pass, fail and stay undecided: nothing else may be said of them.
 */
export interface Examples {
  readonly terraform?: string;
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
  /**
   * Attributes to set, by address then attribute: the text `unknown` makes one unknown by reference, null unsets
   * it. An address that is not in the plan is added. `provider.openstack` sets arguments and `version`; `backend`
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

export const pass: Finding = { outcome: 'pass', message: '', evidence: [] };

export function fail(message: string, ...evidence: readonly Evidence[]): Finding {
  return { outcome: 'fail', message, evidence };
}

export function undecided(message: string, ...evidence: readonly Evidence[]): Finding {
  return { outcome: 'undecided', message, evidence };
}

/** Several findings about one subject as one: the worst outcome, with the messages and evidence of all that have it. */
export function worstOf(findings: readonly Finding[]): Finding {
  const failed = findings.filter(({ outcome }) => outcome === 'fail');
  const worst = failed.length > 0 ? failed : findings.filter(({ outcome }) => outcome === 'undecided');
  const [first] = worst;
  if (!first) return pass;
  const message = worst.map((finding) => finding.message).join('; ');
  return { outcome: first.outcome, message, evidence: worst.flatMap(({ evidence }) => evidence) };
}

/**
 * The value at a path of a resource as evidence, masked where it is sensitive. It is put into words only when
 * somebody reads it, since most of what is examined passes.
 */
export function seen(resource: Resource, path: string): Evidence {
  return {
    path,
    get value() {
      return resource.show(path);
    },
    source: `${resource.stack}:${resource.address}`,
  };
}

/** Why an examination broke off, in words that hold no value: messages of errors may quote what they met. */
export function reasonOf(error: unknown): string {
  if (error instanceof TypeError) return error.message;
  return error instanceof Error ? error.name : 'an unknown error';
}

/** What a resource's mark claims; a claim, to be checked against place, key and reach. Undefined without one. */
export function markOf(resource: Resource, mark: 'site' | 'dataset' | 'role'): string | undefined {
  // Swift's metadata travels in HTTP headers, whose names hold no colon.
  for (const path of [`metadata.estate:${mark}`, `metadata.estate-${mark}`]) {
    const fromMetadata = resource.get(path);
    if (typeof fromMetadata === 'string') return fromMetadata;
  }
  const tags = resource.get('tags');
  if (Array.isArray(tags)) {
    const tag = tags.find(
      (one): one is string => typeof one === 'string' && one.startsWith(`estate:${mark}=`),
    );
    if (tag !== undefined) return tag.slice(`estate:${mark}=`.length);
  }
  return undefined;
}
