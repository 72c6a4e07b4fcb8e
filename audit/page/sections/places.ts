import { germanOfAssumption } from '../../german/assumptions';
import type { Contents } from '../../pack/contents';
import { anchor, both, code, list, plain, section, t, table, translated } from '../html';

/** Where data and the keys that open it get to, each with the way there. */
export function residencySection({ report }: Contents): string {
  const rows = report.datasets.map(({ dataset, declared, reached }) => [
    code(dataset),
    declared ? declared.permittedCountries.map(plain).join(', ') : t('nicht angegeben', 'not said'),
    reached === null || reached === undefined
      ? `? ${t('konnte nicht geprüft werden', 'could not be examined')}`
      : list(
          reached.map(({ place, country, by, certain }) => {
            const isAbroad =
              declared !== undefined && !(country !== null && declared.permittedCountries.includes(country));
            const where = country === null ? t('Land unbekannt', 'country unknown') : plain(country);
            const way =
              by.length === 0 ? t('Hauptbestand', 'home') : `${t('über', 'by')} ${by.map(plain).join(' → ')}`;
            const sign = isAbroad
              ? `<b class="outcome fail">✕ ${t('nicht zugelassen', 'not permitted')}</b>`
              : '✓';
            const maybe = certain ? '' : ` (${t('möglicherweise', 'possibly')})`;
            return `${sign} ${code(place)}, ${where}: ${way}${maybe}`;
          }),
        ),
  ]);
  return section(
    'residency',
    t('Aufenthalt der Daten', 'Where data gets to'),
    `<p>${t('Wohin Daten oder Schlüssel, die sie öffnen, nach allem Geprüften gelangen: über Kopien, Sicherungen, Protokolle, Zustandsdateien.', 'Where data, or keys that open it, get to by what was judged: through copies, backups, logs, state files.')}</p>`,
    table({
      caption: t('Wege je Datenbestand', 'Paths of each dataset'),
      head: [
        t('Datenbestand', 'dataset'),
        t('zugelassene Länder', 'permitted countries'),
        t('Orte und Wege', 'places and paths'),
      ],
      rows,
    }),
  );
}

/** Who can get to what, on which port, along which path. */
export function reachSection({ reach }: Contents): string {
  const none = `<p>${t('Nicht geprüft: Es liegen keine Angaben vor.', 'Not examined: nothing is known of it.')}</p>`;
  return section(
    'reach',
    t('Wer kommt im Netz an welchen Datenbestand heran?', 'Who can get to which dataset over the network?'),
    reach.length === 0 ? none : '',
    ...reach.map(({ dataset, servers }) => {
      const rows = servers.flatMap(({ site, server, ways, complete }) => {
        const open = complete ? '' : `<br>? ${t('Weitere Wege sind möglich', 'There may be more ways')}`;
        if (ways.length === 0)
          return [
            [
              `${code(server)}<br>${plain(site)}`,
              `${complete ? t('niemand', 'nobody') : ''}${open}`,
              '–',
              '–',
            ],
          ];
        return ways.map(({ from, ports, path, certain }, at) => [
          `${code(server)}<br>${plain(site)}`,
          `${plain(from)}${certain ? '' : ` (${t('möglicherweise', 'possibly')})`}${at === 0 ? open : ''}`,
          ports.map(plain).join(', '),
          path.map(code).join(' → '),
        ]);
      });
      return `<div id="${anchor('reach', dataset)}">${table({
        caption: `${t('Erreichbarkeit von', 'Ways to')} ${plain(dataset)}`,
        head: [
          t('Server', 'server'),
          t('wer', 'who'),
          t('TCP-Ports', 'TCP ports'),
          t('zugelassen durch', 'let in by'),
        ],
        rows,
      })}</div>`;
    }),
  );
}

export function keysSection({ keys }: Contents): string {
  if (keys.length === 0) return '';
  const rows = keys.map((one) => [
    `${code(one.dataset)}<br>${plain(one.site)}`,
    code(one.key),
    `${plain(one.keyStore)}, ${plain(one.country)}<br>${both(one.operator)}`,
    one.usedBy.map(plain).join(', '),
    one.destroyedBy.map(plain).join(', '),
    plain(one.liveUntil),
  ]);
  return section(
    'keys',
    t('Schlüssel und wer über sie verfügt', 'Keys, and who holds them'),
    table({
      caption: t('Schlüssel je Kopie', 'Key of each copy'),
      head: [
        t('Kopie', 'copy'),
        t('Kennung', 'id'),
        t('Schlüsselspeicher und Betreiber', 'key store and operator'),
        t('nutzen können', 'can be used by'),
        t('vernichten können', 'can be destroyed by'),
        t('zugesichert bis', 'guaranteed until'),
      ],
      rows,
    }),
  );
}

/** What rests on something that no plan shows. */
export function assumptionsSection({ report }: Contents): string {
  const rows = report.assumptions.map((assumption) => {
    const { name, statement, source, confirmed, reviewBy } = assumption;
    const german = germanOfAssumption(name, assumption);
    const holds = confirmed && reviewBy >= report.asOf;
    return {
      attributes: ` id="${anchor('assumption', name)}"`,
      cells: [
        code(name),
        translated(statement, german?.statement),
        translated(source, german?.source),
        holds
          ? `✓ ${t('bestätigt', 'confirmed')}`
          : confirmed
            ? `? ${t('Bestätigung abgelaufen', 'confirmation has ended')}`
            : `? ${t('nicht bestätigt', 'not confirmed')}`,
        plain(reviewBy),
      ],
    };
  });
  return section(
    'assumptions',
    t('Annahmen', 'Assumptions'),
    `<p>${t('Was kein Plan zeigen kann und worauf Urteile ruhen. Unbestätigt macht eine Annahme ein Urteil bedingt.', 'What no plan can show and verdicts rest on. Unconfirmed, an assumption makes a verdict conditional.')}</p>`,
    rows.length === 0
      ? `<p>${t('Keine.', 'None.')}</p>`
      : table({
          caption: t('Annahmen und ihr Stand', 'Assumptions and their state'),
          head: [
            t('Name', 'name'),
            t('Aussage', 'statement'),
            t('Quelle', 'source'),
            t('Stand', 'state'),
            t('zu überprüfen bis', 'review by'),
          ],
          rows,
        }),
  );
}
