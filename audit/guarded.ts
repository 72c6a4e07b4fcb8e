import type { GuardedFinding, Report } from '../judge/report';
import { onOneLine } from './plain-text';

/** What was approved, by whom and until when, and what still needs it; nothing where nothing does. */
export function renderGuarded({
  approvals = [],
  guarded = [],
}: Pick<Report, 'approvals' | 'guarded'>): string {
  const given = approvals.flatMap(({ file, approver, reason, expires, approves }) => [
    `Approved by ${onOneLine(approver.name)} (${onOneLine(approver.role)}) until ${expires}, ${onOneLine(file)}: ${onOneLine(reason)}`,
    ...approves.map(({ guard, stack, address, lifts }) => {
      const note = lifts ? '' : '  (nothing of the kind is found)';
      return `  ${guard}: ${onOneLine(stack)} ${onOneLine(address)}${note}`;
    }),
  ]);
  const open = guarded.filter(({ approvedBy }) => approvedBy === null);
  const asked = open.length === 0 ? [] : [headOf(open), ...open.map(lineOf), ...howTo];
  const lines = [...given, ...asked];
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}

function headOf(open: readonly GuardedFinding[]): string {
  const what = open.length === 1 ? 'One thing needs' : `${open.length} things need`;
  return `${what} the approval of somebody who did not make the change, for this very plan:`;
}

function lineOf({ guard, stack, address, plan }: GuardedFinding): string {
  return `  ${guard}: ${onOneLine(stack)} ${onOneLine(address)}  (plan ${plan.slice(0, 12)})`;
}

const howTo = [
  '  Take it back, or: npx --no estate approve --plan PLAN --reason WHY --role ROLE --account ACCOUNT,',
  '  commit the file that it writes to approvals/, and plan again. A change of the plan voids it.',
];
