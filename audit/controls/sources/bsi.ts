import type { CatalogueSource } from '../catalogue';
import * as by from '../shown-by';

const { text } = by;

/** Technical guidelines and standards that are named as a whole. */
export const bsi: readonly CatalogueSource[] = [
  {
    source: 'BSI TR-02102',
    title: text(
      'BSI, Technische Richtlinie: kryptographische Verfahren, 2026-01',
      'BSI Technical Guideline: cryptographic mechanisms, 2026-01',
    ),
    reading: 'second-hand',
    entries: [
      {
        id: 'BSI TR-02102',
        statement: text(
          'Es werden nur empfohlene Verfahren und Schlüssellängen verwendet, und nur so lange sie empfohlen sind.',
          'Only recommended algorithms and key lengths are used, and only as long as they are recommended.',
        ),
        shownBy: by.inTransit,
      },
    ],
  },
  {
    source: 'SCS-0118',
    title: text(
      'Sovereign Cloud Stack: Stufen der Ausfallsicherheit',
      'Sovereign Cloud Stack: taxonomy of failsafe levels',
    ),
    reading: 'cited',
    entries: [
      {
        id: 'SCS-0118',
        statement: text(
          'Für jeden Bestand ist gesagt, welche Stufe eines Ausfalls er übersteht: Platte, Host oder Schrank, Brandabschnitt oder Gebäude, Region.',
          'For each dataset it is said which level of failure it survives: disk, host or rack, fire zone or building, region.',
        ),
        shownBy: by.continuity,
      },
    ],
  },
];
