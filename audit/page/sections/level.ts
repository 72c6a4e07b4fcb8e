import { germanOfDrill } from '../../german/drills';
import { dayOf, exercisedOn, lostIn, standingOf } from '../../level';
import type { Contents } from '../../pack/contents';
import { both, code, list, plain, t, translated } from '../html';
import type { Conditions } from './conditions';

type Report = Contents['report'];
type Dataset = Report['datasets'][number];
type Drill = NonNullable<Dataset['drills']>[number];

/** The level that a dataset reached, what drills say of it, and the assumptions beneath. */
export function levelCell(dataset: Dataset, report: Report, conditions: Conditions): string {
  const { provided, shown, contradicted, against, assumptions } = standingOf(dataset, report);
  const isShown = dataset.level === 'shown';
  const parts = [
    `<b>${isShown ? t('gezeigt', 'shown') : levelName(provided)}</b>`,
    ...(isShown
      ? [
          `<small>${t('für den Ausfall je eines Standorts; darüber hinaus', 'for the loss of any one site; beyond that')} ${levelName(provided)}</small>`,
        ]
      : []),
    ...(!isShown && shown.length > 0
      ? [
          `<small>${t('gezeigt allein für den Ausfall von', 'shown for the loss alone of')} ${shown.map(code).join(', ')}</small>`,
        ]
      : []),
    ...(against
      ? [
          `<b class="outcome fail"><span aria-hidden="true">✕ </span>${t(`aber in der Übung vom ${dayOf(against)}:`, `but in the drill of ${dayOf(against)}:`)} ${both(lostIn(against))}</b>`,
          `<small>${t('Ausfall von', 'loss of')} ${contradicted.map(code).join(', ')}</small>`,
        ]
      : []),
    ...(assumptions.length > 0
      ? [
          `<small>${t('beruht auf Annahmen', 'rests on assumptions')} ${conditions.markAssumptions(assumptions, dataset.dataset)}</small>`,
        ]
      : []),
  ];
  return parts.join('<br>');
}

function levelName(level: Dataset['level']): string {
  if (level === 'shown') return t('gezeigt', 'shown');
  if (level === 'configured') return t('eingerichtet', 'configured');
  if (level === 'possible') return t('möglich', 'possible');
  return `<span class="outcome fail"><span aria-hidden="true">✕ </span>${t('keine', 'none')}</span>`;
}

/** What was exercised, on what, and what was not. */
export function drillsText(report: Report): string {
  const { drills = [], datasets } = report;
  if (drills.length === 0) {
    return `<p>${t('Hier liegt keine Übung bei: Nichts gilt als gezeigt.', 'No drill is enclosed here: nothing counts as shown.')}</p>`;
  }
  return drills
    .map((drill) => {
      const ofDatasets = datasets.flatMap(({ dataset, drills: all = [] }) =>
        all
          .filter(({ file, finishedAt }) => file === drill.file && finishedAt === drill.finishedAt)
          .map((one) => `${code(dataset)}: ${saidBy(one)}`),
      );
      const head = drill.held
        ? `${t('Übung', 'Drill')} ${code(drill.file)} (${plain(drill.finishedAt)}): ${t('hielt stand', 'held')}.`
        : `<b class="outcome fail"><span aria-hidden="true">✕ </span>${t('Übung', 'Drill')} ${code(drill.file)} (${plain(drill.finishedAt)}): ${t('hielt nicht stand', 'did not hold')}</b>: ${drill.failed.slice(0, 5).map(said).join('; ')}.`;
      const none = t(
        'Zu keinem der Datenbestände sagt sie etwas.',
        'It says nothing of any of the datasets.',
      );
      return `<p>${head}</p>${ofDatasets.length > 0 ? list(ofDatasets) : `<p>${none}</p>`}<p>${t('Nicht geübt', 'Not exercised')}: ${drill.notExercised.map(said).join('; ')}.</p>`;
    })
    .join('');
}

function saidBy(drill: Drill): string {
  const { outcome, why, sites, found } = drill;
  if (outcome === 'not-counted') return `${t('zeigt hier nichts', 'shows nothing here')}: ${said(why ?? '')}`;
  const what = `${t('Ausfall von', 'loss of')} ${sites.map(code).join(', ')}: ${both(lostIn(drill))}, ${both(exercisedOn(drill))}`;
  return outcome === 'held' ? what : `${what}: ${found.slice(0, 5).map(said).join('; ')}`;
}

/** What a drill says is English, and German where the page knows it. */
function said(text: string): string {
  return translated(text, germanOfDrill(text));
}
