import type { Drill } from '../../contracts/drill';
import type { Report } from '../../judge/report';

/**
 * Everything the auditor's page says: gathered for the pack from what was judged, the estate and its evidence, and
 * written beside the page as JSON. The page itself knows nothing beyond it.
 */
export interface Contents {
  readonly schemaVersion: '1.0.0';
  readonly report: Report;
  readonly map: EstateMap;
  readonly reach: readonly DatasetReach[];
  readonly keys: readonly KeyHolders[];
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

/** Where everything is, and what can be switched off. */
export interface EstateMap {
  readonly sites: readonly MappedSite[];
  readonly tunnels: readonly {
    /** The two ends, sorted by name. */
    readonly sites: readonly [string, string];
    readonly suite: string;
    /** Encryption, hash and group, as IKE and IPsec have them. */
    readonly cryptography: string;
  }[];
  /** Each single loss, with the copies that it takes: a copy is left while nothing that takes it is lost. */
  readonly losses: readonly MappedLoss[];
  /** Assumptions that nobody has confirmed, or not lately, and the copies and losses that they matter for. */
  readonly restsOn: readonly RestsOn[];
}

export interface RestsOn {
  readonly assumption: string;
  /** Sites whose copy rests on it. */
  readonly sites: readonly string[];
  /** Kinds of losses that it matters for; null for every kind. */
  readonly losses: readonly string[] | null;
  /** True where it matters only for a loss that takes a copy of these sites: they are said not to share it. */
  readonly apart: boolean;
}

export interface MappedSite {
  readonly name: string;
  readonly title: string;
  readonly role: 'primary' | 'mirror' | 'clinic';
  readonly cloud: string;
  readonly country: string;
  readonly town: string;
  readonly building: string;
  readonly zone: string;
  readonly keyStore: string;
}

export interface MappedLoss {
  /** `kind:name`, as in the report. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** Sites whose copy goes with it, by dataset; a dataset that loses none is left out. */
  readonly takes: Readonly<Record<string, readonly string[]>>;
}

/** Who can get to the servers that hold one dataset's copies, by what was judged. */
export interface DatasetReach {
  readonly dataset: string;
  readonly servers: readonly {
    readonly site: string;
    /** `stack:address` of a server, or of what makes pods; empty where nothing that was judged holds the copy there. */
    readonly server: string;
    readonly ways: readonly {
      /** A range, `stack:address` of a group of servers or of what makes pods, `anyone`, or `not known`. */
      readonly from: string;
      /** TCP ports, as they are opened: `5432`, `6000-9250`, or `not known`. */
      readonly ports: readonly string[];
      /** `stack:address` of what lets them in, from the outside to the server. */
      readonly path: readonly string[];
      /** False where what was judged only says that it may be so. */
      readonly certain: boolean;
    }[];
    /** False where there may be ways that what was judged does not show. */
    readonly complete: boolean;
  }[];
}

/** Who can use or destroy the key of one copy, the provider's own staff among them. */
export interface KeyHolders {
  readonly dataset: string;
  readonly site: string;
  /** Id, never key material. */
  readonly key: string;
  readonly keyStore: string;
  readonly country: string;
  readonly liveUntil: string;
  readonly usedBy: readonly string[];
  readonly destroyedBy: readonly string[];
  /** Who runs the key store, and what that means for who can open it. */
  readonly operator: Text;
}

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
