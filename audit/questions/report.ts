import type { Question } from '../pack/contents';
import type { Answering } from '../questions';

/** How far the promise was reached for each dataset, and what that rests on. */
export function levelReached({ report, drills }: Answering): Question {
  const unconfirmed = report.assumptions.filter(
    ({ confirmed, reviewBy }) => !confirmed || reviewBy < report.asOf,
  );
  const shown = (dataset: string) =>
    drills.some(
      ({ drill }) =>
        !drill.sandbox &&
        drill.held &&
        drill.databases.some((one) => one.dataset === dataset && one.completed && one.findings.length === 0),
    );
  const names = unconfirmed.map(({ name }) => name).join(', ');
  const isOpen =
    unconfirmed.length > 0 ||
    report.datasets.length === 0 ||
    report.datasets.some(({ dataset, level }) => level === 'none' || !shown(dataset));
  return {
    id: 'level-reached',
    question: {
      de: 'Welche Stufe des Versprechens ist erreicht, und worauf beruht sie?',
      en: 'Which level of the promise was reached, and what does it rest on?',
    },
    answer: {
      de: `none: nicht erreicht; possible: Ort, Schlüssel und Weg jeder Kopie sind da; configured: jede Kopie folgt ihrer Quelle wie erklärt; gezeigt ist es erst durch eine datierte Übung außerhalb einer Sandbox. ${names === '' ? 'Alle Annahmen sind bestätigt.' : `Unbestätigt oder überfällig sind diese Annahmen: ${names}.`}`,
      en: `none: not reached; possible: place, key and path of every copy are there; configured: every copy follows its source as declared; it is shown only by a dated drill outside a sandbox. ${names === '' ? 'All assumptions are confirmed.' : `These assumptions are not confirmed, or overdue: ${names}.`}`,
    },
    open: isOpen,
    table: {
      head: [
        { de: 'Datenbestand', en: 'dataset' },
        { de: 'Stufe', en: 'level' },
        { de: 'durch Übung gezeigt', en: 'shown by a drill' },
        { de: 'beruht auf Annahmen', en: 'rests on assumptions' },
      ],
      rows: report.datasets.map(({ dataset, level }) => {
        const used = report.promises
          .filter((one) => one.dataset === dataset)
          .flatMap((one) => one.assumptions);
        return [dataset, level, shown(dataset) ? '✓' : '–', [...new Set(used)].toSorted().join(', ') || '–'];
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
