import type { DriftKind } from '../../compare/drifted-object';
import type { Hand } from './hand';

/** One change behind Terraform's back, and what has to be found of it. */
export interface Change {
  readonly what: string;
  readonly kind: DriftKind;
  readonly type: string;
  /** Part of the address or of the name in the cloud. */
  readonly object: string;
  readonly repairedBy: 'deploy' | 'hand';
  /** A policy, or null where it is about what a dataset has; words of the meaning; and the dataset it is about. */
  readonly means?: { readonly policy: string | null; readonly says: RegExp; readonly dataset?: string };
  make(hand: Hand): Promise<void>;
  /** What a deploy does not put right. */
  undo?(hand: Hand): Promise<void>;
}

export const unmanaged = 'operations/nothing-unmanaged';
