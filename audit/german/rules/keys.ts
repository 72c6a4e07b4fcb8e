import type { GermanRules } from '../rule-texts';

export const keys: GermanRules = {
  'custody-apart-from-data': {
    of: '489dfa6ddd32',
    title: 'Wer Daten bereitstellen oder löschen darf, darf keine Schlüssel vernichten',
    why: 'Eine gestohlene Zugangsberechtigung, die Daten und Schlüssel erreicht, beendet beides: Weder Kopie noch Schlüssel bleibt. Zwei Zugangsberechtigungen in den Händen verschiedener Personen müssten beide gestohlen werden.',
    remediation: 'Die beiden Rechte auf zwei Zugangsberechtigungen verteilen.',
  },
  'declared-key-opens-it': {
    of: '5a87f9213105',
    title: 'Was Daten enthält, wird mit dem Schlüssel geöffnet, den der Verbund dort dafür erklärt',
    why: 'Nur erklärte Schlüssel leben zugesichert so lange wie die Daten, werden getrennt von ihnen verwahrt und zum Löschen vernichtet. Ein Datenträger mit einem eigenen Schlüssel, den niemand erklärt hat, ist eine Kopie, über die niemand Rechenschaft geben kann.',
    remediation:
      'Den Datenträger mit dem erklärten Schlüssel neu anlegen und dorthin replizieren; oder den Ort mit diesem Schlüssel erklären, sobald die Schlüsselverwaltung für ihn einsteht.',
  },
  'made-apart-from-data': {
    of: 'ee4ca7230d56',
    title: 'Schlüssel für Daten werden getrennt von den Daten angelegt',
    why: 'Ein Stack, der beides anlegt, braucht eine Zugangsberechtigung, die beides vernichten darf. Schlüssel kommen aus einem eigenen Stack mit eigener Verwaltung; ein Stack mit Daten übernimmt nur ihre Kennungen.',
    remediation:
      'Den Schlüssel in einen eigenen Stack verlegen, den nur die Schlüsselverwaltung anwendet, und seine Kennung als Eingabe übernehmen.',
  },
  'not-in-plan-or-state': {
    of: 'cc5433503c8a',
    title: 'Kein Schlüssel steht in der Konfiguration, und keinen erzeugt Terraform',
    why: 'Was in einem Quelltext steht, kennen alle, die das Repository, dessen Sicherungen und Geschichte lesen können. Was Terraform erzeugt oder als Inhalt weitergibt, steht in jedem Plan und jeder Zustandsdatei im Klartext.',
    remediation:
      'Den Schlüssel außerhalb von Terraform neu anlegen lassen und den alten überall ersetzen, denn er ist bekannt; dann aus der Konfiguration entfernen.',
  },
  'outlive-retention': {
    of: '78b380df7a06',
    title: 'Schlüssel leben länger als die Aufbewahrungsfrist dessen, was sie öffnen',
    why: 'Was heute geschrieben wird, muss lesbar bleiben, bis seine Aufbewahrungsfrist endet. Ein Schlüssel, der vorher abläuft oder gelöscht wird, nimmt die Daten mit, auf jeder Kopie und Sicherung, die er öffnet; keine Sicherung des Datenträgers hilft dagegen.',
    remediation:
      'Die Schlüssel an den genannten Standorten für länger zusichern lassen oder die Aufbewahrungsfrist verkürzen.',
  },
};
