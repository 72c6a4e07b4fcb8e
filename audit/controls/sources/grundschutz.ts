import type { CatalogueSource } from '../catalogue';
import * as by from '../shown-by';

const { text } = by;

/** BSI Grundschutz++, an OSCAL catalogue in the repository BSI-Bund/Stand-der-Technik-Bibliothek. */
export const grundschutz: CatalogueSource = {
  source: 'Grundschutz++',
  title: text('BSI Grundschutz++, OSCAL-Katalog', 'BSI Grundschutz++, OSCAL catalogue'),
  reading: 'identifiers',
  entries: [
    {
      id: 'Grundschutz++ ARCH.6.2',
      statement: text(
        'Verbindungen über Weitverkehrsnetze sind verschlüsselt.',
        'Connections over wide-area networks are encrypted.',
      ),
      shownBy: by.inTransit,
    },
    {
      id: 'Grundschutz++ ARCH.8.1',
      statement: text('Das Kernnetz ist redundant.', 'The core network is redundant.'),
      shownBy: by.organisationOnly(
        'der Aufbau der Netze beim Anbieter und in der Klinik',
        'how networks are built at the provider and in the clinic',
      ),
    },
    {
      id: 'Grundschutz++ ARCH.8.2',
      statement: text('Anschlüsse nach außen sind redundant.', 'Connections to the outside are redundant.'),
      shownBy: by.organisationOnly(
        'Leitungen und Anbieter jedes Standorts; ein Plan zeigt die Tunnel, nicht die Leitungen darunter',
        'lines and carriers of each site; a plan shows the tunnels, not the lines beneath them',
      ),
    },
    {
      id: 'Grundschutz++ ARCH.8.3',
      statement: text('Server sind mehrfach vorhanden.', 'Servers are redundant.'),
      shownBy: by.continuity,
    },
    {
      id: 'Grundschutz++ BER.7.1',
      statement: text(
        'Schlüssel werden mit etablierten Verfahren erzeugt und vereinbart.',
        'Keys are made and agreed on by established algorithms.',
      ),
      shownBy: by.inTransit,
    },
    {
      id: 'Grundschutz++ BER.7.10',
      statement: text(
        'Abgelaufene Schlüssel werden nicht weiter verwendet.',
        'Expired keys are not used any longer.',
      ),
      shownBy: by.keys,
    },
    {
      id: 'Grundschutz++ BER.7.2',
      statement: text('Schlüssel sind lang genug.', 'Keys are long enough.'),
      shownBy: by.organisationOnly(
        'wie der Schlüsselspeicher Schlüssel erzeugt; die Längen der Tunnel stehen bei BSI TR-02102',
        'how the key store makes keys; the lengths of tunnels are told at BSI TR-02102',
      ),
    },
    {
      id: 'Grundschutz++ BES.2.2',
      statement: text(
        'Rechtsraum und Ort der Daten sind dokumentiert.',
        'The jurisdiction and location of data are documented.',
      ),
      shownBy: by.place,
    },
    {
      id: 'Grundschutz++ BES.2.3',
      statement: text(
        'Rechtsraum und Ort der Daten sind vereinbart.',
        'The jurisdiction and location of data are agreed on.',
      ),
      shownBy: by.place,
    },
    {
      id: 'Grundschutz++ KONF.3.2',
      statement: text('Speicher ist verschlüsselt.', 'Storage is encrypted.'),
      shownBy: by.atRest,
    },
    {
      id: 'Grundschutz++ KONF.14.1',
      statement: text('Übertragungen sind verschlüsselt.', 'Transport is encrypted.'),
      shownBy: by.inTransit,
    },
    {
      id: 'Grundschutz++ NOT.4.7',
      statement: text('Sicherungen haben mehrere Stände.', 'Backups keep several versions.'),
      shownBy: by.backup,
    },
    {
      id: 'Grundschutz++ NOT.4.8',
      statement: text('Sicherungen sind verschlüsselt.', 'Backups are encrypted.'),
      shownBy: by.backup,
    },
    {
      id: 'Grundschutz++ NOT.4.10',
      statement: text(
        'Sicherungen sind vom gesicherten System getrennt.',
        'Backups are separate from what they back up.',
      ),
      shownBy: by.backup,
    },
    {
      id: 'Grundschutz++ NOT.4.12',
      statement: text('Sicherungen liegen an mehreren Orten.', 'Backups are at several places.'),
      shownBy: by.backup,
    },
    {
      id: 'Grundschutz++ NOT.4.14',
      statement: text(
        'Eine Sicherung ist dem Zugriff über das Netz entzogen.',
        'One backup is out of reach of the network.',
      ),
      shownBy: by.backup,
    },
    {
      id: 'Grundschutz++ NOT.4.16',
      statement: text('Die Wiederherstellung wird erprobt.', 'Restores are tested.'),
      shownBy: {
        drill: text('eine Rückspielung, wenn sie geübt wurde', 'a restore, if it was exercised'),
        organisation: text(
          'Protokolle der Rückspielungen je Datenbestand',
          'records of restores for each dataset',
        ),
      },
    },
  ],
};
