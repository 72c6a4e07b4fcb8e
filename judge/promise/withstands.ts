import type { Dataset, LossKind } from '../../estate/model';
import { type Finding, fail, pass, type Subject, undecided } from '../finding';
import type { PromiseAnalysis } from './analyse';
import type { LossAnalysis } from './loss-analysis';
import { counterexample } from './report';

/** A dataset as the subject of a finding. */
export function datasetSubject({ name }: Dataset): Subject {
  return { stack: '', address: `dataset:${name}`, dataset: name };
}

/** Whether a dataset withstands every single loss of some kinds; the message names each that it does not. */
export function withstands(promise: PromiseAnalysis, kinds: readonly LossKind[]): Finding {
  const losses = promise.losses.filter(({ loss }) => kinds.includes(loss.kind));
  const evidence = promise.copies.flatMap((copy) => copy.notes.flatMap((note) => note.evidence));
  const lost = losses.filter(({ outcome }) => outcome === 'lost');
  if (lost.length > 0) return fail(explain(promise, lost), ...evidence);
  const open = losses.filter(({ outcome }) => outcome === 'undecided');
  if (open.length > 0) return undecided(explain(promise, open), ...evidence);
  return pass;
}

function explain(promise: PromiseAnalysis, [first, ...others]: readonly LossAnalysis[]): string {
  const example = first === undefined ? '' : counterexample(promise, first);
  if (others.length === 0) return example;
  return `${example}; the same holds for ${others.map(({ loss }) => `${loss.kind} ${loss.name}`).join(', ')}`;
}
