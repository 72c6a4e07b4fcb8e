import type { Contents, ControlResult, Text } from '../../pack/contents';
import { anchor, both, code, fold, plain, section, t, table } from '../html';
import { nothingFound, outcome } from '../outcome';

type ShownBy = ControlResult['shownBy'];

const evidence: Readonly<Record<keyof ShownBy, Text>> = {
  plan: { de: 'Plan', en: 'plan' },
  state: { de: 'Zustand', en: 'state' },
  drill: { de: 'Übung', en: 'drill' },
  organisation: { de: 'nur die Organisation', en: 'the organisation alone' },
};

/** Statements of laws and standards, with what was judged of each. */
export function controlsSection({ controls }: Contents): string {
  const notes = notesOf(controls);
  return section(
    'controls',
    t('Gesetze und Normen', 'Laws and standards'),
    `<p><strong>${t(
      'Diese Seite behauptet keine Konformität und ist keine Rechtsberatung.',
      'This page claims no conformity and is no legal advice.',
    )}</strong> ${t(
      'Sie zeigt, welche technische Regel zu welcher Anforderung etwas belegt und wie sie ausging. „Erfüllt“ gilt der Regel, nicht der Anforderung als Ganzem.',
      'It shows which technical rule gives evidence on which requirement, and its outcome. “Passed” is said of the rule, not of the requirement as a whole.',
    )}</p>`,
    controls.length === 0 ? `<p>${t('Nicht geprüft.', 'Not examined.')}</p>` : '',
    evidenceTable(notes),
    ...controls.map(({ source, title, howRead, secondHand, controls: all }) => {
      const counts = all.filter(({ outcome }) => outcome === 'fail' || outcome === 'undecided').length;
      const hand = secondHand
        ? ` <b>${t('Nur aus zweiter Hand bekannt.', 'Known only second-hand.')}</b>`
        : '';
      const open =
        counts === 0 ? '' : `, ${counts} ${t('verletzt oder nicht entschieden', 'failed or undecided')}`;
      return `<div id="${anchor('source', source)}"><h3>${both(title)}</h3><p>${both(howRead)}${hand}</p>${fold(
        `${plain(source)}: ${all.length} ${t('Anforderungen', 'requirements')}${open}`,
        table({
          caption: `${t('Anforderungen aus', 'Requirements of')} ${plain(source)}`,
          head: [
            t('Nummer', 'number'),
            t('Aussage und was sie zeigen kann', 'statement, and what can show it'),
            t('Ausgang', 'outcome'),
            t('Regeln und wie viele Urteile', 'rules, and how many verdicts'),
          ],
          rows: all.map((one) => rowOf(source, one, notes)),
        }),
      )}</div>`;
    }),
  );
}

/** Numbers of what several statements are shown by, so that it is said once. */
function notesOf(controls: Contents['controls']): ReadonlyMap<string, number> {
  const all = controls.flatMap(({ controls: own }) => own.map(({ shownBy }) => JSON.stringify(shownBy)));
  const repeated = [...new Set(all)].filter((one) => all.indexOf(one) !== all.lastIndexOf(one));
  return new Map(repeated.map((one, at) => [one, at + 1]));
}

function evidenceTable(notes: ReadonlyMap<string, number>): string {
  if (notes.size === 0) return '';
  const kinds = Object.keys(evidence) as (keyof ShownBy)[];
  return table({
    caption: t('Was welche Unterlage zeigen kann', 'What each kind of evidence can show'),
    head: [t('Nachweis', 'evidence'), ...kinds.map((kind) => both(evidence[kind]))],
    rows: [...notes].map(([key, number]) => {
      const shownBy = JSON.parse(key) as ShownBy;
      const cells = kinds.map((kind) => (shownBy[kind] ? both(shownBy[kind]) : '–'));
      return { attributes: ` id="evidence-${number}"`, cells: [`N${number}`, ...cells] };
    }),
  });
}

function shownText(shownBy: ShownBy, notes: ReadonlyMap<string, number>): string {
  const number = notes.get(JSON.stringify(shownBy));
  if (number !== undefined)
    return `<a href="#evidence-${number}">${t('Nachweis', 'evidence')} N${number}</a>`;
  return (Object.keys(evidence) as (keyof ShownBy)[])
    .flatMap((kind) => (shownBy[kind] ? [`<b>${both(evidence[kind])}</b>: ${both(shownBy[kind])}`] : []))
    .join('; ');
}

/** Worst first: a rule stands at each outcome that it had. */
const order = ['fail', 'undecided', 'notObservable', 'exempt', 'pass'] as const;

function rulesText(policies: ControlResult['policies']): string {
  const named = (policy: string, count: number) =>
    `<a href="#${anchor('rule', policy)}">${code(policy)}</a>${count > 0 ? ` (${count})` : ''}`;
  const silent = policies.filter((one) => order.every((name) => one[name] === 0));
  const groups = [
    ...order.map((name) => [
      name,
      policies.filter((one) => one[name] > 0).map((one) => named(one.policy, one[name])),
    ]),
    ['not-examined', silent.map(({ policy }) => named(policy, 0))],
  ] as const;
  const said = groups
    .filter(([, names]) => names.length > 0)
    .map(
      ([name, names]) =>
        `${outcome(name as (typeof order)[number] | 'not-examined')}: ${(names as string[]).join(', ')}`,
    );
  return said.length === 0 ? '–' : `<ul>${said.map((one) => `<li>${one}</li>`).join('')}</ul>`;
}

function rowOf(
  source: string,
  { id, statement, outcome: result, shownBy, policies }: ControlResult,
  notes: ReadonlyMap<string, number>,
) {
  return {
    attributes: ` id="${anchor('control', `${source}-${id}`)}"`,
    cells: [
      plain(id),
      `${both(statement)}<br><small>${shownText(shownBy, notes)}</small>`,
      result === 'pass'
        ? outcome('pass', nothingFound)
        : outcome(result === 'not-observable' ? 'notObservable' : result),
      rulesText(policies),
    ],
  };
}
