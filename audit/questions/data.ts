import type { Question } from '../pack/contents';
import type { Answering } from '../questions';

/** What ends a dataset, and what of that is shown. */
export function erasure({ estate }: Answering): Question {
  return {
    id: 'erasure-when-retention-ends',
    question: {
      de: 'Wie werden Daten am Ende der Aufbewahrung gelöscht?',
      en: 'How is data erased when its retention ends?',
    },
    answer: {
      de: 'Die Tabelle nennt Frist und Weg, wie der Estate sie erklärt. Gelöscht wird damit ein ganzer Bestand: die Vernichtung eines Schlüssels macht alles unlesbar, was er öffnet. Das Löschen einzelner Datensätze ist Sache der Anwendungen. Dass gelöscht wurde, zeigt kein Plan; Nachweise darüber sind offen.',
      en: 'The table names period and way as the estate declares them. What is erased that way is a whole dataset: destroying a key makes everything unreadable that it opens. Erasing single records is up to the applications. That something was erased no plan shows; evidence of that is open.',
    },
    open: true,
    table: {
      head: [
        { de: 'Datenbestand', en: 'dataset' },
        { de: 'Aufbewahrung in Jahren', en: 'retention in years' },
        { de: 'Weg', en: 'way' },
        { de: 'Stände der Sicherung in Tagen', en: 'versions of the backup in days' },
      ],
      rows: estate.datasets.map(({ name, retention, backup }) => [
        name,
        String(retention.years),
        retention.erasure,
        String(backup.keepDays),
      ]),
    },
  };
}

/**
 * When the data was last brought back, dataset by dataset. An outage is no restore from a backup, and that a test is set
 * up is none that was run: of that nothing comes in yet, so no date is named.
 */
export function restoreTests({ report, estate, drills }: Answering): Question {
  const setUp = (dataset: string) => {
    const policy = 'resilience/restores-are-tested';
    const address = `dataset:${dataset}`;
    const isOf = (one: { readonly policy: string }) => one.policy === policy;
    if (report.passed.some((one) => isOf(one) && one.addresses.includes(address))) return '✓';
    const failed = report.verdicts.find((one) => isOf(one) && one.address === address);
    return failed?.outcome === 'fail' ? '✗' : '–';
  };
  const rows = estate.datasets.map(({ name }) => {
    const of = drills
      .flatMap(({ drill }) => drill.databases.map((database) => ({ database, drill })))
      .filter(({ database }) => database.dataset === name)
      .toSorted((one, other) => (one.drill.startedAt < other.drill.startedAt ? 1 : -1));
    const [last] = of;
    const held = last?.database.completed && last.database.findings.length === 0;
    return [
      name,
      last ? last.drill.startedAt.slice(0, 10) : '–',
      last?.drill.sandbox ? '✓' : '–',
      last ? (held ? '✓' : '✗') : '–',
      setUp(name),
      '–',
    ];
  });
  return {
    id: 'restore-tests',
    question: {
      de: 'Wann wurde die Wiederherstellung jedes Datenbestands zuletzt geprüft?',
      en: 'When was recovery of each dataset last tested?',
    },
    answer: {
      de: 'Offen: Von keiner Rückspielung liegt ein datiertes Ergebnis vor. Was eingerichtet ist (ein wöchentlicher Lauf je Datenbestand, der die neueste Sicherung zurückspielt und sein Ergebnis mit Datum bei der Sicherung ablegt), sagt nicht, dass er gelaufen ist. Keine der vorliegenden Übungen spielt eine Sicherung zurück. Wo eine Übung vorliegt, zeigt sie, was der Ausfall von Standorten an jenem Tag übrig ließ; eine Übung in einer Sandbox sagt nichts über echte Netze, Datenträger und Clouds.',
      en: 'Open: no dated result of any restore is at hand. What is set up (a job for each dataset that restores the newest backup every week and keeps its result, dated, beside the backup) does not say that it ran. None of the drills at hand restores a backup. Where there is a drill, it shows what the loss of sites left on that day; a drill in a sandbox says nothing of real networks, disks and clouds.',
    },
    open: true,
    table: {
      head: [
        { de: 'Datenbestand', en: 'dataset' },
        { de: 'letzte Ausfallübung', en: 'last outage drill' },
        { de: 'nur in einer Sandbox', en: 'in a sandbox only' },
        { de: 'bestanden', en: 'held' },
        { de: 'Rückspielung eingerichtet', en: 'restore test set up' },
        { de: 'letzte Rückspielung', en: 'last restore' },
      ],
      rows,
    },
  };
}
