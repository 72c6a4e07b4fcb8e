import type { CatalogueSource } from '../catalogue';
import * as by from '../shown-by';

const { text } = by;

/** Regulations of the European Union. */
export const european: readonly CatalogueSource[] = [
  {
    source: 'GDPR',
    title: text(
      'Datenschutz-Grundverordnung, Verordnung (EU) 2016/679',
      'General Data Protection Regulation (EU) 2016/679',
    ),
    reading: 'cited',
    entries: [
      {
        id: 'GDPR Art. 9',
        statement: text(
          'Gesundheitsdaten sind eine besondere Kategorie und als solche behandelt.',
          'Health data is a special category and treated as such.',
        ),
        shownBy: {
          ...by.separation,
          organisation: text(
            'die Rechtsgrundlage der Verarbeitung und die Einwilligungen',
            'the legal basis of processing, and consents',
          ),
        },
      },
      {
        id: 'GDPR Art. 32(1)(a)',
        statement: text(
          'Personenbezogene Daten sind verschlüsselt oder pseudonymisiert.',
          'Personal data is encrypted or pseudonymised.',
        ),
        shownBy: by.atRest,
      },
      {
        id: 'GDPR Art. 32(1)(b)',
        statement: text(
          'Vertraulichkeit, Integrität, Verfügbarkeit und Belastbarkeit sind auf Dauer sichergestellt.',
          'Confidentiality, integrity, availability and resilience are ensured over time.',
        ),
        shownBy: by.network,
      },
      {
        id: 'GDPR Art. 32(1)(c)',
        statement: text(
          'Nach einem Zwischenfall sind Daten und Zugang rasch wieder da.',
          'After an incident, data and access to it are restored in time.',
        ),
        shownBy: by.continuity,
      },
      {
        id: 'GDPR Art. 32(1)(d)',
        statement: text(
          'Die Maßnahmen werden regelmäßig auf ihre Wirksamkeit geprüft.',
          'The measures are tested regularly for their effect.',
        ),
        shownBy: {
          drill: text(
            'dass an diesem Tag geprüft wurde, und womit',
            'that it was tested on that day, and how',
          ),
          organisation: text('das Verfahren der regelmäßigen Prüfung', 'the process of regular testing'),
        },
      },
      {
        id: 'GDPR Art. 44',
        statement: text(
          'Daten gelangen nur nach den Regeln für Drittländer aus der Union.',
          'Data leaves the Union only by the rules for third countries.',
        ),
        shownBy: by.place,
      },
      {
        id: 'GDPR Art. 45-49',
        statement: text(
          'Eine Übermittlung in ein Drittland stützt sich auf Angemessenheit, Garantien oder eine Ausnahme.',
          'A transfer to a third country rests on adequacy, safeguards or a derogation.',
        ),
        shownBy: by.organisationOnly(
          'die Grundlage jeder Übermittlung, auch durch Fernzugriff des Personals von Dienstleistern',
          'the basis of every transfer, also by remote access of suppliers’ staff',
        ),
      },
    ],
  },
  {
    source: 'EHDS',
    title: text(
      'Europäischer Gesundheitsdatenraum, Verordnung (EU) 2025/327',
      'European Health Data Space, Regulation (EU) 2025/327',
    ),
    reading: 'primary',
    entries: [
      {
        id: 'EHDS Art. 73',
        statement: text(
          'Zugriffsprotokolle sicherer Verarbeitungsumgebungen bleiben mindestens ein Jahr erhalten.',
          'Access logs of secure processing environments are kept for at least one year.',
        ),
        shownBy: {
          plan: text(
            'wohin Protokolle geschrieben und wie lange sie aufbewahrt werden sollen',
            'where logs are to be written, and how long they are to be kept',
          ),
          organisation: text(
            'dass vollständig protokolliert und ausgewertet wird',
            'that logging is complete and logs are read',
          ),
        },
      },
      {
        id: 'EHDS Art. 87',
        statement: text(
          'Elektronische Gesundheitsdaten der Sekundärnutzung liegen in der Union oder einem Land mit Angemessenheitsbeschluss.',
          'Electronic health data for secondary use is stored in the Union or an adequacy country.',
        ),
        shownBy: by.place,
      },
    ],
  },
];
