import { compare } from '../../../judge/importance';
import { escapeHtml } from '../../escape-html';
import type { Contents, MappedLoss } from '../../pack/contents';
import type { PageDataset } from '../client/data';
import { survivalOf } from '../client/survival';
import { copyWords, countText, survivalText } from '../client/words';
import { both, code, fold, list, plain, section, t, table } from '../html';
import { picture } from './picture';
import { kindText } from './promise';

/** Kinds that stand open; the others are folded. */
const open = ['site', 'building', 'zone', 'key'];
const folded = ['town', 'control-plane', 'identity-provider', 'key-store', 'account', 'credential'];

/** Map and switches: turn things off in any combination and see what survives. */
export function mapSection(contents: Contents): string {
  const { map, report } = contents;
  if (report.datasets.length === 0) return '';
  const others = [...new Set(map.losses.map(({ kind }) => kind))].filter((kind) => !open.includes(kind));
  const rest = [
    ...folded.filter((kind) => others.includes(kind)),
    ...others.filter((kind) => !folded.includes(kind)),
  ];
  return section(
    'map',
    t('Karte der Standorte und Ausfälle', 'Map of the sites, and losses'),
    `<p id="map-words">${t(
      'Jede Spalte ist ein Standort, jede Zeile ein Datenbestand; wo sie sich treffen, liegt eine Kopie mit ihrem eigenen Schlüssel. Schalten Sie ab, was ausfällt: Die Seite zählt mit dem, was der Prüfer zuvor zu jedem einzelnen Ausfall festgestellt hat.',
      'Each column is a site, each row a dataset; where they meet lies a copy with its own key. Switch off what is lost: the page counts with what the judge established beforehand for each single loss.',
    )}</p>`,
    '<div class="board"><div class="drawn">',
    picture(contents),
    '</div>',
    '<div class="switches" id="switches">',
    `<h3>${t('Abschalten', 'Switch off')}</h3>`,
    ...open.map((kind) => boxesOf(kind, contents)),
    fold(t('Weitere Ausfälle', 'More losses'), rest.map((kind) => boxesOf(kind, contents)).join('\n')),
    `<p><button type="button" id="all-on">${t('Alles wieder einschalten', 'Switch everything on again')}</button></p></div>`,
    `<div class="answers"><p role="status" id="survival-count" class="lead">${both(countText(answersOf(contents), 0))}</p>`,
    survivalTable(contents),
    `<p>${t('Eine Kombination von Ausfällen nimmt jede Kopie, die einer von ihnen nimmt. Kopien, die fehlen oder nicht entschieden sind, zählen nicht.', 'A combination of losses takes every copy that one of them takes. Copies that are missing or undecided do not count.')}</p></div></div>`,
    singleLosses(contents),
    fatalSets(contents),
  );
}

function boxesOf(kind: string, contents: Contents): string {
  const losses = contents.map.losses
    .filter((loss) => loss.kind === kind)
    .toSorted((a, b) => compare(opensText(a), opensText(b)));
  if (losses.length === 0) return '';
  const boxes = losses.map(
    (loss) =>
      `<label><input type="checkbox" name="off" autocomplete="off" value="${escapeHtml(loss.id)}"> <span>${nameOf(loss)}</span></label>`,
  );
  return `<fieldset><legend>${kindText(kind)}</legend>${boxes.join('\n')}</fieldset>`;
}

function opensText({ kind, takes }: Pick<MappedLoss, 'kind' | 'takes'>): string {
  if (kind !== 'key') return '';
  return Object.entries(takes)
    .map(([dataset, sites]) => `${dataset}, ${sites.join(' + ')}`)
    .join('; ');
}

/** A key by what it opens: nobody knows it by its id. */
function nameOf({ kind, name, takes }: MappedLoss): string {
  if (kind !== 'key') return plain(name);
  return `${plain(opensText({ kind, takes }))} ${code(name.length > 13 ? `${name.slice(0, 8)}…` : name)}`;
}

export function datasetsOf({ report }: Contents): readonly PageDataset[] {
  return report.datasets.map(({ dataset, copies }) => ({
    name: dataset,
    copies: copies.map(({ site, lag, status }) => ({ site, lag, status })),
  }));
}

function answersOf(contents: Contents) {
  return datasetsOf(contents).map((dataset) => survivalOf(dataset, new Set(), contents.map));
}

