import type { Report, Verdict } from '../judge/report';
import type { DiffReport, VerdictChange, VerdictChangeKind, VerdictOutcome } from './diff-report';
import { severityOf } from './meaning';

/** Where a renamed resource was before, by where it is now, each `stack:address`. */
export type Renames = ReadonlyMap<string, string>;

interface Judged {
  readonly outcome: VerdictOutcome;
  /** Undefined for a pass, and for what was not judged. */
  readonly verdict: Verdict | undefined;
}

/** From bad to good; of several verdicts of one policy on one subject the worst counts. */
const outcomes: readonly VerdictOutcome[] = [
  'fail',
  'undecided',
  'notObservable',
  'exempt',
  'pass',
  'absent',
];

/**
 * What the policies say otherwise than before. A verdict is the same one where policy, stack and address are: its words
 * may change. A renamed resource keeps its verdicts.
 */
export function verdictChanges(
  base: Report,
  head: Report,
  renames: Renames,
): Pick<DiffReport, 'verdicts' | 'unchanged'> {
  const [was, is] = [outcomesOf(base), outcomesOf(head)];
  const movedAway = new Map([...renames].map(([now, before]) => [before, now]));
  const changes: VerdictChange[] = [];
  const unchanged = { fail: 0, undecided: 0, exempt: 0 };
  const keys = new Set(is.keys());
  for (const [key] of was) {
    const [policy, subject] = partsOf(key);
    keys.add(keyOf(policy, movedAway.get(subject) ?? subject));
  }
  for (const key of keys) {
    const [policy, subject] = partsOf(key);
    const before = was.get(keyOf(policy, renames.get(subject) ?? subject)) ?? absent;
    const now = is.get(key) ?? absent;
    const change = kindOf(before, now);
    // Of a policy that is not asked any more nothing is gone: it is said of the policy.
    if (change === 'gone' && !isAsked(head, policy)) continue;
    if (change !== undefined) changes.push(changeOf(change, policy, before, now, severityIn(head, policy)));
    else if (before.outcome === now.outcome && now.outcome in unchanged)
      unchanged[now.outcome as keyof typeof unchanged] += 1;
  }
  return { verdicts: [...changes, ...unseen(base, head)].toSorted(byGravity), unchanged };
}

const absent: Judged = { outcome: 'absent', verdict: undefined };

function outcomesOf({ verdicts, passed }: Report): ReadonlyMap<string, Judged> {
  const map = new Map<string, Judged>();
  for (const { policy, addresses } of passed)
    for (const subject of addresses) map.set(keyOf(policy, subject), { outcome: 'pass', verdict: undefined });
  for (const verdict of verdicts) {
    // That an input as a whole does not show something is no verdict on what is in it.
    if (verdict.outcome === 'notObservable') continue;
    const key = keyOf(verdict.policy, subjectOf(verdict));
    const known = map.get(key)?.outcome ?? 'absent';
    if (outcomes.indexOf(verdict.outcome) < outcomes.indexOf(known))
      map.set(key, { outcome: verdict.outcome, verdict });
  }
  return map;
}

function subjectOf({ stack, address }: Verdict): string {
  return stack === '' ? address : `${stack}:${address}`;
}

function keyOf(policy: string, subject: string): string {
  return `${policy} ${subject}`;
}

/** Ids of policies hold no space; addresses may. */
function partsOf(key: string): readonly [policy: string, subject: string] {
  const at = key.indexOf(' ');
  return [key.slice(0, at), key.slice(at + 1)];
}

function kindOf({ outcome: was }: Judged, { outcome: is }: Judged): VerdictChangeKind | undefined {
  if (was === is) return undefined;
  if (is === 'fail') return 'new';
  if (is === 'undecided') return 'undecided';
  if (is === 'exempt') return 'exempt';
  const stood = was === 'fail' || was === 'undecided' || was === 'exempt';
  if (!stood) return undefined;
  return is === 'pass' ? 'fixed' : 'gone';
}

function changeOf(
  change: VerdictChangeKind,
  policy: string,
  was: Judged,
  is: Judged,
  severity: VerdictChange['severity'],
): VerdictChange {
  const verdict = is.verdict ?? was.verdict;
  const isGrave = severity === 'critical' || severity === 'high';
  const { location } = is.verdict ?? {};
  return {
    change,
    policy,
    severity,
    was: was.outcome,
    is: is.outcome,
    stack: verdict?.stack ?? '',
    address: verdict?.address ?? '',
    site: verdict?.site ?? null,
    dataset: verdict?.dataset ?? null,
    message: verdict?.message ?? '',
    remediation: is.verdict?.remediation ?? '',
    location: location ? `${location.file}:${location.line}` : null,
    worse: change === 'new' || (change === 'undecided' && isGrave && was.outcome !== 'fail'),
  };
}

/** By the policy as it is now, or as it was. */
function severityIn(report: Report, policy: string): VerdictChange['severity'] {
  const found =
    report.policies.find((one) => one.policy === policy) ??
    report.verdicts.find((one) => one.policy === policy);
  return severityOf({ severity: found?.severity ?? '' });
}

/** Policies that judged something and are not asked any more, or not shown by the input of a stack. */
function unseen(base: Report, head: Report): readonly VerdictChange[] {
  const hidden = new Set(
    base.verdicts.filter(isHidden).map(({ policy, stack, address }) => `${policy} ${stack} ${address}`),
  );
  const lost = head.verdicts
    .filter(isHidden)
    .filter(({ policy, stack, address }) => !hidden.has(`${policy} ${stack} ${address}`))
    .filter(({ policy }) => judgedBy(base, policy))
    .map((verdict) => {
      const is: Judged = { outcome: 'notObservable', verdict };
      return changeOf('unseen', verdict.policy, absent, is, severityIn(head, verdict.policy));
    });
  const dropped = base.policies
    .filter(({ policy }) => !isAsked(head, policy) && judgedBy(base, policy))
    .map(({ policy, title, remediation, severity }): VerdictChange => {
      const one = changeOf('unseen', policy, absent, absent, severityOf({ severity }));
      return { ...one, address: '(policy)', message: `no longer asked: ${title}`, remediation };
    });
  return [...lost, ...dropped].map((one) => ({ ...one, worse: isGraveSeverity(one) }));
}

function isAsked({ policies, notApplicable }: Report, policy: string): boolean {
  return policies.some((one) => one.policy === policy) && !notApplicable.includes(policy);
}

function isGraveSeverity({ severity }: VerdictChange): boolean {
  return severity === 'critical' || severity === 'high';
}

function isHidden({ outcome }: Verdict): boolean {
  return outcome === 'notObservable';
}

function judgedBy({ passed, verdicts }: Report, policy: string): boolean {
  const isIts = (one: { policy: string }) => one.policy === policy;
  return passed.some(isIts) || verdicts.some((one) => isIts(one) && !isHidden(one));
}

const kinds: readonly VerdictChangeKind[] = ['new', 'undecided', 'unseen', 'exempt', 'fixed', 'gone'];
const severities: readonly VerdictChange['severity'][] = ['critical', 'high', 'medium', 'low'];

function byGravity(a: VerdictChange, b: VerdictChange): number {
  return (
    kinds.indexOf(a.change) - kinds.indexOf(b.change) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    order(a.policy, b.policy) ||
    order(a.stack, b.stack) ||
    order(a.address, b.address) ||
    order(a.message, b.message)
  );
}

/** The order of characters, the same on every machine. */
export function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
