import type { Contents, Language } from '../pack/contents';
import { code, plain, t } from './html';

/** What stands before everything: what this is, of which day, by what, and what it does not say. */
export function headOf(
  { report, questions, keys }: Contents,
  hash: string,
  hasMap: boolean,
  language: Language,
): string {
  const links: readonly (readonly [string, string, string, boolean?])[] = [
    ['promise', 'Versprechen', 'Promise'],
    ['map', 'Karte und Ausfälle', 'Map and losses', hasMap],
    ['residency', 'Aufenthalt', 'Residency'],
    ['reach', 'Erreichbarkeit', 'Reach'],
    ['keys', 'Schlüssel', 'Keys', keys.length > 0],
    ['controls', 'Gesetze und Normen', 'Laws and standards'],
    ['exceptions', 'Ausnahmen und Fristen', 'Exceptions and expiry'],
    ['undecided', 'Nicht entschieden', 'Undecided'],
    ['findings', 'Feststellungen', 'Findings'],
    ['search', 'Suche', 'Search'],
    ['coverage', 'Abdeckung', 'Coverage'],
    ['questions', 'Fragen', 'Questions', questions.length > 0],
    ['assumptions', 'Annahmen', 'Assumptions'],
    ['files', 'Dateien', 'Files'],
    ['repeat', 'Wiederholen', 'Repeat'],
  ];
  const items = links
    .filter(([, , , isThere = true]) => isThere)
    .map(([id, de, en]) => `<li><a href="#${id}">${t(de, en)}</a></li>`);
  const pressed = (one: Language) => `aria-pressed="${one === language}"`;
  const sandbox = report.sandbox
    ? `<p class="sandbox">${t('TESTUMGEBUNG: Geprüft wurde eine Sandbox auf einem Rechner. Über echte Rechenzentren, echten Datenverkehr und echte Patientendaten sagt diese Seite nichts.', 'SANDBOX: what was judged stands on one machine. This page says nothing of real data centres, real traffic or real patient data.')}</p>`
    : '';
  return [
    `<header><a class="skip" href="#content">${t('Zum Inhalt', 'Skip to content')}</a>`,
    `<div class="bar"><h1>${t('Prüfbericht zum Schutz der Patientendaten', 'Audit report on the protection of patient data')}</h1>`,
    `<div class="speak" role="group" aria-label="Sprache / Language"><button type="button" data-speak="de" lang="de" ${pressed('de')}>Deutsch</button> <button type="button" data-speak="en" lang="en" ${pressed('en')}>English</button></div></div>`,
    sandbox,
    `<dl class="facts"><dt>${t('Stand', 'As of')}</dt><dd>${plain(report.asOf)}</dd>`,
    `<dt>${t('Geprüft von', 'Judged by')}</dt><dd>${plain(`${report.tool.name} ${report.tool.version}`)}</dd>`,
    `<dt>${t('Prüfsumme des Berichts', 'Hash of the report')}</dt><dd>${code(hash)}</dd></dl>`,
    `<p class="claim">${t('Grundlage sind Pläne und Zustände der Infrastruktur, nicht ein Besuch vor Ort. Die Seite behauptet keine Konformität mit einem Gesetz oder einer Norm und ist keine Rechtsberatung. Maßgeblich sind die englischen Texte der Regeln und Befunde; wo hier eine deutsche Fassung fehlt, steht die englische.', 'It rests on plans and states of the infrastructure, not on a visit. The page claims no conformity with any law or standard and is no legal advice. The English texts of rules and findings are what holds; the German ones translate them.')}</p>`,
    `<nav aria-label="Inhalt / Contents"><ul>${items.join('')}</ul></nav></header>`,
  ].join('\n');
}
