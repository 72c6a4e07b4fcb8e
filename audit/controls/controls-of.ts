import type { Report } from '../../judge/report';
import type { ControlResult, ControlSource } from '../pack/contents';
import { type CatalogueEntry, catalogue, readings } from './catalogue';

type PolicyCounts = ControlResult['policies'][number];

/** Worst first. */
const outcomes = [
  ['fail', 'fail'],
  ['undecided', 'undecided'],
  ['notObservable', 'not-observable'],
  ['exempt', 'exempt'],
  ['pass', 'pass'],
] as const;

/**
 * Each statement of the catalogue with what the report's policies found of it. A statement that no policy gives
 * evidence for, or whose policies found nothing to judge, was not examined: it never counts as passed.
 * @throws Error for a control of the report that the catalogue does not hold
 */
export function controlsOf(report: Report): readonly ControlSource[] {
  const known = new Set(catalogue.flatMap(({ entries }) => entries.map(({ id }) => id)));
  const unknown = report.policies.flatMap(({ controls }) => controls).find((control) => !known.has(control));
  if (unknown !== undefined) {
    throw new Error(
      `control "${unknown}"\n  rule: every control that a policy names is in the catalogue\n  fix:  describe it in audit/controls/sources`,
    );
  }
  const counts = countByPolicy(report);
  return catalogue.map(({ source, title, reading, entries }) => ({
    source,
    title,
    howRead: readings[reading],
    secondHand: reading === 'second-hand',
    controls: entries.map((entry) => resultOf(entry, report, counts)),
  }));
}

function resultOf(
  { id, statement, shownBy }: CatalogueEntry,
  report: Report,
  counts: ReadonlyMap<string, PolicyCounts>,
): ControlResult {
  const policies = report.policies
    .filter(({ policy, controls }) => controls.includes(id) && !report.notApplicable.includes(policy))
    .map(({ policy }) => counts.get(policy) ?? nothing(policy));
  const worst = outcomes.find(([key]) => policies.some((policy) => policy[key] > 0));
  return { id, statement, shownBy, policies, outcome: worst?.[1] ?? 'not-examined' };
}

function nothing(policy: string): PolicyCounts {
  return { policy, pass: 0, fail: 0, undecided: 0, notObservable: 0, exempt: 0 };
}

/** How many subjects had which outcome, by policy. */
function countByPolicy({ passed, verdicts }: Report): ReadonlyMap<string, PolicyCounts> {
  const counts = new Map<string, PolicyCounts>();
  const add = (policy: string, key: keyof Omit<PolicyCounts, 'policy'>, more: number) => {
    const old = counts.get(policy) ?? nothing(policy);
    counts.set(policy, { ...old, [key]: old[key] + more });
  };
  for (const { policy, addresses } of passed) add(policy, 'pass', addresses.length);
  for (const { policy, outcome } of verdicts) add(policy, outcome, 1);
  return counts;
}
