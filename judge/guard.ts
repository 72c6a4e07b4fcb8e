import type { Guard } from '../estate/approval';
import type { Verdict } from './report';

/** A policy whose finding may be approved: which outcomes, and what is approved then. */
interface Guarded {
  readonly guard: Guard;
  readonly outcomes: readonly Verdict['outcome'][];
}

const byPolicy: ReadonlyMap<string, Guarded> = new Map([
  ['resilience/stateful-resource-kept', { guard: 'stateful-resource-lost', outcomes: ['fail'] }],
  ['change/reach-not-widened', { guard: 'reach-widened', outcomes: ['fail', 'undecided'] }],
  ['change/dataset-not-moved', { guard: 'dataset-moved', outcomes: ['fail', 'undecided'] }],
  ['change/suite-not-weakened', { guard: 'suite-weakened', outcomes: ['fail', 'undecided'] }],
]);

/** What is known to be unencrypted is a breach, which nobody can approve. */
const encryption: Guarded = { guard: 'encryption-undecided', outcomes: ['undecided'] };

/**
 * What an approval of a finding is called. Undefined for everything else: a breach of the promise is mended, or
 * excepted in `estate/exceptions.ts` where it stays.
 */
export function guardOf(policy: string, outcome: Verdict['outcome']): Guard | undefined {
  const guarded = byPolicy.get(policy) ?? (policy.startsWith('encryption/') ? encryption : undefined);
  return guarded?.outcomes.includes(outcome) ? guarded.guard : undefined;
}

/** What each guard is about, for people. */
export const guardTexts: Readonly<Record<Guard, string>> = {
  'stateful-resource-lost': 'what holds data, or opens it, is destroyed, replaced or no longer managed',
  'reach-widened': 'what exists can be reached by somebody, or at a port, that could not reach it before',
  'dataset-moved': 'the data of a dataset leaves a site, or what holds it is declared to hold another',
  'suite-weakened': 'a tunnel or a listener that exists negotiates weaker cryptography',
  'encryption-undecided': 'the plan does not show whether something is encrypted as it has to be',
};
