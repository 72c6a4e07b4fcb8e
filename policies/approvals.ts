import type { Approval } from '../estate/approval';
import { UnreadableInput } from '../graph/unreadable-input';
import type { StandingApproval } from '../judge/approvals';

/** An approval that was read and found to be well-formed. */
export interface NamedApproval {
  /** Relative, for messages and the report. */
  readonly file: string;
  readonly approval: Approval;
  /** Named on the command line: it has to belong to what is judged. @default false */
  readonly isNamed?: boolean;
}

export interface ApprovalContext {
  readonly asOf: string;
  /** Accounts of those who made the change, where the CI or the command line says so. */
  readonly authors: readonly string[];
  /** Undefined for a stack of which no plan is judged. */
  hashOfPlan(stack: string): string | undefined;
}

/**
 * The approvals that are in force for the plans judged. Those of other plans are left aside: a plan that changed has
 * voided them, and what they were for needs another.
 * @throws UnreadableInput for one of these very plans that has expired or was given by who made the change, and for
 *   one that was named and is of none of them
 */
export function standingApprovals(
  approvals: readonly NamedApproval[],
  context: ApprovalContext,
): readonly StandingApproval[] {
  return approvals.flatMap(({ file, approval, isNamed = false }) => {
    const named = Object.entries(approval.plans);
    const stacks = named.flatMap(([stack, hash]) => (context.hashOfPlan(stack) === hash ? [stack] : []));
    if (stacks.length === 0) {
      if (isNamed) throw ofAnother(file, named, context);
      return [];
    }
    refuseUnusable(file, approval, context);
    return approval.issued > context.asOf ? [] : [{ file, approval, stacks: new Set(stacks) }];
  });
}

function ofAnother(
  file: string,
  named: readonly (readonly [string, string])[],
  { hashOfPlan }: ApprovalContext,
): UnreadableInput {
  const said = named.map(([stack, hash]) => {
    const judged = hashOfPlan(stack);
    const is = judged === undefined ? 'of which there is no plan here' : `and the plan here is ${judged}`;
    return `${stack} ${hash}, ${is}`;
  });
  return new UnreadableInput(
    file,
    `it approves another plan: ${said.join('; ')}`,
    'a plan that changed is approved anew: estate approve',
  );
}

function refuseUnusable(
  file: string,
  { approver, expires }: Approval,
  { asOf, authors }: ApprovalContext,
): void {
  if (expires < asOf) {
    throw new UnreadableInput(
      file,
      `it approves this plan, and expired on ${expires}; judged as of ${asOf}`,
      'have it approved anew (estate approve), or remove the file',
    );
  }
  const account = approver.account.toLowerCase();
  if (authors.some((author) => author.toLowerCase() === account)) {
    throw new UnreadableInput(
      file,
      `${approver.account} approves a change that ${approver.account} has made`,
      'somebody else approves it: four eyes, two persons',
    );
  }
}
