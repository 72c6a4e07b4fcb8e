import type { Verdict } from './report';

const outcomes = ['fail', 'undecided', 'exempt', 'notObservable'];
const severities = ['critical', 'high', 'medium', 'low'];

/** Worst first; then by policy, stack and address, so that two runs print the same. */
export function byImportance(a: Verdict, b: Verdict): number {
  return (
    outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compare(a.policy, b.policy) ||
    compare(a.stack, b.stack) ||
    compare(a.address, b.address)
  );
}

/** The order of characters, the same on every machine. */
export function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
