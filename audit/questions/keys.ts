import type { Question } from '../pack/contents';
import type { Answering } from '../questions';

/** Who can read with the keys, the provider’s staff among them. */
export function keyReaders({ keys }: Answering): Question {
  return {
    id: 'who-can-read-keys',
    question: {
      de: 'Wer kann die Schlüssel verwenden, und gehört das Personal des Anbieters dazu (§ 203 StGB)?',
      en: 'Who can use the keys, and do the provider’s staff belong to them (§ 203 StGB)?',
    },
    answer: {
      de: 'Die Tabelle nennt jede Kennung, die einen Schlüssel verwenden oder vernichten kann, so wie der Estate sie erklärt. Wer einen Schlüsselspeicher betreibt, kommt hinzu: sein Personal kann die Daten technisch zur Kenntnis nehmen. Wie viele Personen das sind und ob sie nach § 203 Abs. 3 und 4 StGB zur Geheimhaltung verpflichtet sind, ist offen; das zeigen Verträge und kein Plan.',
      en: 'The table names every credential that can use or destroy a key, as the estate declares it. Whoever runs a key store is added to that: their staff can technically take note of the data. How many people they are, and whether they are bound to secrecy by § 203(3) and (4) StGB, is open; contracts show it, and no plan.',
    },
    open: true,
    table: {
      head: [
        { de: 'Datenbestand', en: 'dataset' },
        { de: 'Standort', en: 'site' },
        { de: 'Schlüsselspeicher', en: 'key store' },
        { de: 'verwendbar durch', en: 'used by' },
        { de: 'vernichtbar durch', en: 'destroyed by' },
      ],
      rows: keys.map(({ dataset, site, keyStore, usedBy, destroyedBy }) => [
        dataset,
        site,
        keyStore,
        usedBy.join(', '),
        destroyedBy.join(', '),
      ]),
    },
  };
}

/** Whether one credential can destroy every copy of a dataset. */
export function everyCopyDestroyed({ report }: Answering): Question {
  const rows = report.datasets.map(({ dataset, declared }) => {
    const sites = new Set(declared?.places.filter(({ role }) => role !== 'backup').map(({ site }) => site));
    const all = [...(declared?.destroyedBy ?? [])].filter((one) => isEvery(one.sites, sites));
    return { dataset, known: declared !== undefined, names: all.map(({ credential }) => credential) };
  });
  const found = rows.filter(({ names }) => names.length > 0);
  const isKnown = rows.every(({ known }) => known) && rows.length > 0;
  const isOpen = !isKnown;
  const answer = isOpen
    ? {
        de: 'Offen: zu mindestens einem Datenbestand sagt der Bericht nicht, wer Kopien vernichten kann.',
        en: 'Open: of at least one dataset the report does not say who can destroy copies.',
      }
    : found.length > 0
      ? {
          de: 'Es gibt Kennungen, die allein jede Kopie vernichten können; die Tabelle nennt sie.',
          en: 'There are credentials that alone can destroy every copy; the table names them.',
        }
      : {
          de: 'Nach der Erklärung des Estates keine einzelne Kennung. Mehrere zusammen können es; ob verschiedene Kennungen verschiedenen Personen gehören, zeigt kein Plan.',
          en: 'By what the estate declares, no single credential. Several together can; whether different credentials belong to different people no plan shows.',
        };
  return {
    id: 'who-can-destroy-every-copy',
    question: {
      de: 'Wer kann alle Kopien eines Datenbestands vernichten?',
      en: 'Who can destroy every copy of a dataset?',
    },
    answer,
    open: isOpen,
    table: {
      head: [
        { de: 'Datenbestand', en: 'dataset' },
        { de: 'vernichtet allein jede Kopie', en: 'alone destroys every copy' },
      ],
      rows: rows.map(({ dataset, known, names }) => [dataset, known ? names.join(', ') || '–' : '?']),
    },
  };
}

function isEvery(sites: readonly string[], wanted: ReadonlySet<string>): boolean {
  return wanted.size > 0 && [...wanted].every((site) => sites.includes(site));
}

/** What is left where the identity provider of a site is lost. */
export function identityProviderLost({ report }: Answering): Question {
  const losses = report.promises.filter(
    ({ losses: names }) => names.length === 1 && names[0]?.startsWith('identity-provider:'),
  );
  const isOpen =
    losses.length === 0 || losses.some(({ outcome, conditional }) => outcome === 'undecided' || conditional);
  const lost = losses.filter(({ outcome }) => outcome === 'lost');
  const answer =
    losses.length === 0
      ? { de: 'Offen: es wurde nicht beurteilt.', en: 'Open: it was not judged.' }
      : lost.length > 0
        ? {
            de: 'Bei mindestens einem Datenbestand bliebe keine Kopie; die Tabelle sagt es je Anmeldedienst.',
            en: 'Of at least one dataset no copy would be left; the table says it for each identity provider.',
          }
        : {
            de: 'Die Tabelle sagt je Anmeldedienst der Plattform, welche Kopien bleiben. Ob sich Personal und Anwendungen dort noch anmelden können, hängt an den Anmeldediensten der Anwendungen und zeigt sich erst in einer Übung.',
            en: 'For each identity provider of the platform the table says which copies are left. Whether staff and applications can still sign in there depends on the applications’ own identity services, and only a drill shows it.',
          };
  return {
    id: 'identity-provider-lost',
    question: {
      de: 'Was geschieht, wenn der Anmeldedienst eines Standorts ausfällt?',
      en: 'What happens when the identity provider of a site is lost?',
    },
    answer,
    open: isOpen,
    table: {
      head: [
        { de: 'Anmeldedienst', en: 'identity provider' },
        { de: 'Datenbestand', en: 'dataset' },
        { de: 'Kopien, die bleiben', en: 'copies left' },
        { de: 'größter Rückstand in Sekunden', en: 'greatest lag in seconds' },
      ],
      rows: losses.map(({ losses: [name = ''], dataset, survivingCopies, lag, outcome }) => [
        name.slice('identity-provider:'.length),
        dataset,
        outcome === 'undecided' ? '?' : survivingCopies.join(', ') || '–',
        lag === null ? '–' : String(lag),
      ]),
    },
  };
}
