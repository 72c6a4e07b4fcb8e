import type { Attributes } from './plan-json';

/**
 * - `changed`: it is there, and something of it is other than the configuration says or the state remembers
 * - `gone`: the state knows it, and it is not there any more
 * - `unmanaged`: it is there, and no state knows it
 * - `unapplied`: the configuration asks for something that is not so, and nothing was seen to have changed it since
 *   the last apply: it was never applied, or somebody has taken a change into the state
 */
export type DriftKind = 'changed' | 'gone' | 'unmanaged' | 'unapplied';

/** What is there and what was wanted, in words: what is sensitive is masked. Of an unmanaged object nothing was. */
export interface Difference {
  /** `security_group_ids`, `metadata.estate:site` */
  readonly attribute: string;
  readonly wanted: string;
  readonly found: string;
}

export interface DriftedObject {
  readonly kind: DriftKind;
  readonly stack: string;
  readonly type: string;
  /** Terraform's; of what no state knows `type.unmanaged["id"]`. */
  readonly address: string;
  /** The cloud's; empty where there never was one. */
  readonly id: string;
  /** The name in the cloud; may be empty. */
  readonly name: string;
  readonly differences: readonly Difference[];
  /** `observation` where no plan shows it: nobody manages it, or the provider does not read it back. */
  readonly seenIn: 'plan' | 'observation';
  /** Whether the next deploy puts it right, or only somebody who changes the cloud. */
  readonly repairedBy: 'deploy' | 'hand';
  /** All of it as it is now; null where it is not there. Holds secrets: never printed. */
  readonly now: Attributes | null;
}
