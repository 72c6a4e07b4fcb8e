import { renderDiffHuman } from '../diff-human';
import { noticeDays } from '../expiring';
import { onOneLine } from '../plain-text';
import type { PackComparison } from './compare-packs';

/** What two packs differ in, for a terminal: promise and verdicts, controls, exceptions, and what ends soon. */
export function renderComparison({ report, controls, exceptions, expiring }: PackComparison): string {
  const lines = [
    controls.length === 0 ? 'Controls: as they were.' : 'Controls:',
    ...controls.map(
      ({ source, id, was, is, worse }) =>
        `  ${worse ? 'worse  ' : 'changed'} ${source} ${id}: ${was} → ${is}`,
    ),
    '',
    exceptions.length === 0 ? 'Exceptions: as they were.' : 'Exceptions:',
    ...exceptions.map(({ change, exception: { policy, stack, address, owner, expires, reason }, was }) => {
      const earlier = was === undefined ? '' : ` (was until ${was.expires}, ${was.owner}: ${was.reason})`;
      return `  ${change.padEnd(7)} ${policy} at ${stack} ${address}, until ${expires}, ${owner}: ${reason}${earlier}`;
    }),
    '',
    expiring.length === 0
      ? `Nothing that the newer one knows of ends within ${noticeDays} days.`
      : `Within ${noticeDays} days of the newer one:`,
    ...expiring.map(({ kind, name, until, days, what }) => {
      const when = days < 0 ? `ended ${-days} days before` : `in ${days} days`;
      return `  ${until} (${when}) ${kind} ${name}: ${what.en}`;
    }),
  ];
  return `${renderDiffHuman(report)}\n${lines.map(onOneLine).join('\n')}\n`;
}
