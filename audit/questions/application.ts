import type { Question } from '../pack/contents';
import type { Answering } from '../questions';

/** Whether the application itself encrypts what says who somebody is. */
export function applicationEncryption({ estate }: Answering): Question {
  const datasets = estate.datasets.filter(({ domain }) => domain === 'identity' || domain === 'mapping');
  return {
    id: 'encryption-by-the-application',
    question: {
      de: 'Verschlüsselt die Anwendung identifizierende Daten selbst, so dass auch der Betreiber der Plattform sie nicht lesen kann?',
      en: 'Does the application itself encrypt identifying data, so that whoever runs the platform cannot read it either?',
    },
    answer: {
      de: 'Offen. Beurteilt wird die Verschlüsselung der Datenträger und der Übertragung; im laufenden Betrieb liegen die Daten auf den Servern unverschlüsselt im Arbeitsspeicher. Ob eine Anwendung darüber hinaus selbst verschlüsselt, erklärt der Estate nicht und zeigt kein Plan.',
      en: 'Open. What is judged is the encryption of disks and of transport; on running servers the data is unencrypted in memory. Whether an application encrypts beyond that the estate does not declare, and no plan shows it.',
    },
    open: true,
    table: {
      head: [
        { de: 'Datenbestand', en: 'dataset' },
        { de: 'Domäne', en: 'domain' },
      ],
      rows: datasets.map(({ name, domain }) => [name, domain]),
    },
  };
}
