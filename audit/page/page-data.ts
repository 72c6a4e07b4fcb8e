import { germanOfFinding } from '../german/findings';
import type { Contents } from '../pack/contents';
import type { PageData, PageVerdict } from './client/data';
import { datasetsOf } from './sections/switches';

/** What the page's script needs, and no more. */
export function pageData(contents: Contents): PageData {
  const { report, map } = contents;
  const groups = new Map<string, { verdict: Omit<PageVerdict, 'subjects'>; subjects: string[] }>();
  for (const { policy, outcome, message, stack, address } of report.verdicts) {
    const key = JSON.stringify([policy, outcome, message]);
    const group = groups.get(key) ?? { verdict: verdictOf(outcome, policy, message), subjects: [] };
    group.subjects.push(stack === '' ? address : `${stack}:${address}`);
    groups.set(key, group);
  }
  return {
    datasets: datasetsOf(contents),
    losses: map.losses,
    restsOn: map.restsOn,
    found: [
      ...[...groups.values()].map(({ verdict, subjects }) => ({ ...verdict, subjects })),
      ...report.passed.map(({ policy, addresses }) => ({
        outcome: 'pass' as const,
        policy,
        subjects: addresses,
        message: '',
      })),
    ],
  };
}

function verdictOf(
  outcome: PageVerdict['outcome'],
  policy: string,
  message: string,
): Omit<PageVerdict, 'subjects'> {
  const german = germanOfFinding(policy, message);
  return { outcome, policy, message, ...(german === undefined ? {} : { german }) };
}

/**
 * JSON that may stand in a `script` element: nothing in it ends the element or begins a comment, and no character is
 * one that a reader cannot see.
 */
export function embed(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[<>&\u2028\u2029\p{Cf}]/gu, (sign) =>
    [...Array(sign.length).keys()]
      .map((at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
