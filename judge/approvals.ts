import type { Approval } from '../estate/approval';
import { guardOf } from './guard';
import type { GuardedFinding, Report, ReportedApproval, Verdict } from './report';

/** An approval that is in force, and the stacks whose plans are the ones that it names. */
export interface StandingApproval {
  readonly file: string;
  readonly approval: Approval;
  readonly stacks: ReadonlySet<string>;
}

/**
 * The report with the approvals that were taken into account, and with everything that needs one.
 * @param hashOfPlan hash of the change that a stack's plan makes; undefined where there is no plan of it
 */
export function reportApprovals(
  report: Report,
  standing: readonly StandingApproval[],
  hashOfPlan: (stack: string) => string | undefined,
): Report {
  const guarded = report.verdicts.flatMap((verdict) => guardedIn(verdict, standing, hashOfPlan));
  const approvals = standing.map((one) => reported(one, guarded));
  return {
    ...report,
    ...(approvals.length > 0 ? { approvals } : {}),
    ...(guarded.length > 0 ? { guarded } : {}),
  };
}

function guardedIn(
  { policy, outcome, stack, address, readFrom }: Verdict,
  standing: readonly StandingApproval[],
  hashOfPlan: (stack: string) => string | undefined,
): GuardedFinding[] {
  // What is exempt was a failure, or undecided where that is what is guarded.
  const open = (['fail', 'undecided'] as const).filter((one) => outcome === one || outcome === 'exempt');
  const guard = open.map((one) => guardOf(policy, one)).find((one) => one !== undefined);
  const plan = guard === undefined || readFrom ? undefined : hashOfPlan(stack);
  if (guard === undefined || plan === undefined) return [];
  const approval = standing.find(
    ({ approval: { approves }, stacks }) =>
      stacks.has(stack) &&
      approves.some((one) => one.guard === guard && one.stack === stack && one.address === address),
  );
  // Exempt by an exception of the estate: nothing is left to approve.
  if (outcome === 'exempt' && approval === undefined) return [];
  const isApproved = outcome === 'exempt' && approval !== undefined;
  return [{ guard, policy, stack, address, plan, approvedBy: isApproved ? approval.file : null }];
}

function reported(
  { file, approval, stacks }: StandingApproval,
  guarded: readonly GuardedFinding[],
): ReportedApproval {
  const { approver, reason, issued, expires, plans, approves } = approval;
  return {
    file,
    approver: { account: approver.account, name: approver.name, role: approver.role },
    reason,
    issued,
    expires,
    plans: Object.fromEntries(Object.entries(plans).filter(([stack]) => stacks.has(stack))),
    approves: approves.map(({ guard, stack, address }) => ({
      guard,
      stack,
      address,
      lifts: guarded.some(
        (one) =>
          one.approvedBy === file && one.guard === guard && one.stack === stack && one.address === address,
      ),
    })),
  };
}
