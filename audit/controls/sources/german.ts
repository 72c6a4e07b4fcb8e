import type { CatalogueSource } from '../catalogue';
import * as by from '../shown-by';

const { text } = by;

/** German law, and the standard for hospitals that it recognises. */
export const german: readonly CatalogueSource[] = [
  {
    source: 'BSIG',
    title: text('BSI-Gesetz, in Kraft seit 2025-12-06 (NIS2)', 'BSI Act, in force since 2025-12-06 (NIS2)'),
    reading: 'primary',
    entries: [
      {
        id: 'BSIG § 30(2) no. 3',
        statement: text(
          'Der Betrieb wird aufrechterhalten: Sicherungen, Wiederherstellung, Krisenmanagement.',
          'Operation is maintained: backups, recovery, crisis management.',
        ),
        shownBy: by.continuity,
      },
      {
        id: 'BSIG § 30(2) no. 4',
        statement: text('Die Lieferkette ist gesichert.', 'The supply chain is secured.'),
        shownBy: by.supply,
      },
      {
        id: 'BSIG § 30(2) no. 8',
        statement: text(
          'Kryptographie wird nach festgelegten Verfahren eingesetzt.',
          'Cryptography is used by defined processes.',
        ),
        shownBy: by.inTransit,
      },
      {
        id: 'BSIG § 30 (documentation)',
        statement: text(
          'Die Einhaltung der Maßnahmen ist dokumentiert.',
          'That the measures are kept is documented.',
        ),
        shownBy: by.organisationOnly(
          'die Dokumentation der Maßnahmen; ein solcher Nachweis ist ein Teil davon und nicht das Ganze',
          'documentation of the measures; evidence of this kind is a part of it and not the whole',
        ),
      },
    ],
  },
  {
    source: '§ 393 SGB V',
    title: text(
      'Fünftes Buch Sozialgesetzbuch: Cloud-Einsatz für Gesundheits- und Sozialdaten',
      'Fifth Book of the Social Code: cloud use for health and social data',
    ),
    reading: 'primary',
    entries: [
      {
        id: '§ 393 SGB V',
        statement: text(
          'Gesundheits- und Sozialdaten werden nur an zulässigen Orten verarbeitet, durch einen Verarbeiter mit Niederlassung in Deutschland.',
          'Health and social data is processed at permitted places only, by a processor with an establishment in Germany.',
        ),
        shownBy: {
          ...by.place,
          organisation: text(
            'die Niederlassung des Verarbeiters, wo die Gebäude stehen und wer von wo aus zugreift',
            'the processor’s establishment, where the buildings stand, and who has access from where',
          ),
        },
      },
      {
        id: '§ 393 SGB V (attestation)',
        statement: text(
          'Für die verwendeten Systeme liegt ein aktuelles C5-Testat vor (Typ 2 seit 2025-07-01), und die Kundenkriterien sind umgesetzt.',
          'There is a current C5 attestation for the systems used (type 2 since 2025-07-01), and the customer criteria are implemented.',
        ),
        shownBy: by.organisationOnly(
          'das Testat des Anbieters mit Geltungszeitraum und Diensten, und die Umsetzung der Kundenkriterien',
          'the provider’s attestation with period and services, and how the customer criteria are implemented',
        ),
      },
    ],
  },
  {
    source: '§ 391 SGB V',
    title: text(
      'Fünftes Buch Sozialgesetzbuch: Stand der Technik im Krankenhaus',
      'Fifth Book of the Social Code: state of the art in hospitals',
    ),
    reading: 'second-hand',
    entries: [
      {
        id: '§ 391 SGB V',
        statement: text(
          'Krankenhäuser schützen ihre Systeme nach dem Stand der Technik.',
          'Hospitals protect their systems by the state of the art.',
        ),
        shownBy: by.continuity,
      },
    ],
  },
  {
    source: 'B3S',
    title: text(
      'Branchenspezifischer Sicherheitsstandard für Krankenhäuser',
      'Industry security standard for hospitals',
    ),
    reading: 'second-hand',
    entries: [
      {
        id: 'B3S',
        statement: text(
          'Die medizinische Versorgung ist nach dem Standard der Branche abgesichert.',
          'Medical care is secured by the standard of the industry.',
        ),
        shownBy: by.organisationOnly(
          'der Nachweis der Klinik nach diesem Standard',
          'the clinic’s evidence by this standard',
        ),
      },
    ],
  },
];
