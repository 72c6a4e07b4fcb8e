import type { GermanRules } from '../rule-texts';

export const resilience: GermanRules = {
  'anti-affinity-is-hard': {
    of: 'a083198bd9cc',
    title: 'Server einer Gruppe teilen sich nie einen Host',
    why: 'Knoten gibt es mehrere, damit der Ausfall eines Hosts nur einen nimmt. Eine weiche Regel (soft-anti-affinity) lässt den Scheduler alle auf einen Host setzen, wenn die anderen voll sind, und sagt nichts davon.',
    remediation:
      'Die Regel der Gruppe auf `anti-affinity` setzen. Die Gruppe entsteht neu, und Server treten einer Gruppe nur bei ihrer Anlage bei.',
  },
  'backup-elsewhere-versioned': {
    of: '3af344d46084',
    title:
      'Jeder Datenbestand hat eine Sicherung mit Versionen an einem anderen Standort als seinem Hauptbestand',
    why: 'Replikation wiederholt einen Fehler binnen Sekunden. Eine Sicherung, die überschriebene und gelöschte Versionen behält, fern vom Hauptbestand, ist das, was ein Versehen oder die Löschung durch einen Angreifer übrig lässt.',
    remediation: 'Den Objektcontainer anlegen, den die Meldung nennt, mit `versioning = true`.',
  },
  'backups-are-written': {
    of: 'f2b47776f9e2',
    title:
      'Jeder Datenbestand wird täglich gesichert, von seinem Hauptbestand an den Ort, den der Verbund nennt',
    why: 'Ein Objektcontainer, in den niemand schreibt, sieht aus wie eine Sicherung, bis sie gebraucht wird. Zwischen den Daten und diesem Container stehen ein Job, sein Zeitplan, zwei Secrets, Netzrichtlinien, Sicherheitsgruppen und ein Tunnel, angelegt von zwei Programmen, die nichts voneinander wissen; fehlt eines davon, steht alles still, ohne dass es jemand hört.',
    remediation:
      'In Ordnung bringen, was die Meldung nennt, und nachsehen, ob die nächste Sicherung geschrieben wurde.',
  },
  'containers-not-emptied': {
    of: '7fa75ddb2c2a',
    title: 'Kein Objektcontainer wird geleert, damit er sich löschen lässt',
    why: 'Swift weigert sich, einen Objektcontainer mit Objekten zu löschen. `force_destroy` nimmt diesen letzten Schutz: Der Provider löscht jedes Objekt samt allen Versionen und dann den Container, in derselben Anwendung, die ihn für einen anderen Namen oder eine andere Speicherregel ersetzt.',
    remediation:
      '`force_destroy = false` setzen, anwenden, und einen Container von Hand leeren, wo seine Daten wirklich weg sollen.',
  },
  'copies-are-served': {
    of: '1f5f12033f13',
    title:
      'An jedem Standort mit einer Kopie kann, was sie bereitstellt, auf dem Knoten starten, der sie hat',
    why: 'Ein Datenträger, den kein Claim bindet oder dessen Workload auf dem Knoten, an dem er hängt, nicht laufen darf, enthält Daten, die niemand lesen kann, wenn sie gebraucht werden. Für sich genommen sehen Terraform und Pulumi jeweils gut aus.',
    remediation:
      'Das Glied wiederherstellen, das die Meldung nennt: Datenträger, Claim, Workload oder Knoten.',
  },
  'copies-in-different-buildings': {
    of: '481f8aa9a666',
    title: 'Kopien eines Datenbestands stehen in verschiedenen Gebäuden, mindestens zwei davon im Plan',
    why: 'Ein Brand, eine Flut oder ein Stromausfall nimmt ein Gebäude mit allem, was darin steht, Zonen und Standorte eingeschlossen. Zwei Kopien in einem Gebäude zählen dann als eine.',
    remediation:
      'Eine der Kopien, die die Meldung nennt, in ein anderes Gebäude legen und wiederherstellen, was fehlt.',
  },
  'copies-replicate-as-declared': {
    of: 'b180f4d4c137',
    title: 'Jede Kopie einer Datenbank folgt ihrem Hauptbestand, wie es der Verbund erklärt',
    why: 'Ort, Schlüssel und Weg machen eine Kopie möglich; die Einstellungen der Datenbank machen sie dazu. Ein Spiegel, auf den der Hauptbestand nicht wartet, liegt an dem Tag, an dem dieser verloren geht, einige Sekunden zurück, und das sind die Einträge der Menschen, die gerade behandelt wurden.',
    remediation: 'Wie in der Meldung einstellen, wem jede Datenbank folgt und auf wen sie wartet.',
  },
  'copy-out-of-reach': {
    of: '0ba17314212e',
    title:
      'Eine Kopie jedes Datenbestands ist im Plan und außer Reichweite dessen, der eine andere vernichten kann',
    why: 'Replikation trägt eine Löschung in jede Kopie, die sie erreicht. Nach einem Angriff mit gestohlenen Zugangsdaten bleibt die Kopie, die keine davon berühren kann.',
    remediation:
      'Die Kopie, die die Meldung nennt, wieder in den Plan nehmen oder der genannten Zugangsberechtigung die Rechte entziehen.',
  },
  'data-server-in-hard-group': {
    of: 'd118004c5d24',
    title: 'Jeder Knoten und jeder Server mit Daten gehört zu einer Servergruppe',
    why: 'Ein Server ohne Gruppe kommt dorthin, wo der Scheduler Platz hat, auch neben den anderen Knoten seines Pools. Der Ausfall eines Hosts nimmt dann beide, und nichts sagt es vorher.',
    remediation:
      'Die Servergruppe seines Pools in `scheduler_hints` nennen. Der Server entsteht neu: Gruppen tritt man nur bei der Anlage bei.',
  },
  'data-servers-go-gently': {
    of: '0d1edb281c63',
    title: 'Kein Server mit Datenträgern wird mit Gewalt gelöscht',
    why: 'Clouds, die einen gelöschten Server eine Weile behalten, können ihn nach einem Versehen zurückholen. `force_delete` entfernt ihn sofort, mit allem, was noch nicht auf seinen Datenträgern steht.',
    remediation: '`force_delete` entfernen und anwenden, bevor etwas den Server löscht.',
  },
  'disks-outlive-server': {
    of: '365468a49476',
    title: 'Datenträger mit Daten überdauern ihren Server',
    why: 'Server werden ersetzt, sobald sich ein Image, eine Größe oder ihre User-Data ändert. Ein Datenträger mit `delete_on_termination` verschwindet mit seinem Server, und weder Terraform noch sein Plan sagen es.',
    remediation: '`delete_on_termination = false` setzen oder den Datenträger getrennt vom Server anhängen.',
  },
  'every-declared-copy-in-plan': {
    of: '7cf9bcbb9f8e',
    title:
      'Jede erklärte Kopie jedes Datenbestands ist im Plan, mit ihrem Ort, ihrem Schlüssel und ihrem Weg',
    why: 'Eine nur erklärte Kopie rettet niemanden. Sie zählt, wenn der Plan ihren Datenträger enthält, mit dem dafür erklärten Schlüssel verschlüsselt, in der Zone des Standortes, an einem laufenden Server, mit offenen Ports und einem Tunnel für die Replikation, an beiden Enden.',
    remediation: 'Wiederherstellen, was die Meldung nennt, oder die Kopie aus dem Verbund nehmen.',
  },
  'no-one-reads-every-copy': {
    of: '8be8acbc90dc',
    title:
      'Keine einzelne Zugangsberechtigung, kein Konto, Schlüssel oder Schlüsselspeicher öffnet alle Kopien eines Datenbestands',
    why: 'Was alle Kopien öffnet, lohnt den Diebstahl mehr als alles andere, und danach sagt nichts, welche Kopie gelesen wurde und welcher noch zu trauen ist. Sind Kopien in all dem getrennt, bleibt eine, die der Dieb weder gesehen noch verändert hat.',
    remediation:
      'Die Kopie wiederherstellen, die die Meldung nennt, oder den Standorten eigene Leser, Schlüssel und Konten geben.',
  },
  'drills-lose-nothing': {
    of: '8406a11ca716',
    title: 'Was eine Übung wegnahm, war an den anderen Standorten vollständig da',
    why: 'Eine eingerichtete Kopie ist ein Versprechen. Eine, nach der gesehen wurde und die nicht vollständig war, ist ein einmal gebrochenes, durch einen Fehler, den kein Plan zeigt und der da ist, bis ihn jemand gefunden hat.',
    remediation:
      'Herausfinden, was fehlte und warum, es in Ordnung bringen und noch einmal üben: Es entscheidet die neueste Übung, die zählt.',
  },
  'passed-on-objects-keep-versions': {
    of: '6f306263a3d9',
    title:
      'Ein Objektcontainer, der Objekte weitergibt, tut es wirklich und behält, was überschrieben oder gelöscht wird',
    why: 'Synchronisierung wiederholt eine Löschung binnen Minuten am nächsten Standort. Und Swift nimmt Einstellungen an, mit denen es nichts weitergibt, ohne Fehler: Ein Container mit `versioning` und einer ohne Schlüssel werden übergangen, mit einer Zeile im Protokoll des Betreibers.',
    remediation:
      '`versioning_legacy { type = "history" }` auf einen eigenen Container in Kleinbuchstaben setzen, dazu den Schlüssel; dann vergleichen, was angekommen ist.',
  },
  'replication-path-open': {
    of: 'bf9f759af90b',
    title:
      'Zwischen jedem Hauptbestand und jeder Kopie ist der Weg für die Replikation offen, in beiden Richtungen',
    why: 'Eine Kopie hinter einem geschlossenen Weg bleibt an dem Tag stehen, an dem sie angelegt wurde, und niemand bemerkt es, bis sie gebraucht wird. Beide Richtungen zählen: Von einer Kopie, die zum Hauptbestand wurde, muss repliziert werden können.',
    remediation: 'Die Wege öffnen, die die Meldung nennt, und keine anderen.',
  },
  'restores-are-tested': {
    of: '0b1f8e6aec23',
    title: 'Jeden Monat wird versucht, die Sicherung jedes Datenbestands wieder einzuspielen',
    why: 'Dass eine Sicherung geschrieben wurde, sagt nichts darüber, ob sie sich lesen lässt: Ein verlorener Schlüssel, ein vergesslicher Datenträger, eine halbe Datei fallen erst auf, wenn sie eingespielt wird, bei einem Versuch oder an dem Tag, an dem sie gebraucht wird.',
    remediation:
      'In Ordnung bringen, was die Meldung nennt, und den Job einmal laufen lassen: kubectl create job --from=cronjob/restore-test.',
  },
  'site-starts-alone': {
    of: '7ed1535fca0d',
    title: 'Jeder Standort startet und arbeitet, auch wenn alle anderen verloren sind',
    why: 'Sind beide Rechenzentren der Cloud verloren, hat die Klinik nur ihren eigenen Cluster. Was sein Image anderswo holt, seine Benutzer anderswo anmeldet oder ein Zertifikat anderswo erbittet, steht an dem Tag still, an dem es gebraucht wird, und vorher bemerkt es niemand.',
    remediation:
      'Was es braucht, auch am Standort betreiben, oder es ohne auskommen lassen und das sagen: Annotation `estate.lausitz/does-without`.',
  },
  'stateful-resource-kept': {
    of: '8901f35051ee',
    title: 'Kein Plan löscht, ersetzt oder gibt auf, was Daten enthält oder öffnet',
    why: 'Eine umbenannte Ressource oder eine geänderte Zone wird als Ersetzung geplant: Der Datenträger wird mit seinen Daten gelöscht, und ein gelöschter Schlüssel nimmt jede Kopie mit, die er öffnet. Der Quelltext zeigt davon nichts, nur der Plan.',
    remediation:
      'Nicht anwenden. Sollen Daten verschwinden, der Anleitung zur Stilllegung folgen und den Verlust für genau diesen Plan freigeben lassen: estate approve.',
  },
  'stateful-resource-protected': {
    of: '838f5d187f70',
    title: 'Was Daten enthält oder öffnet, trägt `prevent_destroy`',
    why: 'Terraform weigert sich dann, die Löschung oder Ersetzung zu planen, wer auch immer es ausführt und von wo. Weder Plan noch Zustandsdatei zeigt die Einstellung, also wird sie im Quelltext beurteilt.',
    remediation:
      '`prevent_destroy` setzen. Nur die Sandbox und eine Stilllegung heben es auf: eine Ausnahme mit Verantwortlichem und Enddatum eintragen.',
  },
  'withstands-any-one-credential-and-key': {
    of: '229a0feff541',
    title:
      'Keine einzelne Zugangsberechtigung, kein Konto, Schlüssel oder Schlüsselspeicher nimmt alle Kopien eines Datenbestands',
    why: 'Schadsoftware mit den Zugangsdaten einer einzigen Administration ist ein Verlust wie ein Brand. Wem ein Konto gehört, der erreicht jeden Standort darin, und wer Schlüssel vernichten darf, nimmt, was sie öffnen, gleich wie viele Kopien es gibt.',
    remediation:
      'Die Kopie wiederherstellen, die die Meldung nennt, oder Zugangsberechtigungen und Schlüsselspeicher der Standorte trennen.',
  },
  'withstands-any-one-site': {
    of: 'a6bb40b784cb',
    title: 'Jeder Datenbestand übersteht den Ausfall jedes einzelnen Standortes',
    why: 'Das Versprechen: Patientendaten liegen gespiegelt in einem zweiten Rechenzentrum und in der Klinik, so dass der Ausfall eines Rechenzentrums niemandes Daten kostet.',
    remediation: 'Wiederherstellen, was die Meldung nennt, oder die Kopien des Datenbestands neu erklären.',
  },
  'withstands-declared-losses': {
    of: 'bd54a8c029f7',
    title: 'Jeder Datenbestand übersteht jeden einzelnen Ausfall, den er erklärt',
    why: 'Auf einmal kann mehr verloren gehen als ein Standort: eine Zone, ein Gebäude, ein Ort, die Steuerungsebene einer Region, ein Anmeldedienst, ein Schlüsselspeicher, ein Konto. Zwei Rechenzentren einer Region teilen sich mehrere davon.',
    remediation:
      'Die Kopie wiederherstellen, die die Meldung nennt, oder eine hinzufügen, die der Ausfall nicht nimmt.',
  },
};
