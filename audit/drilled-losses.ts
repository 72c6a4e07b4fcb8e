import type { PromiseVerdict, Report } from '../judge/report';
import { dayOf } from './level';

/** How formats that know rules alone call it: no policy judges it, a drill has tried it. */
export const drillRule = {
  id: 'drills/nothing-lost',
  severity: 'critical',
  title: 'What a drill took away was found whole at the other sites',
  why: 'A copy that is configured is a promise; one that was looked for in a drill, and was not whole, is a broken one.',
  remediation:
    'find out what was missing and why, mend it, and drill again: only a later drill that held takes it back',
} as const;

/** A loss of a dataset that a drill which counts has exercised. */
export interface DrilledLoss {
  readonly dataset: string;
  /** What was lost at once, each `kind:name`, joined by ` and `. */
  readonly loss: string;
  readonly held: boolean;
  /** The drill’s report, as it was given. */
  readonly file: string;
  readonly message: string;
}

export function drilledLosses({ promises }: Pick<Report, 'promises'>): readonly DrilledLoss[] {
  return promises.flatMap((promise) => (promise.drill ? [drilledLoss(promise, promise.drill)] : []));
}

function drilledLoss({ dataset, losses }: PromiseVerdict, drill: NonNullable<PromiseVerdict['drill']>) {
  const loss = losses.join(' and ');
  const held = drill.outcome === 'held';
  const found = held ? 'all its data was there' : drill.found.join('; ') || 'it did not hold';
  const message = `the drill of ${dayOf(drill)} (${drill.file}) exercised the loss of ${loss} for ${dataset}: ${found}`;
  return { dataset, loss, held, file: drill.file, message };
}
