import type { Difference, DriftKind } from './drifted-object';
import type { Meaning, Severity } from './meaning';

/** What `estate drift` found. Its JSON is the stable form; `docs/drift.schema.json` describes it. */
export interface DriftReport {
  readonly kind: 'drift';
  readonly schemaVersion: '1.0.0';
  /** ISO date as of which it was judged. */
  readonly asOf: string;
  readonly sites: readonly ComparedSite[];
  /** Most important first. */
  readonly drifted: readonly ReportedDrift[];
  /** What no single one of them does and all of them together do. */
  readonly together: readonly Meaning[];
  readonly summary: Readonly<Record<DriftKind, number>>;
}

export interface ComparedSite {
  readonly site: string;
  /** Start of the reading of its APIs, ISO 8601 in UTC. */
  readonly observedAt: string;
  /** Objects that exist and Terraform manages. */
  readonly managed: number;
  /** What its APIs do not offer, or refused to list: an unmanaged object of these types would not be found. */
  readonly notListed: readonly {
    readonly type: string;
    readonly reason: string;
    readonly refused: boolean;
  }[];
}

export interface ReportedDrift {
  readonly kind: DriftKind;
  /** That of the worst it means; `low` where it breaks no rule, `high` where it was not judged by itself. */
  readonly severity: Severity;
  readonly site: string;
  readonly type: string;
  readonly address: string;
  /** The cloud's id; empty where there is none. */
  readonly id: string;
  readonly name: string;
  readonly seenIn: 'plan' | 'observation';
  readonly repairedBy: 'deploy' | 'hand';
  readonly differences: readonly Difference[];
  /** Empty where it changes nothing that a rule judges. */
  readonly meaning: readonly Meaning[];
  /** Too many objects have drifted to judge this one by itself: what it means is among `together`. */
  readonly isJudgedAlone: boolean;
}

/** Whether everything was looked at that could hide an unmanaged object. */
export function isComplete({ sites }: DriftReport): boolean {
  return sites.every(({ notListed }) => notListed.every(({ refused }) => !refused));
}
