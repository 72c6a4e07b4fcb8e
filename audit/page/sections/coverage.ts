import { germanOfRule } from '../../german/rules';
import type { Contents, Text } from '../../pack/contents';
import { anchor, both, code, fold, list, markup, plain, section, t, table, translated } from '../html';
import { outcome, severityText } from '../outcome';
import { grouped } from './verdicts';

/** What was examined, of how much; and what was never examined. */
export function coverageSection(contents: Contents): string {
  const { report, controls } = contents;
  const { resources, judged, unjudgedTypes } = report.coverage;
  const inapplicable = report.notApplicable.length;
  const asked = report.policies.length - inapplicable;
  const organisation = organisationAlone(controls);
  return section(
    'coverage',
    t('Abdeckung: was geprüft wurde und was nie', 'Coverage: what was examined, and what never was'),
    list([
      markup(
        `<b>${judged}</b> von <b>${resources}</b> Ressourcen hat mindestens eine Regel beurteilt; <b>${resources - judged}</b> keine.`,
        `<b>${judged}</b> of <b>${resources}</b> resources were judged by at least one rule; <b>${resources - judged}</b> by none.`,
      ),
      markup(
        `<b>${asked}</b> von <b>${report.policies.length}</b> Regeln waren anwendbar; <b>${inapplicable}</b> nicht.`,
        `<b>${asked}</b> of <b>${report.policies.length}</b> rules were applicable; <b>${inapplicable}</b> were not.`,
      ),
      `${outcome('pass')} ${report.summary.pass}, ${outcome('fail')} ${report.summary.fail}, ${outcome('undecided')} ${report.summary.undecided}, ${outcome('notObservable')} ${report.summary.notObservable}, ${outcome('exempt')} ${report.summary.exempt}`,
    ]),
    `<h3>${t('Arten von Ressourcen, die keine Regel beurteilt', 'Types of resources that no rule judges')}</h3>`,
    unjudgedTypes.length === 0
      ? `<p>${t('Keine.', 'None.')}</p>`
      : list(unjudgedTypes.map(({ type, count }) => `${code(type)}: ${count}`)),
    `<h3>${t('In diesen Eingaben nicht beobachtbar', 'Not observable in these inputs')}</h3>`,
    grouped(report, 'notObservable', t('Nichts.', 'Nothing.')),
    `<h3>${t('Regeln, die nicht anwendbar waren', 'Rules that were not applicable')}</h3>`,
    inapplicable === 0 ? `<p>${t('Keine.', 'None.')}</p>` : list(report.notApplicable.map(code)),
    `<h3 id="organisation">${t('Was nur die Organisation belegen kann', 'What only the organisation can show')}</h3>`,
    organisation.length === 0
      ? `<p>${t('Dazu liegt hier nichts vor.', 'Nothing is said of it here.')}</p>`
      : list(organisation.map(({ text, ids }) => `${both(text)}: ${ids.map(plain).join(', ')}`)),
    rulesTable(contents),
  );
}

/** What no input of ours shows, each once, with the statements that need it. */
function organisationAlone(controls: Contents['controls']) {
  const texts = new Map<string, { readonly text: Text; readonly ids: string[] }>();
  for (const { source, controls: all } of controls) {
    for (const { id, shownBy } of all) {
      if (!shownBy.organisation) continue;
      const key = JSON.stringify(shownBy.organisation);
      const known = texts.get(key) ?? { text: shownBy.organisation, ids: [] };
      known.ids.push(id.startsWith(source) ? id : `${source} ${id}`);
      texts.set(key, known);
    }
  }
  return [...texts.values()];
}

/** Every rule that was asked, with its numbers and the first of its subjects. */
function rulesTable({ report }: Contents): string {
  const passed = new Map(report.passed.map(({ policy, addresses }) => [policy, addresses]));
  const counts = new Map<string, Map<string, number>>();
  for (const { policy, outcome: result } of report.verdicts) {
    const own = counts.get(policy) ?? new Map<string, number>();
    counts.set(policy, own.set(result, (own.get(result) ?? 0) + 1));
  }
  const inapplicable = new Set(report.notApplicable);
  const rows = report.policies.map((rule) => {
    const { policy, severity, title, controls } = rule;
    const good = passed.get(policy) ?? [];
    const own = counts.get(policy);
    const said = (['fail', 'undecided', 'notObservable', 'exempt'] as const).flatMap((name) => {
      const count = own?.get(name) ?? 0;
      return count > 0 ? [`${count} ${outcome(name)}`] : [];
    });
    if (good.length > 0) said.push(`${good.length} ${outcome('pass')}`);
    const none = inapplicable.has(policy)
      ? t('nicht anwendbar', 'not applicable')
      : t('kein Gegenstand in den Eingaben', 'no subject in the inputs');
    const rest = good.length - 3;
    const some = good.slice(0, 3).map(code).join(', ');
    return {
      attributes: ` id="${anchor('rule', policy)}"`,
      cells: [
        `${code(policy)} ${severityText(severity)}`,
        translated(title, germanOfRule(policy, rule)?.title),
        said.length === 0 ? none : said.join(', '),
        `${some}${rest > 0 ? ` ${t(`und ${rest} weitere`, `and ${rest} more`)}` : ''} <a href="#search?q=${encodeURIComponent(policy)}">${t('alle zeigen', 'show all')}<span class="unseen"> ${code(policy)}</span></a>`,
        controls.map(plain).join(', '),
      ],
    };
  });
  const onPaper = t(
    'Auf Papier ohne die Ressourcen je Regel und ihre Anforderungen: Sie stehen in report.json, die Anforderungen auch unter Gesetze und Normen.',
    'On paper without the resources and the requirements of each rule: they stand in report.json, the requirements under laws and standards, too.',
  );
  return `<div id="rules">${fold(
    t(`Alle ${report.policies.length} Regeln`, `All ${report.policies.length} rules`),
    `<p class="paper">${onPaper}</p>${table({
      caption: t('Regeln, ihr Ausgang und ihre Gegenstände', 'Rules, their outcome and subjects'),
      head: [
        t('Regel', 'rule'),
        t('Aussage', 'statement'),
        t('Ausgang', 'outcome'),
        t('erfüllt bei', 'passed for'),
        t('Anforderungen', 'requirements'),
      ],
      rows,
    })}`,
  )}</div>`;
}
