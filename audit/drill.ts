import type { Check, DatabaseDrill, Drill, Loss } from '../contracts/drill';
import { inSandbox, onOneLine } from './plain-text';

/** Renders a drill for a terminal: what did not hold first, then each loss, and what was not exercised. */
export function renderDrill(drill: Drill): string {
  const { losses, databases, notExercised, held, startedAt, finishedAt, sandbox } = drill;
  const checks = losses.flatMap((loss) => loss.checks);
  const failed = checks.filter((check) => !check.held).length;
  const findings = databases.reduce((sum, database) => sum + database.findings.length, 0);
  const parts = [
    ...(sandbox ? [inSandbox] : []),
    ...losses.map(renderLoss),
    ...databases.map(renderDatabase),
    ...(notExercised.length === 0
      ? []
      : [['Not exercised:', ...notExercised.map((what) => `  ${what}`)].join('\n')]),
    `${startedAt} to ${finishedAt}: ${losses.length} sites lost, ${checks.length - failed} checks held, ${failed} did not; ${databases.length} databases, ${findings} findings${held ? '' : ': the drill FAILED'}.`,
  ];
  return `${parts.join('\n\n')}\n`.split('\n').map(onOneLine).join('\n');
}

function renderDatabase({ dataset, completed, findings, rows }: DatabaseDrill): string {
  const missing = rows.missingInTheEnd.map((each) => `${each.rows} at ${each.site}`).join(', ');
  return [
    `Database servers of ${dataset}, taken away one after the other by the runbook${completed ? '' : ': NOT COMPLETED'}`,
    `  ${rows.acknowledged} acknowledged rows; missing in the end: ${missing}`,
    ...findings.map((finding) => `  FAILED ${finding}`),
  ].join('\n');
}

function renderLoss({ of, how, lostAt, backAt, checks }: Loss): string {
  const away =
    backAt === null
      ? 'and did not come back'
      : `back ${seconds(Date.parse(backAt) - Date.parse(lostAt))} later`;
  return [`Loss of ${of} (${how}), ${lostAt}, ${away}`, ...checks.map(renderCheck)].join('\n');
}

function renderCheck({ what, held, found, took, atMost }: Check): string {
  const time = took === undefined ? '' : `  ${seconds(took)}`;
  const limit = atMost === undefined ? '' : ` (permitted: ${seconds(atMost)})`;
  return `  ${held ? 'held  ' : 'FAILED'} ${what}${time}${limit}${found === undefined ? '' : `\n         ${found}`}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
}
