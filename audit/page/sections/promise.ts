import { germanOfNote } from '../../german/findings';
import { germanOfTitle } from '../../german/titles';
import type { Contents } from '../../pack/contents';
import { lagText } from '../client/words';
import { anchor, both, code, list, markup, section, t, table, translated } from '../html';
import { outcome } from '../outcome';
import { Conditions, termsOf } from './conditions';
import { drillsText, levelCell } from './level';
import { summaryOf } from './summary';

type Dataset = Contents['report']['datasets'][number];
type Promise = Contents['report']['promises'][number];

const kinds: Readonly<Record<string, readonly [string, string]>> = {
  site: ['Standort', 'site'],
  zone: ['Zone', 'zone'],
  building: ['Gebäude', 'building'],
  town: ['Ort', 'town'],
  'control-plane': ['Steuerungsebene', 'control plane'],
  'identity-provider': ['Anmeldedienst', 'identity provider'],
  'key-store': ['Schlüsselspeicher', 'key store'],
  account: ['Konto', 'account'],
  key: ['Schlüssel', 'key'],
  credential: ['Zugangsberechtigung', 'credential'],
};

/** A kind of loss in words. */
export function kindText(kind: string): string {
  const [de, en] = kinds[kind] ?? [kind, kind];
  return t(de, en);
}

/** The promise and its verdict, dataset by dataset. */
export function promiseSection(contents: Contents): string {
  const { report } = contents;
  const said = t(
    'Das Versprechen: Fällt ein Rechenzentrum aus, liegen die Patientendaten gespiegelt in einem anderen und zusätzlich in der Klinik.',
    'The promise: if one data centre fails, patient data is mirrored in another and also held in the clinic.',
  );
  if (report.datasets.length === 0)
    return section(
      'promise',
      t('Das Versprechen', 'The promise'),
      `<p>${said}</p>`,
      `<p>${t('Was geprüft wurde, gehört zu keinem Verbund mit Datenbeständen. Über das Versprechen ist nichts gesagt.', 'What was judged belongs to no estate with datasets. Nothing is said of the promise.')}</p>`,
    );
  const conditions = new Conditions();
  const rows = report.datasets.map((dataset) => ({
    attributes: ` id="${anchor('dataset', dataset.dataset)}"`,
    cells: [
      `${translated(dataset.title, germanOfTitle(dataset.title))}<br>${code(dataset.dataset)}`,
      levelCell(dataset, report, conditions),
      verdictOf(
        dataset,
        report.promises.filter((one) => one.dataset === dataset.dataset),
        conditions,
      ),
      list(dataset.copies.map(copyOf)),
    ],
  }));
  return section(
    'promise',
    t('Das Versprechen und sein Urteil', 'The promise and its verdict'),
    `<p class="lead">${said}</p>`,
    summaryOf(contents),
    table({
      caption: t('Urteil je Datenbestand', 'Verdict on each dataset'),
      head: [
        t('Datenbestand', 'dataset'),
        t('erreichte Stufe', 'level reached'),
        t('bei Ausfall von je einem …', 'if any one … is lost'),
        t('Kopien', 'copies'),
      ],
      rows,
    }),
    conditions.list,
    `<p>${t(
      'Stufen: „möglich“ heißt, der Plan sieht Ort, Schlüssel und Weg jeder Kopie vor. „Eingerichtet“ heißt, jede Kopie ist auch so eingestellt, dass sie ihrer Quelle wie angegeben folgt. „Gezeigt“ ist der Ausfall eines Standorts erst durch eine datierte Übung, die genau ihn für genau diesen Datenbestand ausprobiert und alle Daten gefunden hat.',
      'Levels: “possible” means that the plan provides place, key and path of every copy. “Configured” means that every copy is also set to follow its home as declared. The loss of a site is “shown” only by a dated drill that exercised just that loss for just that dataset and found all data.',
    )}</p>`,
    drillsText(report),
  );
}

function copyOf({ site, role, mode, lag, status, notes }: Dataset['copies'][number]): string {
  const what =
    role === 'home'
      ? t('Hauptbestand', 'home')
      : mode === 'synchronous'
        ? t('synchron gespiegelt', 'mirrored synchronously')
        : both({ de: `Kopie, ${lagText(lag).de}`, en: `copy, ${lagText(lag).en}` });
  const bad = status === 'present' ? '' : ` ${outcome(status === 'missing' ? 'fail' : 'undecided')}`;
  const why =
    notes.length === 0
      ? ''
      : `<br><small>${notes
          .slice(0, 5)
          .map((note) => translated(note, germanOfNote(note)))
          .join('; ')}</small>`;
  return `${code(site)} ${what}${bad}${why}`;
}

function verdictOf(
  { dataset, declared, fatalLosses }: Dataset,
  promises: readonly Promise[],
  conditions: Conditions,
): string {
  const asked = declared?.withstands ?? [...new Set(promises.map(kindOf))];
  const ofKind = (kind: string) => promises.filter((one) => kindOf(one) === kind);
  const groups = new Map<string, { rank: number; said: string; kinds: string[] }>();
  for (const kind of asked) {
    const verdict = worstOf(ofKind(kind));
    const terms = verdict === 'conditional' ? termsOf(ofKind(kind)) : '';
    const key = `${verdict} ${terms}`;
    const group = groups.get(key) ?? { rank: ranks.indexOf(verdict), said: terms, kinds: [] };
    group.kinds.push(kind);
    groups.set(key, group);
  }
  const parts = [...groups.values()]
    .toSorted((a, b) => a.rank - b.rank)
    .map(
      ({ rank, said, kinds }) =>
        `<li>${badge(ranks[rank] ?? 'none')} ${kinds.map(kindText).join(', ')} ${conditions.markTerms(said, dataset, kinds.map(kindText))}</li>`,
    );
  const smallest = Math.min(...fatalLosses.map((set) => set.length));
  const fatal = Number.isFinite(smallest)
    ? `<li>${markup(`Kleinste Zahl gleichzeitiger Ausfälle ohne verbleibende Kopie: <b>${smallest}</b>`, `Fewest simultaneous losses that leave no copy: <b>${smallest}</b>`)}</li>`
    : '';
  return `<ul>${parts.join('')}${fatal}</ul>`;
}

const ranks = ['lost', 'undecided', 'none', 'conditional', 'withstands'] as const;

function badge(kind: (typeof ranks)[number]): string {
  if (kind === 'none') return outcome('not-examined');
  if (kind === 'withstands')
    return `<span class="outcome pass"><span aria-hidden="true">✓ </span>${t('bleibt erhalten', 'survives')}</span>`;
  if (kind === 'conditional')
    return `<span class="outcome undecided"><span aria-hidden="true">◐ </span>${t('bedingt', 'conditional')}</span>`;
  if (kind === 'undecided') return outcome('undecided');
  return `<span class="outcome fail"><span aria-hidden="true">✕ </span>${t('verloren', 'lost')}</span>`;
}

function worstOf(promises: readonly Promise[]): (typeof ranks)[number] {
  if (promises.length === 0) return 'none';
  if (promises.some(({ outcome, drill }) => outcome === 'lost' || drill?.outcome === 'failed')) return 'lost';
  if (promises.some(({ outcome }) => outcome === 'undecided')) return 'undecided';
  return promises.some(({ conditional }) => conditional) ? 'conditional' : 'withstands';
}

function kindOf({ losses }: Promise): string {
  return losses[0]?.split(':')[0] ?? '';
}
