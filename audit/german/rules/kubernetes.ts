import type { GermanRules } from '../rule-texts';

export const kubernetes: GermanRules = {
  'admission-policies-deny': {
    of: 'dd94fb94c43f',
    title: 'Eine Zulassungsrichtlinie weist ab, was gegen sie verstößt',
    why: 'Eine Richtlinie, die nichts bindet, die nur warnt oder die durchlässt, was sie nicht prüfen konnte, liest sich wie ein Schutz und ist keiner.',
    remediation: 'Die Richtlinie mit der Aktion Deny binden und scheitern lassen, was sie nicht prüfen kann.',
  },
  'backups-not-suspended': {
    of: '301456b32ff7',
    title: 'Sicherungen laufen',
    why: 'Jemand setzt für eine Wartung am Nachmittag eine Sicherung aus. Danach schlägt nichts fehl, und vermisst wird sie an dem Tag, an dem sie gebraucht wird.',
    remediation: 'Die Aussetzung aufheben, oder die Sicherung samt ihrem Grund aus den Objekten entfernen.',
  },
  'capabilities-dropped': {
    of: '758f430101cb',
    title: 'Ein Container hat keine Capability außer der, einen niedrigen Port zu binden',
    why: 'Capabilities sind Teile der Macht, die root über den Kernel hat. Eine Laufzeit gibt jedem Container vierzehn davon, wenn er sie nicht zurückgibt; mit manchen kann, wer einen Server übernimmt, Pakete fälschen oder an dessen Dateisystem vorbeigreifen.',
    remediation:
      'Alle Capabilities abgeben; nur NET_BIND_SERVICE hinzufügen, wo ein Port unter 1024 gebunden werden muss.',
  },
  'claims-are-static': {
    of: '89f9fa988924',
    title: 'Ein PersistentVolumeClaim führt zu einem Datenträger, dessen Verschlüsselung bekannt ist',
    why: 'Ein Claim ohne Klasse bekommt, was die Vorgabe des Clusters erzeugt: einen Datenträger, den kein Plan zeigt, unter keinem Schlüssel des Datenbestands, womöglich unverschlüsselt.',
    remediation:
      'Den Claim mit storageClassName "" an einen statischen Datenträger binden oder die Klasse bei den Objekten mitgeben.',
  },
  'databases-admit-by-credential': {
    of: 'd3ce9b9276f1',
    title: 'Eine Datenbank lässt niemanden ohne TLS und Zugangsdaten ein und niemanden als Superuser',
    why: 'NetworkPolicies sagen, welche Pods bis zu einer Datenbank kommen. Was dort von ihnen verlangt wird, steht in ihren eigenen Einstellungen: Eine Zeile von pg_hba gibt jede Tabelle dem, der kommt, und ein Superuser liest alle an jedem Recht vorbei.',
    remediation:
      'Die Zeile TLS und Zugangsdaten verlangen lassen und der Rolle die Rechte an den Tabellen geben, die sie braucht.',
  },
  'deprecated-apis-not-used': {
    of: 'ae67b80374fe',
    title: 'Jedes Objekt hat eine Version, die die API noch bedient',
    why: 'Ein Objekt in einer entfernten Version weist der nächste Cluster ab, dem es begegnet: der, der nach einem Ausfall aufgebaut wird, wenn niemand Zeit hat, es umzuschreiben.',
    remediation: 'Das Objekt in der Version schreiben, die die Meldung nennt.',
  },
  'disruption-budget-lets-nodes-drain': {
    of: '8fd1989bfb2a',
    title: 'Ein PodDisruptionBudget lässt zu, dass seine Knoten geräumt werden',
    why: 'Ein Budget, das keinen Pod gehen lässt, hält das Räumen seines Knotens für immer auf: Systemaktualisierungen warten, und am Ende entfernt jemand das Budget oder den Knoten samt Pods.',
    remediation:
      'Mindestens einen Pod auf einmal gehen lassen, oder das Budget eines einzelnen Pods entfernen.',
  },
  'every-kind-is-known': {
    of: 'e65a2b3e1024',
    title: 'Jedes Objekt ist von einer Art und gibt seinem Operator Einstellungen, die die Regeln kennen',
    why: 'Ein Operator macht aus Objekten eigener Arten nach eigenen Regeln Pods, Datenträger und Wege nach außen. Bei einer Art oder Einstellung, die keine Regel liest, schweigt jede Regel, was auch immer daraus wird.',
    remediation:
      'Darstellen, was der Operator daraus macht, oder die Regeln schreiben, die die Art oder das Feld braucht, und es in judge/facts/known-kinds.ts oder operated-fields.ts eintragen.',
  },
  'external-services-at-the-edge-only': {
    of: '37bf1a74cbc9',
    title: 'Von außen erreichbar ist nur, was am Rand steht',
    why: 'Ein Lastverteiler oder ein Port an jedem Knoten führt an den Gateways und ihren Prüfungen vorbei. Was für Aufrufe innerhalb einer Domäne gemacht ist, antwortet dann jedem, der es findet.',
    remediation:
      'Als ClusterIP anlegen, ohne Ports an Knoten auf private Quellbereiche beschränken oder den Workload als am Rand stehend erklären.',
  },
  'images-by-digest': {
    of: '980678d50307',
    title: 'Ein Container führt genau das Image aus, das geprüft wurde',
    why: 'Ein Tag ist ein Name, den versetzen kann, wer in die Registry schreiben darf. Erst ein Digest sagt, welche Bytes neben Patientendaten laufen, an jedem Standort und nach jedem Neustart.',
    remediation: 'Das Image mit seinem Digest nennen: NAME:TAG@sha256:…',
  },
  'memory-limited': {
    of: '58832d763020',
    title: 'Ein Container hat eine Speichergrenze',
    why: 'Ein Prozess ohne Grenze nimmt, was da ist, und der Kernel beendet dann andere desselben Knotens, um sich zu retten: Eine Datenbank endet, weil ein Nachbar Speicher verliert.',
    remediation: 'resources.limits.memory setzen, oder mit einer LimitRange eine Vorgabe für den Namespace.',
  },
  'namespaces-enforce-restricted': {
    of: '33809ef640f2',
    title: 'Ein Namespace weist Pods ab, die nicht dem Profil „restricted“ genügen',
    why: 'Was beim Prüfen übersehen wird und was jemand von Hand startet, trifft zuletzt auf den API-Server. Dessen Zulassung weist einen privilegierten Pod nur in einem Namespace ab, der das verlangt.',
    remediation:
      'Den Namespace mit pod-security.kubernetes.io/enforce: restricted und enforce-version latest kennzeichnen.',
  },
  'no-default-namespace': {
    of: '41ceae835587',
    title: 'In dem Namespace, in dem ohne Angabe alles landet, läuft nichts',
    why: 'Was ohne Überlegung angewandt wird, landet in `default`: Dort gehört nichts zusammen, keine Richtlinie ist dafür geschrieben, und eine Rolle öffnet alles.',
    remediation: 'Im Objekt den Namespace des Workloads nennen.',
  },
  'no-host-paths': {
    of: '4bf834024c79',
    title: 'Ein Pod hängt keinen Ordner seines Knotens ein und keinen Datenträger an einem Claim vorbei',
    why: 'Ein Ordner eines Knotens zeigt, was anderen gehört: die Geheimnisse des kubelet, die Datenträger aller Pods, den Socket der Laufzeit. Was dort geschrieben wird, bleibt, wenn der Pod geht, auf einem Datenträger, der zu keinem Datenbestand gehört. Eine Freigabe oder ein Datenträger, den ein Pod selbst nennt, gehört auch zu keinem.',
    remediation:
      'Einen Claim oder ein emptyDir verwenden. Ein Agent der Knoten gehört in ein DaemonSet im Namespace der Knotenagenten.',
  },
  'no-privilege-escalation': {
    of: '982d5dca9ba4',
    title: 'Kein Prozess erlangt mehr Rechte, als er beim Start hatte',
    why: 'Ein Programm mit setuid-Bit macht den zu root, der es ausführt. Kubernetes erlaubt das, wenn ein Container es nicht verbietet.',
    remediation: 'allowPrivilegeEscalation im securityContext jedes Containers auf false setzen.',
  },
  'no-secrets-in-plain-text': {
    of: 'cb6601f2346d',
    title: 'Kein Objekt enthält Zugangsdaten, die liest, wer das Objekt liest',
    why: 'Objekte liegen in Repositories, werden von Werkzeugen ausgegeben und allen gezeigt, die sie auflisten dürfen; ein Secret darunter ist verpackt, nicht verschlüsselt. Ein Passwort, das einmal in einer solchen Datei stand, gehört allen.',
    remediation:
      'Die Zugangsdaten entfernen, dort ungültig machen, wo sie galten, und innerhalb des Clusters erzeugen lassen.',
  },
  'no-service-account-token-unless-asked': {
    of: '5944149bb58e',
    title: 'Kein Pod erhält ungefragt ein Token für die API des Clusters',
    why: 'Das Token liegt im Dateisystem jedes Containers. Wer einen Server übernimmt, fragt damit die API, was es sonst noch gibt, und tut, was das Konto darf, heute oder nach der nächsten Rolle.',
    remediation:
      'automountServiceAccountToken für den Pod auf false setzen, oder auf true, wo er die API braucht.',
  },
  'no-wildcard-roles': {
    of: '3b9fd64d0d25',
    title: 'Eine Rolle nennt, was sie gibt, und gibt nichts, was alles Übrige öffnet',
    why: 'Ein Recht auf alle Arten, auf Secrets, auf andere Rollen oder auf laufende Pods ist ein Recht auf alles: Mit einem Token eines solchen Kontos wird jeder Datenbestand des Clusters gelesen.',
    remediation: 'Die nötigen Arten und Verben nennen, bei Secrets ihre Namen.',
  },
  'persistent-volumes-retained': {
    of: '07dfaacf4997',
    title: 'Ein Datenträger bleibt, wenn sein Claim verschwindet',
    why: 'Ein gelöschter Namespace nimmt seine Claims mit. Mit Delete, was auch eine Klasse ohne Angabe bedeutet, löscht der Treiber dann den Datenträger, und niemand wird gefragt.',
    remediation: 'Die reclaimPolicy auf Retain setzen.',
  },
  'pods-not-privileged': {
    of: '066f8dae7492',
    title: 'Kein Pod greift in seinen Knoten',
    why: 'Ein privilegierter Container oder einer, der Netz oder Prozesse seines Knotens teilt, ist dort so viel wie root: Er liest den Speicher und die Datenträger jedes anderen Pods, jedes Datenbestands, den der Knoten bedient.',
    remediation:
      'Die Einstellung entfernen. Was für Knoten arbeitet, gehört in ein DaemonSet im Namespace der Knotenagenten.',
  },
  'probes-set': {
    of: 'f15bdcdb91a1',
    title: 'Ein Server sagt, wann er bereit ist und ob er noch arbeitet',
    why: 'Ohne readinessProbe gehen Aufrufe an einen Server, der noch startet, bei jedem verlorenen Knoten und jeder neuen Version; ohne livenessProbe bleibt einer, der hängt.',
    remediation:
      'Dem Container eine readinessProbe und eine livenessProbe geben, die abfragen, wofür er da ist.',
  },
  'registry-of-own-site': {
    of: 'f02e4de521c7',
    title: 'Ein Standort bezieht seine Images aus seiner eigenen Registry',
    why: 'Ein Pod, der auf einen anderen Knoten zieht, lädt sein Image neu. Sind beide Clouds oder das Internet verloren, startet die Klinik, was ihre eigene Registry enthält, und nichts sonst; und was darin liegt, wurde geprüft.',
    remediation: 'Das Image in die Registry des Standortes spiegeln und von dort nennen.',
  },
  'replicas-survive-a-node': {
    of: '7ce96833da6a',
    title: 'Die Replikate eines Servers stehen auf verschiedenen Knoten und gehen nicht alle zugleich',
    why: 'Zwei Pods auf einem Knoten gehen zusammen verloren, und der Scheduler setzt sie dorthin, wenn es passt. Für jede neue Version von Kubernetes werden Knoten geräumt, und ohne Budget geht der letzte Pod mit dem ersten.',
    remediation:
      'Die Pods mit DoNotSchedule über kubernetes.io/hostname verteilen oder Anti-Affinität verlangen, und ein PodDisruptionBudget hinzufügen, das sie auswählt.',
  },
  'root-file-system-read-only': {
    of: '75a133e4d799',
    title: 'Ein Container schreibt nur in seine Datenträger',
    why: 'Was ein Container anderswohin schreibt, liegt ungesehen auf der Platte seines Knotens: Patientendaten in temporären Dateien oder die Werkzeuge eines Eindringlings.',
    remediation:
      'readOnlyRootFilesystem für jeden Container setzen und überall dort ein Volume einhängen, wo er schreiben muss.',
  },
  'runs-as-non-root': {
    of: '417c1fa9a86f',
    title: 'Nichts in einem Pod läuft als root',
    why: 'root im Container ist für den Kernel root. Jeder Fehler einer Laufzeit, durch den jemand aus einem Container ausbricht, bringt nur root den ganzen Knoten mit den Daten aller seiner Pods.',
    remediation:
      'runAsNonRoot für den Pod setzen und einen anderen Benutzer als 0, mit dem sein Image läuft.',
  },
  'seccomp-profile-set': {
    of: '8d8de9967ff0',
    title: 'Der Kernel nimmt von einem Container nur Aufrufe an, die Programme brauchen',
    why: 'Die meisten Wege aus einem Container führen über Systemaufrufe, die kein Server je macht. Das Profil der Laufzeit verbietet sie; wo keines genannt ist, gilt keines.',
    remediation: 'Für den Pod das Profil RuntimeDefault oder ein eigenes setzen.',
  },
  'storage-classes-encrypted': {
    of: 'c2146d0b9f3f',
    title: 'Datenträger, die ein Cluster selbst anlegt, sind verschlüsselt',
    why: 'Ein Claim einer solchen Klasse bekommt einen Datenträger, den kein Plan zeigt. Verschlüsselt die Klasse nicht, liegt lesbar auf einer Platte, was ein Pod schreibt, und bleibt es, wenn die Platte entsorgt wird.',
    remediation:
      'In den Parametern der Klasse eine verschlüsselte Datenträgerart oder einen Schlüssel nennen, oder die Klasse entfernen.',
  },
  'tls-between-services': {
    of: '874e6c17128c',
    title: 'Dienste antworten mit TLS, auch innerhalb eines Clusters',
    why: 'Zwischen zwei Pods liegen die Netze zweier Knoten, ein Switch und jedes Programm, das dort mithören darf. Patientendaten, die sie im Klartext durchqueren, liest, wer eines davon übernommen hat. Ein Aufruf aus dem Internet durchquert die Netze vieler anderer.',
    remediation:
      'Dem Server ein Zertifikat geben, ihn nur mit TLS antworten lassen und ihn mit dem Schema HTTPS abfragen. Was von außen ohne TLS kommt, wird umgeleitet und sonst nichts.',
  },
};
