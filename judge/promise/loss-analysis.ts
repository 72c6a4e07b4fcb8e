import type { Assumption, Estate } from '../../estate/model';
import type { Facts } from '../finding';
import type { CopyAnalysis } from './analyse';
import type { Exercised } from './drilled';
import type { Loss } from './losses';

export interface LossAnalysis {
  readonly loss: Loss;
  readonly outcome: 'withstands' | 'lost' | 'undecided';
  /** Sites whose copy is left, least lag first. */
  readonly surviving: readonly string[];
  /** Seconds; null where nothing is left. */
  readonly lagSeconds: number | null;
  /**
   * Unconfirmed assumptions of which one whole list has to hold for a copy to be left; empty where at least one
   * copy rests on none.
   */
  readonly conditions: readonly (readonly string[])[];
  /** Every assumption that the copies left rest on, confirmed or not. */
  readonly assumptions: readonly string[];
  /** What the newest drill that counts has shown of this very loss; absent where none has exercised it. */
  readonly drill?: Exercised;
}

/** Whether a drill has shown that this loss leaves a copy, and what was judged does not say otherwise. */
export function isShownLoss({ outcome, drill }: LossAnalysis): boolean {
  return outcome === 'withstands' && drill?.outcome === 'held';
}

/** What one loss leaves of a dataset's copies. */
export function analyseLoss(
  loss: Loss,
  copies: readonly CopyAnalysis[],
  facts: Pick<Facts, 'asOf'> & { readonly estate: Pick<Estate, 'assumptions'> },
): LossAnalysis {
  const left = copies.filter((c) => !loss.takes.has(c.site));
  const surviving = left
    .filter((c) => c.status === 'present')
    .toSorted((a, b) => a.lagSeconds - b.lagSeconds);
  const isOpen = left.some((c) => c.status === 'undecided');
  const { assumptions } = facts.estate;
  const restsOn = (copy: CopyAnalysis) => assumptions.filter((a) => concerns(a, loss, copy.site));
  const unconfirmed = surviving.map((c) => restsOn(c).filter((a) => !holds(a, facts.asOf)));
  return {
    loss,
    outcome: surviving.length > 0 ? 'withstands' : isOpen ? 'undecided' : 'lost',
    surviving: surviving.map((c) => c.site),
    lagSeconds: surviving[0]?.lagSeconds ?? null,
    conditions: alternatives(unconfirmed.map((list) => list.map((a) => a.name))),
    assumptions: [...new Set(surviving.flatMap(restsOn))].map((a) => a.name),
  };
}

/** Smallest sets of which one suffices; none where one of them is empty, since then nothing has to be assumed. */
function alternatives(sets: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (sets.some((set) => set.length === 0)) return [];
  const isWithin = (inner: readonly string[], outer: readonly string[]) =>
    inner.length < outer.length && inner.every((one) => outer.includes(one));
  const minimal = sets.filter((set) => !sets.some((other) => isWithin(other, set)));
  return [...new Map(minimal.map((set) => [set.join(), set])).values()];
}

/** Whether a verdict about the copy at a site rests on an assumption, when that loss has happened. */
function concerns(assumption: Assumption, loss: Loss, site: string): boolean {
  const { sites, losses, apart = false } = assumption.concerns;
  if (!sites.includes(site) || !(losses?.includes(loss.kind) ?? true)) return false;
  return !apart || sites.some((one) => loss.takes.has(one));
}

/** Whether an assumption counts as confirmed on a day: a confirmation ends with its review date. */
export function holds(assumption: Estate['assumptions'][number], asOf: string): boolean {
  return assumption.confirmed && assumption.reviewBy >= asOf;
}