function survivalTable(contents: Contents): string {
  const answers = answersOf(contents);
  const rows = contents.report.datasets.map(({ dataset, copies }, at) => {
    const cells = copies.map(
      ({ site, status }, copy) =>
        `${code(site)} <span id="copy-cell-${at}-${copy}">${both(copyWords[status])}</span>`,
    );
    const answer = answers[at];
    const said = answer ? both(survivalText(answer)) : '';
    return {
      attributes: ` id="survival-${at}"`,
      cells: [code(dataset), `<span id="survival-text-${at}">${said}</span>`, cells.join(' · ')],
    };
  });
  return table({
    caption: t('Was erhalten bleibt', 'What survives'),
    head: [t('Datenbestand', 'dataset'), t('Urteil', 'verdict'), t('Kopien', 'copies')],
    rows,
  });
}

/** What the judge says of each single loss: the page without its script, and on paper. */
function singleLosses({ map, report }: Contents): string {
  const rows = map.losses
    .filter(({ kind }) => kind !== 'key')
    .map(({ id, kind, name }) => [
      `${kindText(kind)} ${plain(name)}`,
      ...report.datasets.map(({ dataset }) => {
        const one = report.promises.find(
          (p) => p.dataset === dataset && p.losses.length === 1 && p.losses[0] === id,
        );
        if (!one) return t('nicht betroffen', 'not affected');
        if (one.outcome === 'lost') return `✕ ${t('verloren', 'lost')}`;
        if (one.outcome === 'undecided') return `? ${t('nicht entschieden', 'undecided')}`;
        const only = one.conditional ? ` ◐ ${t('bedingt', 'conditional')}` : '';
        return `✓ ${plain(one.survivingCopies[0] ?? '')} ≤ ${one.lag ?? 0} s${only}`;
      }),
    ]);
  const hint = `<noscript><p><strong>${t('Ohne Skript antworten die Schalter nicht. Diese Tabelle enthält, was zu jedem einzelnen Ausfall festgestellt wurde.', 'Without scripts the switches do not answer. This table holds what was established for each single loss.')}</strong></p></noscript>`;
  return `${hint}<div id="single-losses">${fold(
    t(
      'Jeder einzelne Ausfall und was von jedem Datenbestand bleibt',
      'Each single loss, and what it leaves of each dataset',
    ),
    `<p>${t('Angegeben ist die aktuellste Kopie, die bleibt, mit ihrem größten Rückstand. Der Verlust eines Schlüssels nimmt nur die Kopie, die er öffnet.', 'Named is the most recent copy that is left, with its greatest lag. Losing a key takes only the copy that it opens.')}</p>${table(
      {
        caption: t('Einzelne Ausfälle', 'Single losses'),
        head: [t('Ausfall', 'loss'), ...report.datasets.map(({ dataset }) => plain(dataset))],
        rows,
      },
    )}`,
  )}</div>`;
}

function fatalSets({ report }: Contents): string {
  const groups = new Map<
    string,
    { names: string[]; sets: (typeof report.datasets)[number]['fatalLosses'] }
  >();
  for (const { dataset, fatalLosses } of report.datasets) {
    // Keys belong to one dataset each: without them, datasets that lie alike have the same sets.
    const sets = fatalLosses.map((set) => set.map((group) => group.filter((id) => !id.startsWith('key:'))));
    const key = JSON.stringify(sets);
    groups.set(key, { names: [...(groups.get(key)?.names ?? []), dataset], sets });
  }
  const said = [...groups.values()].map(({ names, sets }) => {
    const each = sets.map((set) =>
      set
        .map((group) => group.map(lossText).join(` ${t('oder', 'or')} `))
        .join(` <b>${t('und', 'and')}</b> `),
    );
    const none = `<p>${t('Keine Kopie zählt, also braucht es keinen Ausfall.', 'No copy counts, so it takes no loss.')}</p>`;
    return `<h4>${names.map(code).join(', ')}</h4>${each.length === 0 ? none : list(each)}`;
  });
  return fold(
    t('Kleinste Ausfälle, die keine Kopie übrig lassen', 'Smallest losses that leave no copy'),
    `<p>${t('Schlüssel sind weggelassen: Jeder nimmt, was der Ausfall des Standortes für diesen Datenbestand nimmt.', 'Keys are left out: each takes what losing its site takes of that dataset.')}</p>${said.join('\n')}`,
  );
}

function lossText(id: string): string {
  const colon = id.indexOf(':');
  return `${kindText(id.slice(0, colon))} ${plain(id.slice(colon + 1))}`;
}
