import type { DriftReport, ReportedDrift } from '../compare/drift-report';
import type { Meaning } from '../compare/meaning';
import { onOneLine } from './plain-text';

/** Renders a report of drift for a terminal: what each change is, what it means, and who can put it right. */
export function renderDrift(report: DriftReport): string {
  const parts = [
    ...report.drifted.map(renderObject),
    renderTogether(report),
    ...report.sites.flatMap(({ site, notListed }) =>
      notListed
        .filter(({ refused }) => refused)
        .map(
          ({ type, reason }) =>
            `NOT LOOKED AT ${site}: ${type} (${reason}); what nobody manages is not found there`,
        ),
    ),
    renderSummary(report),
  ];
  // Names in a cloud may hold what a terminal obeys.
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`.split('\n').map(onOneLine).join('\n');
}

const whats: Readonly<Record<ReportedDrift['kind'], string>> = {
  changed: 'changed',
  gone: 'gone',
  unmanaged: 'managed by nobody',
  unapplied: 'not as configured',
};

function renderObject(drift: ReportedDrift): string {
  const { kind, severity, site, differences, meaning, isJudgedAlone } = drift;
  const rank = isJudgedAlone && meaning.length === 0 ? 'NOTED' : severity.toUpperCase();
  return [
    `${rank} ${site}: ${whats[kind]}: ${nameOf(drift)}`,
    ...differences.map(({ attribute, wanted, found }) => {
      const instead = kind === 'unmanaged' ? '' : ` instead of ${wanted}`;
      return `  ${attribute}: ${found}${instead}`;
    }),
    ...(meaning.length === 0 ? [`  ${meaningless(drift)}`] : meaningLines(meaning)),
    `  repair: ${repair(drift)}`,
  ].join('\n');
}

function nameOf({ address, id, name, kind }: ReportedDrift): string {
  const more = [name, kind === 'unmanaged' ? '' : id].filter((part) => part !== '' && part !== undefined);
  return more.length === 0 ? address : `${address} (${[...new Set(more)].join(', ')})`;
}

function meaningless({ isJudgedAlone }: ReportedDrift): string {
  return isJudgedAlone
    ? 'changes nothing that a rule judges'
    : 'not judged by itself, since so much has drifted: what all of it means stands below';
}

const mostLines = 12;

/** What a dataset lost is said once; the rules that say the same of it are named after it. */
function meaningLines(meaning: ReportedDrift['meaning']): string[] {
  const told = new Set(meaning.filter(({ policy }) => policy === null).map(({ subject }) => subject));
  const isTold = ({ policy, subject }: Meaning) => policy !== null && told.has(subject);
  const groups = new Map<string, string[]>();
  for (const one of meaning.filter((each) => !isTold(each))) {
    const { policy, subject, datasets, message } = one;
    const held = datasets.filter((dataset) => subject !== `dataset:${dataset}`);
    const where = held.length === 0 ? subject : `${subject} (${held.join(', ')})`;
    const key = policy === null ? message : `${message} [${policy}]`;
    groups.set(key, [...(groups.get(key) ?? []), where]);
  }
  const rules = [...new Set(meaning.filter(isTold).flatMap(({ policy }) => policy ?? []))];
  const lines = [
    ...[...groups].map(([message, subjects]) => `  ${namePlaces(subjects)}: ${message}`),
    ...(rules.length > 0 ? [`  which breaks ${rules.join(', ')}`] : []),
  ];
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), `  and ${more} more (--format json)`] : lines;
}

function namePlaces(places: readonly string[]): string {
  const shown = places.slice(0, 4).join(', ');
  return places.length > 4 ? `${shown} and ${places.length - 4} more` : shown;
}

function repair({ kind, repairedBy, seenIn }: ReportedDrift): string {
  if (kind === 'unmanaged')
    return 'no deploy takes it away: find out who made it, then delete it, or take it into the configuration';
  if (repairedBy === 'deploy') return 'the next deploy puts it right';
  return seenIn === 'observation'
    ? 'by hand: the provider does not read it back, so that no plan repairs it'
    : 'by hand: the configuration does not say what it should be, so that no plan repairs it';
}

function renderTogether({ together }: DriftReport): string {
  if (together.length === 0) return '';
  return ['All of it together, and no one of them alone:', ...meaningLines(together)].join('\n');
}

function renderSummary({ sites, drifted, summary }: DriftReport): string {
  const looked = sites.map(({ site, managed, observedAt }) => `${site} (${managed} managed, ${observedAt})`);
  const { gone, changed, unmanaged, unapplied } = summary;
  const found =
    drifted.length === 0
      ? 'Nothing drifted.'
      : `${drifted.length} drifted: ${gone} gone, ${changed} changed, ${unmanaged} managed by nobody, ${unapplied} not as configured.`;
  return `Compared: ${looked.join(', ')}.\n${found}`;
}
