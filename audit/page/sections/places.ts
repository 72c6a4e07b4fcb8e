import { germanOfAssumption } from '../../german/assumptions';
import { germanOfFinding } from '../../german/findings';
import type { Contents } from '../../pack/contents';
import { anchor, code, list, plain, section, t, table, translated } from '../html';

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
              by.length === 0
                ? t('Hauptbestand', 'home')
                : `${t('über', 'by')} ${by.map(stepOf).join(' → ')}`;
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

/** One step of a way, in words of the rule that looks for such ways. */
function stepOf(step: string): string {
  return translated(step, germanOfFinding('residency/closed-over-copies', step));
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
