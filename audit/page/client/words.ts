import type { Text } from '../../pack/contents';
import type { PageVerdict } from './data';
import type { Survival } from './survival';

/** Words that the page and its script both say. */
export const outcomeWords: Readonly<Record<PageVerdict['outcome'] | 'not-examined', Text>> = {
  pass: { de: 'erfüllt', en: 'passed' },
  fail: { de: 'verletzt', en: 'failed' },
  undecided: { de: 'nicht entschieden', en: 'undecided' },
  notObservable: { de: 'nicht beobachtbar', en: 'not observable' },
  exempt: { de: 'ausgenommen', en: 'exempt' },
  'not-examined': { de: 'nicht geprüft', en: 'not examined' },
};

/** Beside the word, so that no meaning rests on a colour. */
export const outcomeSigns: Readonly<Record<keyof typeof outcomeWords, string>> = {
  pass: '✓',
  fail: '✕',
  undecided: '?',
  notObservable: '∅',
  exempt: '◇',
  'not-examined': '–',
};

export const copyWords = {
  present: { de: 'vorhanden', en: 'present' },
  missing: { de: 'fehlt', en: 'missing' },
  undecided: { de: 'nicht entschieden', en: 'undecided' },
  lost: { de: 'verloren', en: 'lost' },
} as const;

/** Seconds as people say them. */
export function lagText(seconds: number): Text {
  if (seconds === 0) return { de: 'ohne Rückstand', en: 'no lag' };
  const even = seconds % 60 === 0 && seconds > 60;
  const amount = even ? `${seconds / 60} min` : `${seconds} s`;
  return { de: `höchstens ${amount} Rückstand`, en: `at most ${amount} behind` };
}

/** One line for one dataset. */
export function survivalText({ outcome, surviving, lag, conditions }: Survival): Text {
  if (outcome === 'lost') return { de: 'Verloren: Keine Kopie bleibt.', en: 'Lost: no copy is left.' };
  if (outcome === 'undecided')
    return {
      de: 'Nicht entschieden: Ob eine verbleibende Kopie zählt, ist offen.',
      en: 'Undecided: whether a copy that is left counts is open.',
    };
  const [first = ''] = surviving;
  const lags = lagText(lag ?? 0);
  const only = conditions.map((list) => list.join(' + '));
  return {
    de: `Bleibt erhalten: ${first}, ${lags.de}${only.length === 0 ? '' : `, sofern ${only.join(' oder ')} zutrifft`}.`,
    en: `Survives at ${first}, ${lags.en}${only.length === 0 ? '' : `, if ${only.join(' or ')} holds`}.`,
  };
}

export function countText(survivals: readonly Survival[], off: number): Text {
  const kept = survivals.filter(({ outcome }) => outcome === 'withstands').length;
  const all = survivals.length;
  if (off === 0)
    return { de: `Nichts ist abgeschaltet. ${all} Datenbestände.`, en: `Nothing is off. ${all} datasets.` };
  const conditional = survivals.filter((s) => s.outcome === 'withstands' && s.conditions.length > 0).length;
  return {
    de: `${off} abgeschaltet: ${kept} von ${all} Datenbeständen bleiben erhalten${conditional > 0 ? `, davon ${conditional} nur unter Annahmen` : ''}.`,
    en: `${off} off: ${kept} of ${all} datasets survive${conditional > 0 ? `, ${conditional} of them only under assumptions` : ''}.`,
  };
}
