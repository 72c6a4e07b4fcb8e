import type { CatalogueSource } from '../catalogue';
import * as by from '../shown-by';

const { text } = by;

/** BSI C5:2026, published 2026-04-07, with new numbers. */
export const c5of2026: CatalogueSource = {
  source: 'C5:2026',
  title: text(
    'BSI, Kriterienkatalog Cloud Computing C5, 2026',
    'BSI Cloud Computing Compliance Criteria Catalogue, 2026',
  ),
  reading: 'identifiers',
  entries: [
    {
      id: 'C5:2026 CRY-04',
      statement: text('Daten werden bei der Übertragung verschlüsselt.', 'Data is encrypted in transit.'),
      shownBy: by.inTransit,
    },
    {
      id: 'C5:2026 CRY-05',
      statement: text('Gespeicherte Daten sind verschlüsselt.', 'Stored data is encrypted.'),
      shownBy: by.atRest,
    },
    {
      id: 'C5:2026 CRY-07',
      statement: text('Schlüssel werden geregelt gewechselt.', 'Keys are rotated by rule.'),
      shownBy: by.keys,
    },
    {
      id: 'C5:2026 CRY-16',
      statement: text(
        'Schlüssel bleiben verfügbar, solange sie gebraucht werden.',
        'Keys stay available as long as they are needed.',
      ),
      shownBy: by.keys,
    },
    {
      id: 'C5:2026 GC-03',
      statement: text(
        'Wiederanlaufzeit und größter Datenverlust sind festgelegt und werden eingehalten.',
        'Recovery time and greatest loss of data are defined and kept.',
      ),
      shownBy: by.continuity,
    },
    {
      id: 'C5:2026 PSS-12',
      statement: text(
        'Die Region von Daten und Sicherungen ist bestimmbar.',
        'The region of data and backups can be determined.',
      ),
      shownBy: by.place,
    },
  ],
};
