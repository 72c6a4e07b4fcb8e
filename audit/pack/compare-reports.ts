import type { Report, Verdict } from '../../judge/report';

/** One part of a report that judging again gives otherwise. */
export interface ReportDifference {
  /** Id of a policy, or `report.FIELD` for what is of none. */
  readonly part: string;
  /** What the pack says, and what judging again says, short. */
  readonly packed: string;
  readonly again: string;
}

/** Counted or repeated from what is compared anyway. */
const left: ReadonlySet<string> = new Set(['verdicts', 'passed', 'summary']);

/** Every policy whose verdicts differ, and every other part of the report that does. */
export function compareReports(packed: Report, again: Report): readonly ReportDifference[] {
  const policies = new Set([...idsIn(packed), ...idsIn(again)]);
  const byPolicy = [...policies].toSorted().flatMap((policy): ReportDifference[] => {
    const [one, other] = [saidBy(policy, packed), saidBy(policy, again)];
    if (JSON.stringify(one) === JSON.stringify(other)) return [];
    return [{ part: policy, packed: countOf(one), again: countOf(other) }];
  });
  const fields = new Set([...Object.keys(packed), ...Object.keys(again)]);
  const others = [...fields].toSorted().flatMap((field): ReportDifference[] => {
    if (left.has(field)) return [];
    const [one, other] = [packed, again].map(
      (report) => JSON.stringify(report[field as keyof Report]) ?? 'nothing',
    );
    return one === other ? [] : [{ part: `report.${field}`, ...firstDifference(one ?? '', other ?? '') }];
  });
  return [...byPolicy, ...others, ...countsOf(packed)];
}

/** A summary that does not add up was changed by itself. */
function countsOf({ summary, verdicts, passed }: Report): readonly ReportDifference[] {
  const counted = { pass: passed.reduce((sum, { addresses }) => sum + addresses.length, 0) };
  const outcomes = ['fail', 'undecided', 'notObservable', 'exempt'] as const;
  const all = [
    ['pass', counted.pass] as const,
    ...outcomes.map((one) => [one, verdicts.filter(({ outcome }) => outcome === one).length] as const),
  ];
  return all.flatMap(([outcome, count]) =>
    summary[outcome] === count
      ? []
      : [{ part: `report.summary.${outcome}`, packed: String(summary[outcome]), again: String(count) }],
  );
}

interface Said {
  readonly verdicts: readonly Verdict[];
  readonly passed: readonly string[];
}

function saidBy(policy: string, { verdicts, passed }: Report): Said {
  return {
    verdicts: verdicts.filter((verdict) => verdict.policy === policy),
    passed: passed.flatMap((one) => (one.policy === policy ? one.addresses : [])),
  };
}

function idsIn({ verdicts, passed }: Report): readonly string[] {
  return [...verdicts, ...passed].map(({ policy }) => policy);
}

function countOf({ verdicts, passed }: Said): string {
  const outcomes = ['fail', 'undecided', 'notObservable', 'exempt'] as const;
  const counts = outcomes.map(
    (one) => [one, verdicts.filter(({ outcome }) => outcome === one).length] as const,
  );
  return (
    [['pass', passed.length] as const, ...counts]
      .filter(([, count]) => count > 0)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', ') || 'nothing'
  );
}

function firstDifference(one: string, other: string): { readonly packed: string; readonly again: string } {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const from = Math.max(0, at - 30);
  return { packed: `…${one.slice(from, at + 60)}`, again: `…${other.slice(from, at + 60)}` };
}
