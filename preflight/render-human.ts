import type { Outcome, Result } from './check';
import type { CheckReport, PreflightReport, SiteReport } from './report';

/** In the order in which they matter to whoever has to mend them. */
const words: readonly (readonly [Outcome, string])[] = [
  ['not-ok', 'NOT OK'],
  ['unread', 'UNREAD'],
  ['not-observable', 'not observable'],
  ['not-applicable', 'not applicable'],
  ['ok', 'ok'],
];

/** For people: first what is to be mended, with rule and fix, then what was found to be well. */
export function renderHuman(report: PreflightReport): string {
  const sites = report.sites.map(renderSite);
  const missed = report.sites.filter(({ looked }) => !looked).map(({ site }) => site);
  const counts = words.map(([outcome, word]) => `${report.counts[outcome]} ${word.toLowerCase()}`).reverse();
  const looked = report.sites.length - missed.length;
  const last = missed.length === 0 ? '' : `; not looked at: ${missed.join(', ')}`;
  return `${sites.join('\n')}\n${looked} ${looked === 1 ? 'site' : 'sites'} looked at ${report.lookedAt}: ${counts.join(', ')}${last}.\n`;
}

function renderSite({ site, authUrl, project, looked, reason, checks }: SiteReport): string {
  if (!looked) return `${site}: NOT LOOKED AT: ${reason}\n`;
  const lines = words.flatMap(([outcome, word]) =>
    checks.flatMap((check) => renderCheck(check, outcome, word)),
  );
  return `${site}: project ${project} at ${authUrl}\n${lines.join('\n')}\n`;
}

function renderCheck(
  { check, rule, results }: CheckReport,
  outcome: Outcome,
  word: string,
): readonly string[] {
  const found = results.filter((result) => result.outcome === outcome);
  if (found.length === 0) return [];
  const isToMend = outcome === 'not-ok' || outcome === 'unread';
  const head = `  ${word.padEnd(14)}  ${check}`;
  if (!isToMend) return [`${head}: ${found.map(({ value }) => value).join('; ')}`];
  return [head, ...renderFindings(found), `    rule: ${rule}`];
}

/** A fix that several findings share is said once. */
function renderFindings(found: readonly Result[]): readonly string[] {
  const fixes = [...new Set(found.map(({ fix }) => fix ?? ''))];
  return fixes.flatMap((fix) => [
    ...found.filter((result) => (result.fix ?? '') === fix).map(({ value }) => `    ${value}`),
    ...(fix === '' ? [] : [`    fix:  ${fix}`]),
  ]);
}
