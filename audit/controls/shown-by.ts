import type { ControlResult, Text } from '../pack/contents';

type ShownBy = ControlResult['shownBy'];

const text = (de: string, en: string): Text => ({ de, en });

/** What each kind of evidence shows, by what a statement is about. What is left is the organisation's to show. */
export const atRest: ShownBy = {
  plan: text(
    'welcher Datenträger bei seiner Anlage verschlüsselt wird und mit welchem Schlüssel',
    'which disk is encrypted when it is made, and with which key',
  ),
  state: text(
    'dass bestehende Datenträger so eingetragen sind; nicht, dass sie verschlüsselt angelegt wurden',
    'that existing disks are recorded so; not that they were encrypted when they were made',
  ),
  organisation: text(
    'die Verschlüsselung im Betrieb des Anbieters und der Klinik, durch Attest oder Prüfung vor Ort',
    'encryption as the provider and the clinic operate it, by attestation or on-site audit',
  ),
};

export const inTransit: ShownBy = {
  plan: text(
    'welche Verfahren Tunnel und Endpunkte verwenden dürfen',
    'which algorithms tunnels and endpoints may use',
  ),
  state: text('welche Verfahren eingetragen sind', 'which algorithms are recorded'),
  organisation: text(
    'welche Verfahren tatsächlich ausgehandelt wurden, aus Protokollen der Gegenstellen',
    'which algorithms were really negotiated, from the gateways’ logs',
  ),
};

export const keys: ShownBy = {
  plan: text(
    'welcher Schlüssel welche Kopie öffnet und ob er getrennt von den Daten angelegt wird',
    'which key opens which copy, and whether it is made apart from the data',
  ),
  state: text('dass kein Schlüssel im Zustand steht', 'that no key stands in the state'),
  organisation: text(
    'Erzeugung, Verwahrung, Wechsel und Vernichtung der Schlüssel und wer Zugriff hatte',
    'how keys are made, kept, rotated and destroyed, and who had access',
  ),
};

export const network: ShownBy = {
  plan: text(
    'von wo aus welcher Port geöffnet wird und über welche Regel',
    'from where which port is opened, and by which rule',
  ),
  state: text('welche Regeln eingetragen sind', 'which rules are recorded'),
  drill: text(
    'was die übrigen Standorte an diesem Tag ohne den verlorenen erreichten',
    'what the other sites reached on that day without the lost one',
  ),
  organisation: text(
    'Überwachung des Verkehrs und Umgang mit Auffälligkeiten',
    'monitoring of traffic and how anomalies are handled',
  ),
};

export const identity: ShownBy = {
  plan: text(
    'welche Rechte Maschinen und Dienste erhalten und dass keine Zugangsdaten im Klartext stehen',
    'which rights machines and services get, and that no credentials stand in clear text',
  ),
  state: text('welche Rollen eingetragen sind', 'which roles are recorded'),
  organisation: text(
    'wem Konten gehören, wie Rechte vergeben, überprüft und entzogen werden',
    'who holds accounts, and how rights are granted, reviewed and withdrawn',
  ),
};

export const separation: ShownBy = {
  plan: text(
    'dass Identität, Zuordnung und Forschung weder Netz noch Server, Schlüssel oder Ablage teilen',
    'that identity, mapping and research share no network, server, key or store',
  ),
  state: text('dass der eingetragene Bestand getrennt ist', 'that what is recorded is separate'),
  organisation: text(
    'die Trennung innerhalb der Plattform des Anbieters und in den Anwendungen',
    'separation inside the provider’s platform and inside the applications',
  ),
};

export const backup: ShownBy = {
  plan: text(
    'dass eine versionierte, verschlüsselte Sicherung an einem anderen Ort vorgesehen ist',
    'that a versioned, encrypted backup at another place is planned',
  ),
  state: text('dass die Ablage der Sicherung besteht', 'that the store for backups exists'),
  drill: text(
    'was bei einem Ausfall an diesem Tag übrig blieb; eine Rückspielung nur, wenn sie geübt wurde',
    'what an outage left on that day; a restore only if it was exercised',
  ),
  organisation: text(
    'dass Sicherungen laufen und regelmäßig zurückgespielt werden',
    'that backups run and are restored regularly',
  ),
};

export const continuity: ShownBy = {
  plan: text(
    'welcher Ausfall welche Kopie übrig lässt und mit welchem erklärten Rückstand',
    'which loss leaves which copy, with which declared lag',
  ),
  state: text('dass die Kopien angelegt sind', 'that the copies were made'),
  drill: text(
    'wie lange der Ausfall dauerte und was an diesem Tag verloren ging',
    'how long the outage took and what was lost on that day',
  ),
  organisation: text(
    'Notfallplan, Zuständigkeiten, Übungen des Personals und die Lage der Gebäude',
    'continuity plan, duties, exercises of the staff, and where the buildings are',
  ),
};

export const place: ShownBy = {
  plan: text(
    'in welchen Regionen und Zonen Daten, Sicherungen und Schlüssel liegen werden, soweit die Erklärung der Standorte stimmt',
    'in which regions and zones data, backups and keys will be, as far as the declaration of the sites is true',
  ),
  state: text('in welchen Regionen sie eingetragen sind', 'in which regions they are recorded'),
  organisation: text(
    'wo die Gebäude stehen, wer Zugriff aus anderen Ländern hat, und die Zusagen des Anbieters dazu',
    'where the buildings stand, who has access from other countries, and the provider’s commitments on both',
  ),
};

export const supply: ShownBy = {
  plan: text(
    'welche Images, Anbieter und Versionen verwendet werden und ob sie festgelegt sind',
    'which images, providers and versions are used, and whether they are pinned',
  ),
  organisation: text(
    'Verträge mit Lieferanten und ihre Prüfung',
    'contracts with suppliers and how they are assessed',
  ),
};

/** What nothing technical shows. */
export function organisationOnly(de: string, en: string): ShownBy {
  return { organisation: text(de, en) };
}

export { text };
