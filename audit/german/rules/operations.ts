import type { GermanRules } from '../rule-texts';

export const operations: GermanRules = {
  'erasable-when-retention-ends': {
    of: '46ee75d640c5',
    title: 'Was einen Datenbestand enthält, lässt sich am Ende der Aufbewahrungsfrist löschen',
    why: 'Patientendaten müssen am Ende ihrer Aufbewahrungsfrist verschwinden, auf jeder Kopie und Sicherung. Wo Löschen heißt, Schlüssel zu vernichten, bleibt eine Kopie unter einem Schlüssel lesbar, den niemand zählt; wo Versionen kein Ende haben, bleibt lesbar, was gelöscht wurde. Dass gelöscht wird, zeigt kein Plan.',
    remediation:
      'Den Schlüssel des Datenbestands nennen, die Daten unter ihm neu anlegen und angeben, wie lange Versionen bleiben.',
  },
  'every-type-is-known': {
    of: 'e7185dfdd918',
    title: 'Jede Ressource ist von einer Art, die die Regeln kennen',
    why: 'Über eine Art, die sie nicht kennt, sagt eine Regel nichts. Ein Speicher bei einem anderen Anbieter oder eine Datenbank kann Daten aus dem Verbund tragen, während jede Regel schweigt; ebenso ein Programm, das ein Provisioner, eine Datenquelle oder eine Aktion ausführt. Was ein Plan aufgibt, bleibt, wie es ist, auch eine offene Regel, und steht in keinem späteren Plan.',
    remediation:
      'Die Ressource, ihren Provisioner oder die Aktion entfernen, oder die Regeln schreiben, die ihre Art braucht, und die Art in judge/facts/known-types.ts eintragen. Was nicht mehr gebraucht wird, löschen und nicht aufgeben.',
  },
  'marks-agree-with-place': {
    of: 'd21cec856c2a',
    title: 'Eine Kennzeichnung, die einen Standort nennt, nennt den, an dem die Ressource steht',
    why: 'Menschen und Programme richten sich beim Wiederherstellen, Replizieren und Löschen nach Kennzeichnungen. Eine, die einen anderen Standort nennt, führt sie zu den falschen Daten.',
    remediation: 'Die Kennzeichnung berichtigen oder die Ressource an den genannten Standort bringen.',
  },
  'no-values-beside-arguments': {
    of: 'f60edbe570c6',
    title: 'Was von der Cloud verlangt wird, steht in Argumenten, die die Regeln lesen',
    why: 'Der Provider kopiert `value_specs` über seine Anfrage, und was dort steht, gilt vor den Argumenten. Damit wird eine öffentliche Adresse an einen Datenbankserver gebunden, ein Netz für jedes Projekt geöffnet und die Portsicherheit abgeschaltet, während jedes Argument aussieht, wie es soll.',
    remediation: '`value_specs` entfernen und stattdessen die Argumente setzen.',
  },
  'node-has-system-disk': {
    of: '53dcad8e9fa2',
    title: 'Jeder Knoten hat einen eigenen Systemdatenträger und die User-Data, die ihn in Gebrauch nimmt',
    why: 'Der Startdatenträger eines Knotens entsteht aus einem Image und ist nicht verschlüsselt. Ohne Systemdatenträger oder ohne User-Data, die ihn einhängt, liegen etcd, kubelet, Auslagerung, temporäre Dateien und Protokolle auf dem Startdatenträger, darunter Patientendaten.',
    remediation:
      'Einen verschlüsselten Datenträger mit der Rolle `system` anhängen und die User-Data setzen, die ihn einhängt.',
  },
  'nothing-unmanaged': {
    of: '444bd4388fbd',
    title: 'Was im Projekt eines Standortes besteht, verwaltet eine Konfiguration, die geprüft wird',
    why: 'Ein Datenträger, Snapshot, Port oder eine Regel, die jemand von Hand anlegte, steht in keinem Plan: Keine Regel beurteilt sie, niemand, der den Quelltext liest, kennt sie, und eine Kopie von Patientendaten darin löscht niemand.',
    remediation:
      'Herausfinden, wer es angelegt hat und was es enthält. In die Konfiguration aufnehmen (terraform import, durch eine geprüfte Änderung) oder löschen.',
  },
  'provider-pinned': {
    of: '8d3ce90d0b37',
    title: 'Jeder Provider ist der richtige und auf eine Version festgelegt',
    why: 'Was ein Plan bedeutet, welche Vorgaben gelten und was sich nicht zeigen lässt, wurde für einen Provider in einer Version untersucht. Ein Versionsbereich lässt den nächsten Lauf mit einer anderen planen, eine andere Maschine mit einer dritten; ein gleichnamiger Abkömmling erhält alle Zugangsdaten.',
    remediation: 'Quelle und genaue Version in required_providers setzen; bewusst anheben und neu planen.',
  },
  'stateful-resource-belongs-to-dataset': {
    of: 'fad13c843f61',
    title: 'Was Daten enthält oder öffnet, sagt, wozu es dient und wessen Daten es sind',
    why: 'Was zu keinem Datenbestand gehört, hat keine Klasse, keine verantwortliche Stelle, keine Kopien und kein Ende: Niemand repliziert es, und niemand löscht es am Ende der Aufbewahrungsfrist.',
    remediation:
      'Mit Rolle und Datenbestand kennzeichnen oder entfernen. Systemdatenträger und Schlüssel ohne Datenbestand brauchen nur die Rolle `system`.',
  },
};
