import type { CatalogueSource } from '../catalogue';
import * as by from '../shown-by';

const { text } = by;

/** BSI C5:2020: identifiers by the list of criteria; statements say what the policies take them to be about. */
export const c5of2020: CatalogueSource = {
  source: 'C5:2020',
  title: text(
    'BSI, Kriterienkatalog Cloud Computing C5, 2020',
    'BSI Cloud Computing Compliance Criteria Catalogue, 2020',
  ),
  reading: 'identifiers',
  entries: [
    {
      id: 'C5:2020 BCM-03',
      statement: text(
        'Der Betrieb ist auf den Ausfall eines Rechenzentrums vorbereitet.',
        'Operation is prepared for the loss of a data centre.',
      ),
      shownBy: by.continuity,
    },
    {
      id: 'C5:2020 BCM-04',
      statement: text(
        'Die Vorbereitung auf Ausfälle wird regelmäßig erprobt und verbessert.',
        'Preparation for outages is tested and improved regularly.',
      ),
      shownBy: {
        drill: text(
          'dass an diesem Tag geübt wurde, und mit welchem Ergebnis',
          'that it was exercised on that day, and with what result',
        ),
        organisation: text(
          'Übungsplan und die Folgerungen aus Übungen',
          'the plan of exercises and what was learnt from them',
        ),
      },
    },
    {
      id: 'C5:2020 COS-01',
      statement: text(
        'Technische Maßnahmen schützen die Netze vor Angriffen.',
        'Technical measures protect the networks from attacks.',
      ),
      shownBy: by.network,
    },
    {
      id: 'C5:2020 COS-02',
      statement: text(
        'Verbindungen im Netz folgen festgelegten Sicherheitsanforderungen.',
        'Connections in the network follow defined security requirements.',
      ),
      shownBy: by.network,
    },
    {
      id: 'C5:2020 COS-03',
      statement: text(
        'Verbindungen sind auf das Nötige begrenzt und werden überwacht.',
        'Connections are limited to what is needed, and monitored.',
      ),
      shownBy: by.network,
    },
    {
      id: 'C5:2020 COS-06',
      statement: text(
        'Datenverkehr in gemeinsam genutzten Netzen ist getrennt.',
        'Traffic in shared networks is separated.',
      ),
      shownBy: by.separation,
    },
    {
      id: 'C5:2020 CRY-02',
      statement: text(
        'Daten werden bei der Übertragung stark verschlüsselt.',
        'Data is strongly encrypted in transit.',
      ),
      shownBy: by.inTransit,
    },
    {
      id: 'C5:2020 CRY-03',
      statement: text(
        'Schützenswerte Daten werden verschlüsselt gespeichert.',
        'Sensitive data is stored encrypted.',
      ),
      shownBy: by.atRest,
    },
    {
      id: 'C5:2020 CRY-04',
      statement: text(
        'Schlüssel werden sicher erzeugt, verwahrt und verwaltet.',
        'Keys are made, kept and managed securely.',
      ),
      shownBy: by.keys,
    },
    {
      id: 'C5:2020 IDM-01',
      statement: text(
        'Konten und Rechte folgen einer Vorgabe: so wenig wie nötig.',
        'Accounts and rights follow a rule: as few as needed.',
      ),
      shownBy: by.identity,
    },
    {
      id: 'C5:2020 IDM-05',
      statement: text(
        'Vergebene Rechte werden regelmäßig überprüft.',
        'Granted rights are reviewed regularly.',
      ),
      shownBy: by.identity,
    },
    {
      id: 'C5:2020 IDM-06',
      statement: text('Weitreichende Rechte sind eng begrenzt.', 'Privileged rights are narrowly limited.'),
      shownBy: by.identity,
    },
    {
      id: 'C5:2020 IDM-08',
      statement: text('Zugangsdaten bleiben geheim.', 'Authentication data stays secret.'),
      shownBy: by.identity,
    },
    {
      id: 'C5:2020 IDM-09',
      statement: text('Anmeldungen sind ausreichend stark.', 'Authentication is strong enough.'),
      shownBy: by.identity,
    },
    {
      id: 'C5:2020 OPS-06',
      statement: text(
        'Es gibt ein Konzept für Sicherung und Wiederherstellung.',
        'There is a concept for backup and recovery.',
      ),
      shownBy: by.backup,
    },
    {
      id: 'C5:2020 OPS-08',
      statement: text('Die Wiederherstellung wird regelmäßig geprüft.', 'Recovery is tested regularly.'),
      shownBy: {
        plan: text(
          'dass eine Rückspielung je Datenbestand eingerichtet ist und ihr Weg offen steht',
          'that a restore of each dataset is set up, and that its way is open',
        ),
        drill: text('eine Rückspielung, wenn sie geübt wurde', 'a restore, if it was exercised'),
        organisation: text(
          'Protokolle der Rückspielungen je Datenbestand',
          'records of restores for each dataset',
        ),
      },
    },
    {
      id: 'C5:2020 OPS-09',
      statement: text(
        'Sicherungen liegen an einem anderen, geschützten Ort.',
        'Backups are kept at another, protected place.',
      ),
      shownBy: by.backup,
    },
    {
      id: 'C5:2020 OPS-10',
      statement: text(
        'Es ist festgelegt, was protokolliert und überwacht wird.',
        'What is logged and monitored is defined.',
      ),
      shownBy: by.organisationOnly(
        'Protokollierungskonzept des Anbieters und des Betreibers',
        'the logging concept of the provider and of the operator',
      ),
    },
    {
      id: 'C5:2020 OPS-24',
      statement: text(
        'Datenbestände sind auf geteilter Technik getrennt.',
        'Datasets are separated on shared infrastructure.',
      ),
      shownBy: by.separation,
    },
    {
      id: 'C5:2020 PSS-12',
      statement: text(
        'Der Kunde kann bestimmen, wo seine Daten verarbeitet und gespeichert werden, Sicherungen eingeschlossen.',
        'The customer can determine where data is processed and stored, backups included.',
      ),
      shownBy: by.place,
    },
  ],
};
