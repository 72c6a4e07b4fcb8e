import { dayOf } from '../../level';
import type { Contents } from '../../pack/contents';
import { code, markup } from '../html';

/** The verdict in one sentence for who reads no further: on any one site, which is what the promise is about. */
export function summaryOf({ report }: Pick<Contents, 'report'>): string {
  const ofSites = report.promises.filter(({ losses: [loss = ''] }) => loss.startsWith('site:'));
  const verdicts = report.datasets.map(({ dataset }) => {
    const own = ofSites.filter((one) => one.dataset === dataset);
    const survives =
      own.length > 0 &&
      own.every(({ outcome, drill }) => outcome === 'withstands' && drill?.outcome !== 'failed');
    return { survives, conditional: survives && own.some(({ conditional }) => conditional) };
  });
  const all = verdicts.length;
  const kept = verdicts.filter(({ survives }) => survives).length;
  const conditional = verdicts.filter((one) => one.conditional).length;
  const { fail, undecided } = report.summary;
  const [sign, name] = kept === all ? ['✓', 'pass'] : ['✕', 'fail'];
  return `<p class="lead"><span class="outcome ${name}" aria-hidden="true">${sign} </span>${markup(
    `Fällt irgendein einzelner Standort aus, bleiben <b>${kept} von ${all}</b> Datenbeständen erhalten${conditional > 0 ? `, davon ${conditional} nur unter Annahmen` : ''}. Verletzte Regeln: <b>${fail}</b>, nicht entschieden: <b>${undecided}</b>.`,
    `If any one site is lost, <b>${kept} of ${all}</b> datasets survive${conditional > 0 ? `, ${conditional} of them only under assumptions` : ''}. Breaches of rules: <b>${fail}</b>, undecided: <b>${undecided}</b>.`,
  )}</p>${contradicted(report)}`;
}

/** What was tried for real and went wrong weighs more than what was only read. */
function contradicted({ promises, drills = [] }: Contents['report']): string {
  const failed = drills.filter(({ held }) => !held);
  if (failed.length === 0) return '';
  const names = new Set(
    promises.filter(({ drill }) => drill?.outcome === 'failed').map((one) => one.dataset),
  );
  const days = failed.map((one) => dayOf(one)).join(', ');
  const [de, en] =
    names.size === 0
      ? [
          'Sie ist nicht vom Stand, der hier beurteilt wurde; was sie fand, steht unten.',
          'It was not of what was judged here; what it found is said below.',
        ]
      : ['Sie widerspricht der Stufe von', 'It contradicts the level of'];
  return `<p class="lead"><span class="outcome fail" aria-hidden="true">✕ </span>${markup(
    `<b>Eine Übung hielt nicht stand</b> (${days}). ${de}`,
    `<b>A drill did not hold</b> (${days}). ${en}`,
  )} ${[...names].map(code).join(', ')}</p>`;
}
