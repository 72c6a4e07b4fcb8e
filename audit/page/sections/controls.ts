import type { Contents, ControlResult } from '../../pack/contents';
import { anchor, both, code, fold, plain, section, t, table } from '../html';
import { nothingFound, outcome } from '../outcome';

const evidence = {
  plan: ['Plan', 'plan'],
  state: ['Zustand', 'state'],
  drill: ['Übung', 'drill'],
  organisation: ['nur die Organisation', 'the organisation alone'],
} as const;

/** Statements of laws and standards, with what was judged of each. */
export function controlsSection({ controls }: Contents): string {
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
            t('Aussage', 'statement'),
            t('Ausgang', 'outcome'),
            t('Was sie zeigen kann', 'What can show it'),
            t('Regeln', 'rules'),
          ],
          rows: all.map((one) => rowOf(source, one)),
        }),
      )}</div>`;
    }),
  );
}

function rowOf(source: string, { id, statement, outcome: result, shownBy, policies }: ControlResult) {
  const shown = (Object.keys(evidence) as (keyof typeof evidence)[]).flatMap((kind) => {
    const text = shownBy[kind];
    const [de, en] = evidence[kind];
    return text ? [`<dt>${t(de, en)}</dt><dd>${both(text)}</dd>`] : [];
  });
  const rules = policies.map(({ policy, pass, fail, undecided, notObservable, exempt }) => {
    const numbers = [
      [pass, 'pass'],
      [fail, 'fail'],
      [undecided, 'undecided'],
      [notObservable, 'notObservable'],
      [exempt, 'exempt'],
    ] as const;
    const said = numbers.filter(([count]) => count > 0).map(([count, name]) => `${count} ${outcome(name)}`);
    const found = said.length === 0 ? outcome('not-examined') : said.join(', ');
    return `<li><a href="#${anchor('rule', policy)}">${code(policy)}</a> ${found}</li>`;
  });
  return {
    attributes: ` id="${anchor('control', `${source}-${id}`)}"`,
    cells: [
      plain(id),
      both(statement),
      result === 'pass'
        ? outcome('pass', nothingFound)
        : outcome(result === 'not-observable' ? 'notObservable' : result),
      `<dl>${shown.join('')}</dl>`,
      rules.length === 0 ? '–' : `<ul>${rules.join('')}</ul>`,
    ],
  };
}
