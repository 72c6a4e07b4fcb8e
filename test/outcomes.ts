import type { Report } from '../judge/report';

export const outcomes = ['pass', 'fail', 'undecided'] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * What a policy said, as sorted lists of subjects. Subjects of the stack `within` go by their address alone, any
 * other by `stack:address`, and those of no stack by their name (`dataset:imaging`).
 */
export function outcomesOf(report: Report, policy: string, within = ''): Record<Outcome, readonly string[]> {
  const short = (subject: string) =>
    subject.startsWith(`${within}:`) ? subject.slice(within.length + 1) : subject;
  const verdicts = report.verdicts.filter((v) => v.policy === policy);
  const of = (outcome: Outcome) =>
    verdicts.filter((v) => v.outcome === outcome).map((v) => short(subjectOf(v)));
  return {
    pass: report.passed
      .filter((p) => p.policy === policy)
      .flatMap((p) => p.addresses.map(short))
      .toSorted(),
    fail: of('fail').toSorted(),
    undecided: of('undecided').toSorted(),
  };
}

/** A verdict's subject, `stack:address` or the name alone where it belongs to no stack. */
export function subjectOf({ stack, address }: { readonly stack: string; readonly address: string }): string {
  return stack === '' ? address : `${stack}:${address}`;
}
