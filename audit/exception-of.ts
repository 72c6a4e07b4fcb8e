import type { Exception, Report, Verdict } from '../judge/report';

/** The exception that makes a verdict exempt: the one that holds longest, as the judge chose it. */
export function exceptionOf(verdict: Verdict, { exceptions }: Report): Exception | undefined {
  const [longest] = exceptions
    .filter(
      ({ policy, stack, address }) =>
        policy === verdict.policy &&
        (stack === '*' || stack === verdict.stack) &&
        (address === '*' || address === verdict.address),
    )
    .toSorted((one, other) => (one.expires < other.expires ? 1 : -1));
  return longest;
}
