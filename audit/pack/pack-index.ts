import type { SourceKind } from '../../graph/graph';

/** What a pack is made of and how its report came about: `pack.json`. It names every file that judging it again takes. */
export interface PackIndex {
  readonly kind: 'audit-pack';
  readonly schemaVersion: typeof packVersion;
  readonly asOf: string;
  readonly language: string;
  /** SHA-256 over the sources of the rules and readers that judged: the same ones judge alike. */
  readonly rules: string;
  /** The same over those that made the page and the other files; packs from before they were made again have none. */
  readonly renderers?: string;
  readonly inputs: readonly PackedInput[];
  readonly observations: readonly PackedFile[];
  /** Evidence of creation, by `stack:address`; absent where there is none. */
  readonly evidence?: string;
  /** Approvals that were read, whether or not they are of these plans. */
  readonly approvals: readonly { readonly input: string; readonly file: string; readonly isNamed: boolean }[];
  readonly authors: readonly string[];
  /** Exceptions of the run, in force or not. */
  readonly exceptions: string;
  readonly estate: string;
  readonly drills: readonly PackedFile[];
  /** Policies or areas that alone were asked; absent where all were. */
  readonly only?: readonly string[];
  /** Policies whose verdicts cannot be repeated from what is here, since they read what was removed. */
  readonly attested: readonly { readonly policy: string; readonly why: Attested }[];
}

/** It reads secrets by its nature, or what was removed has changed what it reads in these very files. */
export type Attested = 'reads secrets' | 'reads what was removed';

export const packVersion = '1.0.0';

/** A file of the pack, and what it was made from. */
export interface PackedFile {
  /** As the report names it. */
  readonly input: string;
  /** Path in the pack, with slashes. */
  readonly file: string;
  /** SHA-256 of what was judged. */
  readonly original: string;
  /** SHA-256 of the file in the pack. */
  readonly redacted: string;
  /** How many values were removed. */
  readonly removed: number;
}

export interface PackedInput extends PackedFile {
  readonly kind: SourceKind;
  readonly stack: string;
  readonly draft?: true;
  /** The configuration that a plan was made from. */
  readonly source?: PackedFile;
  /** Lines of the project that made its resources. */
  readonly lines?: string;
  /** Of a plan: hash of the change that it makes, which approvals name. */
  readonly change?: string;
}

/** Names in the pack. */
export const names = {
  index: 'pack.json',
  report: 'report.json',
  contents: 'contents.json',
  page: 'report.html',
  sarif: 'report.sarif',
  plan: 'assessment-plan.json',
  results: 'assessment-results.json',
  estate: 'estate.json',
  exceptions: 'exceptions.json',
  evidence: 'evidence.json',
  versions: 'versions.json',
  readMe: 'README.txt',
  manifest: 'MANIFEST.sha256',
  signature: 'MANIFEST.sha256.sig',
  /** By RFC 3161, of the manifest: since when that existed. */
  timestamp: 'MANIFEST.sha256.tsr',
  /** By RFC 3161, of the signature: the time as of which its key is judged. */
  signatureTimestamp: 'MANIFEST.sha256.sig.tsr',
} as const;

export function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 1)}\n`;
}
