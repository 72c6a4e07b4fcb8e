/** What the estate's entries are called, in German, by their English title: it is in `estate/` that it holds. */
export const germanTitles: Readonly<Record<string, string>> = {
  'Accounts and roles of staff': 'Konten und Rollen des Personals',
  'Access logs and audit trail': 'Zugriffsprotokolle und Prüfpfad',
  'Consents and their history': 'Einwilligungen und ihr Verlauf',
  'Images of everything that runs on the clusters': 'Images von allem, was auf den Clustern läuft',
  'Medical imaging archive (DICOM)': 'Archiv der medizinischen Bilder (DICOM)',
  'Patient records (FHIR, PostgreSQL)': 'Patientenakten (FHIR, PostgreSQL)',
  'Pseudonym mapping of the trust centre': 'Pseudonymzuordnung der Treuhandstelle',
  'Pseudonymised research data': 'Pseudonymisierte Forschungsdaten',
  'Open Telekom Cloud, first data centre': 'Open Telekom Cloud, erstes Rechenzentrum',
  'Open Telekom Cloud, second data centre': 'Open Telekom Cloud, zweites Rechenzentrum',
  'University hospital MUL-CT, Cottbus, on the premises':
    'Universitätsklinikum MUL-CT, Cottbus, im eigenen Haus',
};

/** A title in German; undefined where it has none. */
export function germanOfTitle(title: string): string | undefined {
  return Object.hasOwn(germanTitles, title) ? germanTitles[title] : undefined;
}
