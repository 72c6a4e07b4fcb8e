import type { Contents } from '../../pack/contents';
import { code, fold, list, plain, section, t, table } from '../html';

/** What was judged, made by which versions, with hashes. */
export function filesSection({ report, files, versions }: Contents): string {
  const inputs = report.inputs.map(({ file, kind, stack, sha256, draft }) => {
    const kept = files.find(({ input }) => input === file);
    return [
      code(file),
      `${plain(kind)}${draft ? ` (${t('Entwurf', 'draft')})` : ''}, ${plain(stack)}`,
      code(sha256),
      kept ? `${code(kept.file)}<br>${code(kept.redacted)}` : t('nicht beigelegt', 'not enclosed'),
      kept ? String(kept.removed) : '–',
    ];
  });
  return section(
    'files',
    t('Dateien, Prüfsummen, Versionen', 'Files, hashes, versions'),
    `<p>${t('Prüfsummen sind SHA-256. Aus beigelegten Dateien sind Geheimnisse entfernt; Urteile über entfernte Werte sind deshalb bezeugt, alle übrigen nachrechenbar.', 'Hashes are SHA-256. Secrets were removed from enclosed files; verdicts about removed values are therefore attested, all others can be recomputed.')}</p>`,
    table({
      caption: t('Geprüfte Dateien', 'Files that were judged'),
      head: [
        t('Datei', 'file'),
        t('Art', 'kind'),
        t('Prüfsumme des Geprüften', 'hash of what was judged'),
        t('im Nachweispaket, Prüfsumme', 'in the pack, hash'),
        t('entfernte Werte', 'values removed'),
      ],
      rows: inputs,
    }),
    fold(
      t('Versionen', 'Versions'),
      list(
        [...versions, { name: 'schema report.json', version: report.schemaVersion }].map(
          ({ name, version }) => `${plain(name)}: ${code(version)}`,
        ),
      ),
    ),
  );
}

/** The commands by which each statement can be repeated. */
export function repeatSection({ report, drills }: Contents): string {
  const steps: readonly (readonly [string, string])[] = [
    [
      t(
        'Ist das Paket unverändert? Prüfsummen, neu berechneter Bericht, Signatur',
        'Is the pack unchanged? Hashes, the report recomputed, signature',
      ),
      'npx estate audit check .',
    ],
    [
      t('Nur die Prüfsummen, ohne dieses Programm', 'The hashes alone, without this program'),
      'sha256sum --check MANIFEST.sha256',
    ],
    [
      t(
        'Das Versprechen, jeder Ausfall und jede Regel am selben Tag',
        'The promise, each loss and each rule, as of the same day',
      ),
      `npx estate verify --plan PLAN --as-of ${report.asOf} --format json`,
    ],
    [
      t('Was eine Regel verlangt, warum, und Beispiele', 'What a rule asks for, why, and examples'),
      'npx estate explain RULE',
    ],
    ...(drills.length === 0
      ? []
      : [[t('Die Übung wiederholen', 'Repeat the drill'), 'npx estate drill'] as const]),
  ];
  return section(
    'repeat',
    t('Jede Aussage wiederholen', 'Repeat every statement'),
    `<p>${t('Auszuführen im Ordner dieses Pakets, mit der oben genannten Version. PLAN ist ein Plan aus dem Paket, RULE der Name einer Regel.', 'Run in the folder of this pack, with the version named above. PLAN is a plan of the pack, RULE the name of a rule.')}</p>`,
    table({
      caption: t('Befehle', 'Commands'),
      head: [t('Frage', 'question'), t('Befehl', 'command')],
      rows: steps.map(([what, command]) => [what, code(command)]),
    }),
  );
}
