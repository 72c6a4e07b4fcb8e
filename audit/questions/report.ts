import { dayOf, standingOf } from '../level';
import type { Question } from '../pack/contents';
import type { Answering } from '../questions';

/** How far the promise was reached for each dataset, and what that rests on. */
export function levelReached({ report }: Answering): Question {
  const all = report.datasets.map((dataset) => ({ dataset, standing: standingOf(dataset, report) }));
  const unconfirmed = report.assumptions.filter(
    ({ confirmed, reviewBy }) => !confirmed || reviewBy < report.asOf,
  );
  const names = unconfirmed.map(({ name }) => name).join(', ');
  const against = all.filter(({ standing }) => standing.against !== undefined);
  const failed = against.map(({ dataset }) => dataset.dataset).join(', ');
  const isOpen =
    unconfirmed.length > 0 || all.length === 0 || all.some(({ dataset }) => dataset.level !== 'shown');
  return {
    id: 'level-reached',
    question: {
      de: 'Welche Stufe des Versprechens ist erreicht, und worauf beruht sie?',
      en: 'Which level of the promise was reached, and what does it rest on?',
    },
    answer: {
      de: `${failed === '' ? '' : `Eine Übung widerspricht der Stufe bei: ${failed}. `}none: nicht erreicht; possible: Ort, Schlüssel und Weg jeder Kopie sind da; configured: jede Kopie folgt ihrer Quelle wie erklärt; shown: eine datierte Übung hat den Ausfall jedes Standorts ausprobiert und alle Daten gefunden. Übungen laufen auf einem Rechner: Netze, Datenträger und echte Clouds zeigen sie nicht. ${names === '' ? 'Alle Annahmen sind bestätigt.' : `Unbestätigt oder überfällig sind diese Annahmen: ${names}.`}`,
      en: `${failed === '' ? '' : `A drill contradicts the level of: ${failed}. `}none: not reached; possible: place, key and path of every copy are there; configured: every copy follows its source as declared; shown: a dated drill has exercised the loss of each site and found all data. Drills run on one machine: they show nothing of networks, disks and real clouds. ${names === '' ? 'All assumptions are confirmed.' : `These assumptions are not confirmed, or overdue: ${names}.`}`,
    },
    open: isOpen,
    table: {
      head: [
        { de: 'Datenbestand', en: 'dataset' },
        { de: 'Stufe', en: 'level' },
        { de: 'Ausfall gezeigt', en: 'loss shown' },
        { de: 'durch Übung widerlegt', en: 'contradicted by a drill' },
        { de: 'letzte Übung, die zählt', en: 'last drill that counts' },
        { de: 'beruht auf Annahmen', en: 'rests on assumptions' },
      ],
      rows: all.map(({ dataset, standing: { shown, contradicted, assumptions } }) => {
        const last = dataset.drills?.find(({ outcome }) => outcome !== 'not-counted');
        return [
          dataset.dataset,
          dataset.level,
          shown.join(', ') || '–',
          contradicted.join(', ') || '–',
          last ? dayOf(last) : '–',
          assumptions.map(({ name }) => name).join(', ') || '–',
        ];
      }),
    },
  };
}

/** What no policy looked at, and what no policy can show. */
export function neverExamined({ report, controls }: Answering): Question {
  const { coverage } = report;
  const unexamined = controls
    .flatMap((source) => source.controls)
    .filter(({ outcome }) => outcome === 'not-examined');
  const unjudged = coverage.resources - coverage.judged;
  return {
    id: 'never-examined',
    question: { de: 'Was wurde gar nicht geprüft?', en: 'What was never examined?' },
    answer: {
      de: `Von ${coverage.resources} Ressourcen beurteilte keine Regel ${unjudged}. Nicht anwendbar waren ${report.notApplicable.length} Regeln. Zu ${unexamined.length} Aussagen des Katalogs lag nichts vor, das sie zeigt; sie brauchen Nachweise der Organisation, des Anbieters oder andere Eingaben.`,
      en: `Of ${coverage.resources} resources, no rule judged ${unjudged}. ${report.notApplicable.length} rules were not applicable. Of ${unexamined.length} statements of the catalogue nothing at hand shows anything; they need evidence of the organisation, of the provider, or other inputs.`,
    },
    open:
      unjudged > 0 || unexamined.length > 0 || report.notApplicable.length > 0 || coverage.resources === 0,
    table: {
      head: [
        { de: 'nicht geprüft', en: 'not examined' },
        { de: 'Art', en: 'kind' },
      ],
      rows: [
        ...coverage.unjudgedTypes.map(({ type, count }) => [`${type} (${count})`, 'resource type']),
        ...report.notApplicable.map((policy) => [policy, 'policy']),
        ...unexamined.map(({ id }) => [id, 'control']),
      ],
    },
  };
}
