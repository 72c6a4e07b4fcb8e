import { onOneLine } from '../plain-text';
import type { PackCheck, Recomputed, Vouched } from './check-pack';
import type { MadeAgain } from './make-again';

/** What checking a pack came to, for a terminal. */
export function renderCheck(check: PackCheck): string {
  const { folder, asOf, holds, files, hashes, recomputed, madeAgain, signature, timestamp } = check;
  const faults = [...files, ...hashes];
  const lines = [
    `${folder}, judged as of ${asOf}: ${holds ? summaryOf(check) : 'IT DOES NOT HOLD'}`,
    '',
    `Files: ${faults.length === 0 ? 'as the manifest names them' : 'not as they were'}`,
    ...faults.map((fault) => `  ${fault}`),
    ...linesOf(recomputed),
    ...madeLines(madeAgain),
    `Signature: ${vouchedText(signature)}`,
    `Timestamp: ${vouchedText(timestamp)}`,
  ];
  return `${lines.map(onOneLine).join('\n')}\n`;
}

function summaryOf({ recomputed, signature }: PackCheck): string {
  const parts = [
    recomputed.outcome === 'same' ? 'its report follows from its inputs' : 'its report was not judged again',
    signature.outcome === 'verified' ? 'signed by somebody trusted' : 'nobody who is trusted vouches for it',
  ];
  return `its files are whole, ${parts.join(', ')}`;
}

function linesOf({ outcome, sameRules, differences, attested, why }: Recomputed): readonly string[] {
  const heads = {
    same: 'Report: judged again from the files of the pack, and the same',
    differs: 'Report: judged again from the files of the pack, and NOT the same',
    'not done': `Report: not judged again: ${why ?? ''}`,
  };
  return [
    heads[outcome],
    ...(sameRules ? [] : ['  by other rules than those that made it: versions.json names their commit']),
    ...differences.map(
      ({ part, packed, again }) => `  ${part}: the pack says ${packed}; judged again ${again}`,
    ),
    ...(attested.length === 0
      ? []
      : ['  attested by who made it, and not repeatable, since secrets were removed:']),
    ...attested.map(({ policy, why: reason }) => `    ${policy} (${reason})`),
  ];
}

function madeLines({ outcome, differences, why }: MadeAgain): readonly string[] {
  const heads = {
    same: 'Page, OSCAL, SARIF and the rest: made again from report and inputs, and the same',
    differs: 'Page, OSCAL, SARIF and the rest: made again from report and inputs, and NOT the same',
    'not done': `Page, OSCAL, SARIF and the rest: not made again: ${why ?? ''}`,
  };
  return [heads[outcome], ...differences.map((difference) => `  ${difference}`)];
}

function vouchedText({ outcome, what }: Vouched): string {
  return (
    { verified: 'verified: ', refused: 'NOT VALID: ', 'not checked': 'not checked: ', none: 'none: ' }[
      outcome
    ] + what
  );
}
