import type { Drill } from '../contracts/drill';
import { markPrefix } from '../contracts/marks';
import { NotDeclared } from '../estate/foreign-estate';
import type { Estate, Site } from '../estate/model';
import type { Graph, Resource } from '../graph/graph';
import { describe, isMap, own, type Value } from '../graph/value';
import type { Evidence } from './evidence';
import type { Observations } from './observations';

export type { Evidence };

/** What a policy says of one subject. Not observable and exempt are the judge's to say, never a policy's. */
export interface Finding {
  readonly outcome: 'pass' | 'fail' | 'undecided';
  /** One sentence: what is so, and for whom it matters. Empty for a pass. */
  readonly message: string;
  readonly evidence: readonly Evidence[];
}

/** What a finding is about. */
export interface Subject {
  readonly stack: string;
  /** A resource's address, or the name of what is judged where it is no resource (`provider.openstack`). */
  readonly address: string;
  readonly site?: string | undefined;
  readonly dataset?: string | undefined;
}

/** What is judged: everything that there is to look at, and changes nothing. */
export interface Facts {
  readonly graph: Graph;
  readonly estate: Estate;
  /** The day as of which everything is judged. */
  readonly asOf: string;
  /** The site whose endpoint, region and project a stack's provider names; undefined where none fits. */
  siteOfStack(stack: string): Site | undefined;
  /** Whether a judged plan is known to have made this existing resource. */
  hasCreationEvidence(resource: Resource): boolean;
  /** What the sites' APIs were seen to hold. @default nothing: nobody looked */
  readonly observations?: Observations | undefined;
  /** Reports of drills. @default nothing was exercised */
  readonly drills?: readonly GivenDrill[] | undefined;
}

/** A report of a drill, and the file it came in. */
export interface GivenDrill {
  /** As it was named. */
  readonly file: string;
  readonly sha256: string;
  readonly drill: Drill;
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
  const message = [...new Set(worst.map((finding) => finding.message))].join('; ');
  return { outcome: first.outcome, message, evidence: worst.flatMap(({ evidence }) => evidence) };
}

/**
 * The value at a path of a resource as evidence, masked where it is sensitive. It is put into words only when
 * somebody reads it, since most of what is examined passes.
 */
export function seen(resource: Resource, path: string): Evidence {
  return new Seen(resource, path);
}

class Seen implements Evidence {
  readonly source: string;
  readonly #resource: Resource;

  constructor(
    resource: Resource,
    readonly path: string,
  ) {
    this.#resource = resource;
    this.source = `${resource.stack}:${resource.address}`;
  }

  get value(): string {
    return this.#resource.show(this.path);
  }

  toJSON(): Evidence {
    return { path: this.path, value: this.value, source: this.source };
  }
}

/** A value that is of no resource, a backend's or a provider's, as evidence. */
export function seenValue(path: string, value: Value | undefined, source: string): Evidence {
  return { path, value: describe(value), source };
}

/** Why an examination broke off, in words that hold no value: messages of errors may quote what they met. */
export function reasonOf(error: unknown): string {
  if (error instanceof TypeError || error instanceof NotDeclared) return error.message;
  return error instanceof Error ? error.name : 'an unknown error';
}

/** Where marks stand. Swift's metadata travels in HTTP headers, whose names hold no colon. */
const markPaths = {
  site: ['metadata.estate:site', 'metadata.estate-site'],
  dataset: ['metadata.estate:dataset', 'metadata.estate-dataset'],
  role: ['metadata.estate:role', 'metadata.estate-role'],
} as const;

/** What a resource's mark claims; a claim, to be checked against place, key and reach. Undefined without one. */
export function markOf(resource: Resource, mark: keyof typeof markPaths): string | undefined {
  for (const path of markPaths[mark]) {
    const fromMetadata = resource.get(path);
    if (typeof fromMetadata === 'string') return fromMetadata;
  }
  const labels = resource.get('metadata.labels');
  const label = isMap(labels) ? own(labels, `${markPrefix}${mark}`) : undefined;
  if (typeof label === 'string') return label;
  const tags = resource.get('tags');
  if (Array.isArray(tags)) {
    const tag = tags.find(
      (one): one is string => typeof one === 'string' && one.startsWith(`estate:${mark}=`),
    );
    if (tag !== undefined) return tag.slice(`estate:${mark}=`.length);
  }
  return undefined;
}
