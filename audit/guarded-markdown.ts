import type { Report } from '../judge/report';
import { code, escapeMarkdown } from './markdown-text';

const most = 20;

/** Who has approved what of these plans, and what still waits for somebody; nothing where nothing needs it. */
export function renderGuardedMarkdown({
  approvals = [],
  guarded = [],
}: Pick<Report, 'approvals' | 'guarded'>): string {
  const given = approvals
    .slice(0, most)
    .map(
      ({ file, approver, expires, reason, approves }) =>
        `- ✅ ${escapeMarkdown(approver.name)} (${escapeMarkdown(approver.role)}) answers for ${approves.length === 1 ? 'one thing' : `${approves.length} things`} until ${escapeMarkdown(expires)}: ${escapeMarkdown(reason.slice(0, 300))} ${code(file)}`,
    );
  if (approvals.length > most) given.push(`- and ${approvals.length - most} more approvals`);
  const open = guarded.filter(({ approvedBy }) => approvedBy === null);
  const asked = open
    .slice(0, most)
    .map(
      ({ guard, stack, address }) =>
        `- ❌ ${code(guard)}: ${escapeMarkdown(stack)} ${code(address.slice(0, 200))}`,
    );
  if (open.length > most) asked.push(`- and ${open.length - most} more`);
  const lines = [
    ...(open.length === 0
      ? []
      : [
          `**${open.length === 1 ? 'One thing needs' : `${open.length} things need`} the approval of somebody who did not make the change**, for these very plans:`,
          '',
          ...asked,
          '',
          'Take it back, or have it approved: `npx --no estate approve REPORT --reason WHY --role ROLE --account ACCOUNT`, and commit the file that it writes.',
        ]),
    ...(open.length > 0 && given.length > 0 ? [''] : []),
    ...given,
  ];
  return lines.length === 0 ? '' : ['### Who must approve', '', ...lines].join('\n');
}
