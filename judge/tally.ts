import type { StandingApproval } from './approvals';
import { type Finding, fail, type Subject } from './finding';
import { guardOf } from './guard';
import { compare } from './importance';
import type { JudgedStack } from './judged-stack';
import type { Policy } from './policy';
import type { Exception, Verdict } from './report';

/** Collects what policies find. */
export class Tally {
  /** Addresses by the policy that they pass. */
  readonly passed = new Map<string, string[]>();
  readonly verdicts: Verdict[] = [];
  /** `stack:address` of what some policy judged. */
  readonly judged = new Set<string>();
  /** Ids of policies that were not asked. */
  readonly notApplicable: string[] = [];
  readonly counts: Record<Verdict['outcome'] | 'pass', number> = {
    pass: 0,
    fail: 0,
    undecided: 0,
    notObservable: 0,
    exempt: 0,
  };
  readonly #resumed: ReadonlyMap<string, Verdict>;

  constructor(
    readonly exceptions: readonly Exception[],
    readonly asOf: string,
    readonly approvals: readonly StandingApproval[] = [],
    resumed: readonly Verdict[] = [],
  ) {
    this.#resumed = new Map(resumed.map((verdict) => [keyOf(verdict.policy, idOf(verdict)), verdict]));
  }

  /** A policy that compares with what only an estate of ours declares. */
  leavesOut({ id }: Policy): void {
    this.notApplicable.push(id);
  }

  /** @param id `stack:address`, or the address alone where the subject is of no stack */
  passes(policy: Policy, id: string): void {
    this.judged.add(id);
    const resumed = this.#resumed.get(keyOf(policy.id, id));
    if (resumed) {
      this.counts.exempt += 1;
      this.verdicts.push({ ...resumed, outcome: 'exempt' });
      return;
    }
    this.counts.pass += 1;
    const passed = this.passed.get(policy.id);
    if (passed) passed.push(id);
    else this.passed.set(policy.id, [id]);
  }

  /** @param readFrom set where it was found in the source of a plan */
  takes(policy: Policy, subject: Subject, finding: Finding, readFrom?: 'source'): void {
    const id = idOf(subject);
    if (finding.outcome === 'pass') {
      this.passes(policy, id);
      return;
    }
    this.judged.add(id);
    const [outcome, judged] =
      this.#approved(policy, subject, finding, readFrom) ??
      this.#exempted(policy, subject, finding.outcome, finding);
    this.#push(policy, subject, outcome, judged, readFrom);
  }

  /** A stack, or the part of it that is named, that does not show what the policy judges. */
  hides(policy: Policy, { stack, site }: JudgedStack, address: string): void {
    const subject = { stack: stack.name, address, site };
    const message = policy.needsObservation
      ? `a ${stack.source} alone does not show it; together with an observation of its project it does`
      : `a ${stack.source} does not show it; ${policy.observableIn.join(' or ')} does`;
    this.#push(policy, subject, 'notObservable', { message, evidence: [] });
  }

  /** Undefined where nobody has approved just this, of just this plan. */
  #approved(
    policy: Policy,
    { stack, address }: Subject,
    finding: Finding,
    readFrom: 'source' | undefined,
  ): readonly ['exempt', Finding] | undefined {
    const guard = finding.outcome === 'pass' ? undefined : guardOf(policy.id, finding.outcome);
    if (guard === undefined || readFrom) return undefined;
    const found = this.approvals.find(({ approval, stacks }) =>
      approval.approves.some(
        (one) => stacks.has(stack) && one.guard === guard && one.stack === stack && one.address === address,
      ),
    );
    if (!found) return undefined;
    const { file, approval } = found;
    const { name, role } = approval.approver;
    const message = `${finding.message}; approved for this plan by ${name} (${role}), ${file}: ${approval.reason}`;
    return ['exempt', { ...finding, message }];
  }

  #exempted(
    policy: Policy,
    subject: Subject,
    outcome: 'fail' | 'undecided',
    finding: Finding,
  ): readonly ['fail' | 'undecided' | 'exempt', Finding] {
    const [exception] = this.exceptions
      .filter(
        (e) =>
          e.policy === policy.id && isMeant(e.stack, subject.stack) && isMeant(e.address, subject.address),
      )
      .toSorted((a, b) => compare(b.expires, a.expires));
    if (!exception) return [outcome, finding];
    if (exception.expires < this.asOf) {
      const message = `${finding.message}; its exception expired on ${exception.expires} (owner: ${exception.owner})`;
      return ['fail', fail(message, ...finding.evidence)];
    }
    const message = `${finding.message}; excepted until ${exception.expires} by ${exception.owner}: ${exception.reason}`;
    return ['exempt', { ...finding, message }];
  }

  #push(
    policy: Policy,
    subject: Subject,
    outcome: Verdict['outcome'],
    { message, evidence }: Pick<Finding, 'message' | 'evidence'>,
    readFrom?: 'source',
  ): void {
    this.counts[outcome] += 1;
    this.verdicts.push({
      policy: policy.id,
      severity: policy.severity,
      outcome,
      stack: subject.stack,
      address: subject.address,
      site: subject.site ?? null,
      dataset: subject.dataset ?? null,
      message,
      evidence: evidence.map(({ path, value, source }) => ({ path, value, source })),
      remediation: policy.remediation,
      controls: policy.controls,
      ...(readFrom ? { readFrom } : {}),
    });
  }
}

/** `stack:address`, or the address alone of what is of no stack. */
function idOf({ stack, address }: Pick<Subject, 'stack' | 'address'>): string {
  return stack === '' ? address : `${stack}:${address}`;
}

function keyOf(policy: string, id: string): string {
  return `${policy} ${id}`;
}

/** Whether an exception's stack or address means the subject's; `*` means every one. */
function isMeant(given: string, actual: string): boolean {
  return given === '*' || given === actual;
}
