import type { PageVerdict } from './data';

export interface Hit {
  readonly outcome: PageVerdict['outcome'];
  readonly policy: string;
  readonly subject: string;
  readonly message: string;
  readonly german?: string;
}

/** Verdicts that hold every word of a query, in their policy, subject or message, in whichever language; without
 * regard to case. */
export function find(
  found: readonly PageVerdict[],
  query: string,
  outcomes: ReadonlySet<string>,
): readonly Hit[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return found
    .filter(({ outcome }) => outcomes.has(outcome))
    .flatMap(({ outcome, policy, subjects, message, german }) => {
      const common = `${policy} ${message} ${german ?? ''}`.toLowerCase();
      return subjects
        .filter((subject) => {
          const own = subject.toLowerCase();
          return words.every((word) => common.includes(word) || own.includes(word));
        })
        .map((subject) => ({
          outcome,
          policy,
          subject,
          message,
          ...(german === undefined ? {} : { german }),
        }));
    });
}
