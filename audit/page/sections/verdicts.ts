import { byImportance } from '../../../judge/importance';
import { groupVerdicts, type Report } from '../../../judge/report';
import { germanOfFinding } from '../../german/findings';
import { germanOfRule } from '../../german/rules';
import type { Contents } from '../../pack/contents';
import { code, english, section, t, translated } from '../html';
import { outcome, severityText } from '../outcome';

/** So many findings of one rule, and places of one finding, stand on the page; the search and report.json hold all. */
const [mostFindings, mostPlaces] = [15, 8];
type Outcome = Report['verdicts'][number]['outcome'];

export function searchSection(): string {
  const boxes = (['fail', 'undecided', 'notObservable', 'exempt', 'pass'] as const).map(
    (name) =>
      `<label><input type="checkbox" name="outcome" autocomplete="off" value="${name}" checked> ${outcome(name)}</label>`,
  );
  return section(
    'search',
    t('Urteile durchsuchen', 'Search the verdicts'),
    `<p><label for="query">${t('Regel, Ressource oder Wort', 'Rule, resource or word')}</label> <input type="search" id="query" autocomplete="off" spellcheck="false"></p>`,
    `<fieldset class="row"><legend>${t('Ausgang', 'Outcome')}</legend>${boxes.join('\n')}</fieldset>`,
    '<p role="status" id="hit-count"></p><ol id="hits"></ol>',
    `<p><button type="button" id="more-hits" hidden>${t('Weitere Treffer zeigen', 'Show more')}</button></p>`,
    `<noscript><p>${t('Ohne Skript steht die Suche nicht zur Verfügung; report.json enthält alle Urteile.', 'Without scripts there is no search; report.json holds all verdicts.')}</p></noscript>`,
  );
}

export function findingsSection({ report }: Contents): string {
  return section(
    'findings',
    t('Feststellungen', 'Findings'),
    grouped(report, 'fail', t('Keine Regel ist verletzt.', 'No rule failed.')),
  );
}

export function undecidedSection({ report }: Contents): string {
  return section(
    'undecided',
    t('Nicht entschieden', 'Undecided'),
    `<p>${t('Hier reicht das Geprüfte nicht für ein Urteil. Unbekannt gilt nie als gut.', 'Here what was judged does not suffice for a verdict. Unknown never counts as good.')}</p>`,
    grouped(report, 'undecided', t('Nichts.', 'Nothing.')),
    `<h3>${t('Ausgenommen', 'Exempt')}</h3>`,
    grouped(report, 'exempt', t('Nichts.', 'Nothing.')),
  );
}

/** Verdicts of one outcome, rule by rule, the weightiest first. */
export function grouped(report: Report, wanted: Outcome, none: string): string {
  const verdicts = report.verdicts.filter((one) => one.outcome === wanted).toSorted(byImportance);
  if (verdicts.length === 0) return `<p>${none}</p>`;
  const rules = new Map<string, ReturnType<typeof groupVerdicts>[number][]>();
  for (const group of groupVerdicts(verdicts)) {
    const { policy } = group.verdict;
    rules.set(policy, [...(rules.get(policy) ?? []), group]);
  }
  return [...rules].map(([policy, groups]) => ruleOf(policy, groups, wanted, report)).join('\n');
}

function ruleOf(
  policy: string,
  groups: ReturnType<typeof groupVerdicts>,
  wanted: Outcome,
  report: Report,
): string {
  const rule = report.policies.find((one) => one.policy === policy);
  const german = rule && germanOfRule(policy, rule);
  const severity = groups[0]?.verdict.severity ?? '';
  const places = groups.reduce((sum, one) => sum + one.places.length, 0);
  const items = groups.slice(0, mostFindings).map(({ verdict, places, lines }) => {
    const rest = places.length - mostPlaces;
    const where = places.slice(0, mostPlaces).map(code).join(', ');
    const others = rest > 0 ? ` ${t(`und ${rest} weitere`, `and ${rest} more`)}` : '';
    const seen = verdict.evidence.slice(0, 3).map(({ path, value }) => code(`${path}: ${value}`));
    const evidence = seen.length === 0 ? '' : `<br>${t('Beleg', 'evidence')}: ${seen.join(', ')}`;
    const made =
      lines.length === 0 ? '' : `<br>${t('Quelle', 'source')}: ${lines.slice(0, 3).map(code).join(', ')}`;
    const fix =
      verdict.remediation === '' || verdict.remediation === rule?.remediation
        ? ''
        : `<br>${t('Abhilfe', 'fix')}: ${english(verdict.remediation)}`;
    return `<li>${translated(verdict.message, germanOfFinding(policy, verdict.message))}<br>${where}${others}${evidence}${made}${fix}</li>`;
  });
  const left = groups.length - mostFindings;
  const more =
    left > 0
      ? `<p>${t(`${left} weitere Feststellungen dieser Regel: siehe Suche und report.json.`, `${left} more findings of this rule: see the search and report.json.`)}</p>`
      : '';
  // Where nothing could be seen, there is nothing to mend.
  const said =
    rule && wanted !== 'notObservable'
      ? `<p>${translated(rule.why, german?.why)}</p><p><b>${t('Abhilfe', 'Fix')}:</b> ${translated(rule.remediation, german?.remediation)}</p>`
      : '';
  return `<div class="rule"><h3>${outcome(wanted)} ${code(policy)}</h3><p><b>${translated(rule?.title ?? '', german?.title)}</b> (${severityText(severity)}, ${t(`${places} Stellen`, `${places} places`)})</p>${said}<ul>${items.join('\n')}</ul>${more}</div>`;
}
