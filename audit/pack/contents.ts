import type { Drill } from '../../contracts/drill';
import type { Report } from '../../judge/report';
import type { SurveyedKey } from '../../judge/survey/keys';
import type { EstateMap } from '../../judge/survey/map';
import type { SurveyedReach } from '../../judge/survey/reached';

export type { EstateMap, MappedLoss, MappedSite, RestsOn } from '../../judge/survey/map';

/**
 * Everything the auditor's page says: gathered for the pack from what was judged, the estate and its evidence, and
 * written beside the page as JSON. The page itself knows nothing beyond it.
 */
export interface Contents {
  readonly schemaVersion: '1.0.0';
  readonly report: Report;
  readonly map: EstateMap;
  readonly reach: readonly SurveyedReach[];
  readonly keys: readonly SurveyedKey[];
  readonly controls: readonly ControlSource[];
  /** Whatever ends within 90 days of the report's day, or has ended; the earliest first. */
  readonly expiring: readonly Expiring[];
  readonly questions: readonly Question[];
  readonly drills: readonly { readonly file: string; readonly drill: Drill }[];
  readonly files: readonly JudgedFile[];
  /** What made it: this program, Node.js, Terraform, the provider and its schema. */
  readonly versions: readonly { readonly name: string; readonly version: string }[];
}

/** Languages of the page. */
export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];
/** The same text in each language of the page. */
export type Text = Readonly<Record<Language, string>>;

/** A law or standard, and its statements as far as they are about what is judged here. */
export interface ControlSource {
  readonly source: string;
  readonly title: Text;
  /** How far its text was read by those who wrote the rules; second-hand knowledge is marked. */
  readonly howRead: Text;
  readonly secondHand: boolean;
  readonly controls: readonly ControlResult[];
}

export interface ControlResult {
  /** As the source numbers it. */
  readonly id: string;
  /** In our own words. */
  readonly statement: Text;
  /** What each kind of evidence can show of it; absent where that kind shows nothing. */
  readonly shownBy: {
    readonly plan?: Text;
    readonly state?: Text;
    readonly drill?: Text;
    /** What nothing of these shows, and whose evidence is needed. */
    readonly organisation?: Text;
  };
  /** Policies that give evidence, with how many subjects had which outcome. */
  readonly policies: readonly {
    readonly policy: string;
    readonly pass: number;
    readonly fail: number;
    readonly undecided: number;
    readonly notObservable: number;
    readonly exempt: number;
  }[];
  /** The worst of its policies; `not-examined` where no policy that gives evidence ran. Never a claim of conformity. */
  readonly outcome: 'fail' | 'undecided' | 'not-observable' | 'exempt' | 'pass' | 'not-examined';
}

export interface Expiring {
  readonly kind: 'exception' | 'approval' | 'algorithm' | 'key' | 'assumption' | 'attestation';
  readonly name: string;
  /** `YYYY-MM-DD` */
  readonly until: string;
  /** Days from the report's day; below zero where it has ended. */
  readonly days: number;
  readonly what: Text;
}

/** What an auditor asks next. */
export interface Question {
  /** lower-case letters and dashes: its anchor on the page */
  readonly id: string;
  readonly question: Text;
  readonly answer: Text;
  /** Answered by what is here, or named as open. */
  readonly open: boolean;
  readonly table?: { readonly head: readonly Text[]; readonly rows: readonly (readonly string[])[] };
}

/** What was judged, and what of it is in the pack. */
export interface JudgedFile {
  /** As the report names it. */
  readonly input: string;
  /** Path in the pack. */
  readonly file: string;
  /** SHA-256 of what was judged, and of the file in the pack, from which secrets were removed. */
  readonly original: string;
  readonly redacted: string;
  /** How many values were removed. */
  readonly removed: number;
}
