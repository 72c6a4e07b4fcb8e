import type { GermanRules } from '../rule-texts';

export const residency: GermanRules = {
  'backup-target-permitted': {
    of: 'b26b8063655a',
    title: 'Ein Objektcontainer eines Datenbestands steht, wo dieser seine Sicherung oder eine Kopie hält',
    why: 'Eine Sicherung ist der ganze Datenbestand noch einmal. Wo sie liegt, entscheidet, wessen Recht gilt und wessen Administration sie erreicht.',
    remediation: 'Die Sicherung an den erklärten Standort bringen und hier löschen.',
  },
  'closed-over-copies': {
    of: '5e098191c841',
    title: 'Kein Weg führt Daten oder Schlüssel aus den zugelassenen Ländern',
    why: 'Die Datenhaltung im Inland geht am Ende einer Kette verloren: Eine Kopie in Deutschland, deren Objektcontainer weitergibt, oder ein Tunnel, der anderswo endet, stellt die Daten unter anderes Recht, obwohl jeder einzelne erklärte Ort in Deutschland liegt.',
    remediation:
      'Den letzten Schritt des Weges in der Meldung unterbrechen und löschen, was dorthin gelangt ist.',
  },
  'containers-pass-on-as-planned': {
    of: 'd2ab669ca65b',
    title:
      'Ein Objektcontainer gibt Objekte weiter wie geplant und behält ihre Geschichte, so wie es die API des Standortes zeigt',
    why: 'Der Provider liest nicht zurück, wohin ein Objektcontainer seine Objekte weitergibt, und nicht, dass ihm die Geschichte genommen wurde. Wer in das Konto schreiben darf, kann jedes Objekt an ein anderes Konto des Realms senden lassen; jeder spätere Plan sagt, es sei nichts zu ändern, und keine Anwendung stellt es richtig.',
    remediation:
      'Herausfinden, wer es geändert hat und was weitergegeben wurde. X-Container-Sync-To und X-History-Location über die API wie geplant setzen, oder Terraform den Objektcontainer ersetzen lassen, wo ihn ein anderer füllt.',
  },
  'dataset-volume-at-declared-site': {
    of: '9e7803cb45d4',
    title: 'Ein Datenträger eines Datenbestands steht an einem Standort, den der Datenbestand nennt',
    why: 'Was ein Datenbestand übersteht, in welchem Land er liegt und wer ihn lesen kann, wurde für die Orte ermittelt, die er nennt. Mit einer Kopie anderswo rechnet niemand, und niemand löscht sie.',
    remediation:
      'Die Kopie in `estate/datasets` erklären oder entfernen: replizieren, was neuer ist, dann den Datenträger löschen.',
  },
  'image-by-id': {
    of: 'ed2ed5cc587b',
    title: 'Jeder Server startet von dem Image, das sein Standort erklärt, nach Kennung',
    why: 'Ein Name wird bei jeder Anwendung nachgeschlagen, und wer ein Image dieses Namens hochladen darf, bestimmt, was läuft. Eine Kennung lässt sich nicht umlenken; das erklärte Image ist das untersuchte.',
    remediation:
      'Das Image des Standortes mit seiner Kennung nennen. Ein neues Image wird erst untersucht, dann am Standort erklärt.',
  },
  'image-source': {
    of: '03b51f85a0ba',
    title: 'Images kommen vom Standort selbst und werden niemandem sonst gegeben',
    why: 'Jeder Server startet von einem Image: Wer es unterwegs ändern kann, bestimmt, was neben den Daten läuft. Und ein Image kann die Kopie eines Datenträgers sein, die den Standort verlässt, sobald ein anderes Projekt sie lesen kann.',
    remediation:
      'Das Image einmal holen, untersuchen, aus einer Datei hochladen und seine Kennung am Standort erklären; Mitglieder und Sichtbarkeit entfernen.',
  },
  'key-store-permitted': {
    of: '360162f51081',
    title: 'Schlüssel werden in Ländern aufbewahrt, die die Klasse dessen zulässt, was sie öffnen',
    why: 'Wer den Schlüsselspeicher betreibt, kann gezwungen werden, einen Schlüssel herauszugeben oder zu vernichten. Verschlüsselte Daten in Deutschland, deren Schlüssel anderswo liegt, stehen unter dem Recht jenes Ortes.',
    remediation:
      'Den Schlüssel in einem zugelassenen Land neu anlegen lassen, den Datenträger oder die Sicherung damit neu anlegen und den alten Schlüssel vernichten.',
  },
  'object-synchronisation-target': {
    of: '3bbf0b99646e',
    title: 'Ein Objektcontainer gibt seine Objekte nur dorthin weiter, wo sein Datenbestand liegen soll',
    why: 'Ein Objektcontainer, der sich synchronisiert, sendet jedes Objekt weiter, so oft es sich ändert. Ist das Ziel kein Standort, sagt niemand, unter wessen Recht und mit wessen Schlüssel es dort gelesen wird; ist es ein anderer Standort, ist es eine Kopie, die niemand zählt.',
    remediation:
      'container_sync_to entfernen, das Weitergegebene löschen und eine Kopie an einem Standort erklären, wo eine gewollt ist.',
  },
  'provider-endpoint-belongs-to-site': {
    of: 'a49e86617093',
    title: 'Jeder Provider spricht mit genau einem Standort des Verbunds, über eine geprüfte Verbindung',
    why: 'Alles, was ein Stack anlegt, landet dort, wohin sein Provider zeigt. Ein Name, eine Kennzeichnung oder ein Ordner besagt nichts; eine andere Region oder ein anderes Projekt bringt Patientendaten in ein anderes Land oder unter einen anderen Vertrag.',
    remediation:
      'Endpunkt, Region, Projekt und Domains des Standortes in den Provider-Block schreiben, Zugangsdaten nirgends.',
  },
  'resource-in-region-of-its-site': {
    of: '8d97d77e3c01',
    title: 'Keine Ressource verlässt die Region ihres Standortes',
    why: 'Jede OpenStack-Ressource hat eine eigene Region, die der des Providers vorgeht. Ein Argument bringt einen Datenträger oder Objektcontainer in ein anderes Land, in einem Stack, dessen Provider einwandfrei ist.',
    remediation:
      'Das Argument entfernen. Besteht die Ressource schon, replizieren, was sie enthält, dann dort löschen.',
  },
  'site-in-permitted-country': {
    of: 'f14e95c94012',
    title: 'Daten liegen in Ländern, die ihre Klasse zulässt',
    why: '§ 393 SGB V sagt, in welchen Ländern Gesundheitsdaten verarbeitet werden dürfen, und dieser Verbund ist strenger. Eine Kopie oder Sicherung anderswo stellt alles unter anderes Recht.',
    remediation: 'Die Daten an einen Standort in einem zugelassenen Land bringen, dann hier löschen.',
  },
  'state-in-permitted-country': {
    of: 'f32a280a4547',
    title: 'Jede Zustandsdatei liegt in einem Land, das alle Datenklassen zulassen',
    why: 'Eine Zustandsdatei enthält vorab geteilte Schlüssel, Adressen und Kennungen von allem, was der Standort ist. Unter anderem Recht gibt sie das preis, und mit den Schlüsseln, was durch die Tunnel läuft.',
    remediation:
      'Die Zustandsdatei in einen Speicher in einem zugelassenen Land bringen, die alte Kopie mit allen Versionen löschen und die Schlüssel ersetzen, die darin standen.',
  },
  'tunnel-ends-at-a-site': {
    of: '3e16c7271d53',
    title: 'Jeder Tunnel endet am Gateway eines anderen Standortes des Verbunds und erreicht nur diesen',
    why: 'Ein Tunnel trägt, was im Verbund ist, dorthin, wo sein anderes Ende liegt. Bei einem Gateway, das kein Standort erklärt, hat niemand gesagt, in welchem Land es steht und wer es betreibt; ein Bereich, der nicht der Gegenstelle gehört, zieht anderen Verkehr in den Tunnel.',
    remediation:
      'Die Gegenstelle zuerst als Standort erklären; sonst die Verbindung entfernen und ihren Schlüssel ersetzen.',
  },
  'zone-as-declared': {
    of: 'a4bf3c971419',
    title: 'Jeder Datenträger und Server steht in der Zone, die sein Standort erklärt',
    why: 'Zwei Standorte einer Region sind nur durch ihre Zonen zwei Rechenzentren. Ein Datenträger in der Zone des anderen, oder wo die Cloud gerade Platz hat, geht zusammen mit der Kopie verloren, die ihn überleben sollte.',
    remediation: 'In der Zone des Standortes neu anlegen; eine Zone lässt sich später nicht ändern.',
  },
};
