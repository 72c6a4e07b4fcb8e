import type { GermanRules } from '../rule-texts';

export const encryption: GermanRules = {
  'backup-encrypted': {
    of: 'd7f34a38ae94',
    title:
      'Jede Sicherung in einem Objektcontainer nennt den Schlüssel, mit dem sie vor dem Senden verschlüsselt wird',
    why: 'Swift bewahrt auf, was es bekommt. Eine Sicherung, die ihr Client nicht verschlüsselt, liegt dort im Klartext: der ganze Datenbestand, lesbar für den Betreiber des Speichers; und eine, deren Schlüssel niemand kennt, lässt sich nicht zurückspielen.',
    remediation:
      'Den Schlüssel nennen, den Client damit verschlüsseln lassen und alle im Klartext gesendeten Versionen löschen.',
  },
  'encryption-not-changed-in-place': {
    of: 'e621f514b95a',
    title:
      'An einem bestehenden Datenträger wird Verschlüsselung nie eingeschaltet und ihr Schlüssel nie gewechselt',
    why: 'Eine Änderung der Kennzeichen lässt sich planen und lässt den Datenträger, wie er ist: im Klartext oder unter dem alten Schlüssel. Ab dem nächsten Plan sieht alles richtig aus; nur dieser Plan zeigt es.',
    remediation:
      'Die Änderung zurücknehmen. Einen neuen verschlüsselten Datenträger anlegen, dorthin replizieren und diesen außer Betrieb nehmen; Terraform muss die Ressource ersetzen, nicht ändern.',
  },
  'ike-policy-permitted': {
    of: '84817d2c815a',
    title: 'Jede IKE-Richtlinie handelt nur zugelassene Kryptografie aus',
    why: 'Der Schlüsselaustausch entscheidet, wer am anderen Ende eines Tunnels steht und welche Schlüssel ihn schützen. Die Vorgaben des Providers sind IKEv1, AES-128, SHA-1 und eine Gruppe mit 1536 Bit: Was heute aufgezeichnet wird, könnte später gelesen werden.',
    remediation:
      'ike_version, encryption_algorithm, auth_algorithm, pfs und lifetime auf Werte einer zugelassenen Verfahrenssammlung setzen.',
  },
  'ipsec-policy-permitted': {
    of: '3f02fe0cb23d',
    title: 'Jede IPsec-Richtlinie verschlüsselt und authentisiert mit zugelassener Kryptografie',
    why: 'Die IPsec-Richtlinie schützt, was durch den Tunnel läuft, auch Patientendaten. AH verschlüsselt gar nicht, der Transportmodus lässt Adressen lesbar, und ohne eigene Diffie-Hellman-Gruppe (PFS) öffnet ein gebrochener Schlüssel alles Frühere.',
    remediation:
      'encryption_algorithm, auth_algorithm, pfs und lifetime auf Werte einer zugelassenen Verfahrenssammlung setzen, mit ESP im Tunnelmodus.',
  },
  'lineage-encrypted': {
    of: '8b33be8828e8',
    title: 'Ein Datenträger, der aus etwas anderem entsteht, entsteht aus Verschlüsseltem',
    why: 'Ein Datenträger aus einem Image, einem Snapshot, einer Sicherung oder einem anderen Datenträger erbt die Verschlüsselung seiner Quelle. Seine eigenen Metadaten mögen anderes sagen: Die Kopie eines unverschlüsselten Datenträgers ist unverschlüsselt.',
    remediation:
      'Einen leeren verschlüsselten Datenträger anlegen und dorthin replizieren; dann diesen und seine Quelle außer Betrieb nehmen.',
  },
  'listener-tls-permitted': {
    of: '88a7972f81db',
    title: 'Jeder Listener nimmt nur TLS an, in zugelassenen Versionen',
    why: 'Was ein Lastverteiler annimmt, kam über fremde Netze. Mit einfachem HTTP liest und verändert es jeder auf dem Weg, und eine alte TLS-Version kann brechen, wer dazwischen steht.',
    remediation:
      'TLS am Listener in zugelassenen Versionen enden lassen, oder einen HTTP-Listener nur auf https:// umleiten lassen.',
  },
  'pool-tls-permitted': {
    of: 'cbcf845614ee',
    title: 'Ein Lastverteiler, an dem TLS endet, verschlüsselt zu seinen Servern hin erneut',
    why: 'Zwischen einem Lastverteiler und seinen Servern liegt ein Netz, das andere mitnutzen. Was am Listener entschlüsselt wurde, läuft dort im Klartext, lesbar für den Betreiber dieses Netzes.',
    remediation: 'Den Servern Zertifikate geben und am Pool tls_enabled und tls_versions setzen.',
  },
  'root-disk-holds-no-dataset': {
    of: '73269683c7b8',
    title: 'Kein Startdatenträger enthält einen Datenbestand',
    why: 'Der Datenträger, von dem ein Server startet, entsteht aus einem Image, verschwindet mit dem Server und lässt sich in der Open Telekom Cloud nicht verschlüsselt anfordern. Ein Datenbestand darauf liegt im Klartext und geht mit dem Server verloren.',
    remediation:
      'Einen verschlüsselten Datenträger für den Datenbestand anlegen, anhängen, die Daten dorthin bringen und den Server neu anlegen.',
  },
  'server-made-disk-encrypted': {
    of: '412c42b93862',
    title: 'Kein Server legt sich selbst einen unverschlüsselten Datenträger an',
    why: 'Ein Datenträger, der mit einem Server entsteht, steht in keiner Datenträger-Ressource; die Regeln für Datenträger sehen ihn nie. Die Open Telekom Cloud verschlüsselt nach Metadaten, die der Datenträger eines Servers nicht haben kann: Ein leerer ist immer unverschlüsselt.',
    remediation:
      'Einen verschlüsselten Datenträger anlegen, die Daten dorthin bringen, ihn anhängen und den Server ohne diesen Block neu anlegen.',
  },
  'site-connection-uses-permitted-policies': {
    of: '8c8b2d6fe28e',
    title: 'Jede Verbindung zwischen Standorten verwendet zugelassene Richtlinien ihres eigenen Stacks',
    why: 'Eine starke Richtlinie, die kein Tunnel verwendet, schützt nichts: Ausgehandelt wird, was die Verbindung nennt.',
    remediation: 'Auf eine IKE- und eine IPsec-Richtlinie desselben Stacks verweisen, die zugelassen sind.',
  },
  'sites-joined-by-tunnels-only': {
    of: '852f5abbcc34',
    title: 'Von Standort zu Standort führen nur verschlüsselte Tunnel',
    why: 'Ein Tunnel schützt, was durch ihn läuft, und sonst nichts. Eine Route daran vorbei oder ein Netz, das der Anbieter mit einem anderen verbindet, trägt dieselben Patientendaten im Klartext über fremde Leitungen.',
    remediation:
      'Die Route oder die Verknüpfung entfernen und deren Adressbereiche durch den Tunnel zwischen den beiden Standorten führen.',
  },
  'state-backend-encrypted': {
    of: '41a78fdff00c',
    title: 'Jede Zustandsdatei wird verschlüsselt und mit Sperre aufbewahrt',
    why: 'Eine Zustandsdatei enthält wie ein Plan alles im Klartext, auch vorab geteilte Schlüssel. Ohne Sperre hinterlassen zwei gleichzeitige Läufe eine, die keinen von beiden beschreibt.',
    remediation:
      'Die Zustandsdatei umziehen: das Backend setzen, dann terraform init -migrate-state, dann die alte Kopie löschen.',
  },
  'volume-encrypted-at-creation': {
    of: '0881f1fdb842',
    title: 'Jeder Datenträger ist von seiner Anlage an verschlüsselt, so wie es seine Cloud vorsieht',
    why: 'Ein Datenträger, der das Rechenzentrum verlässt oder vom Betreiber gelesen wird, darf keine Patientendaten preisgeben. Über Verschlüsselung entscheidet die Anlage.',
    remediation:
      'Den Datenträger verschlüsselt neu anlegen, dorthin replizieren und den alten außer Betrieb nehmen.',
  },
  'volume-key-of-its-own': {
    of: 'f33fc594a179',
    title:
      'Ein Schlüssel öffnet einen Datenbestand oder die Systemdatenträger einer Domäne an einem Standort, sonst nichts',
    why: 'Wer einen Schlüssel erlangt, liest alles, was er öffnet, und wer ihn vernichtet, vernichtet ebenso viel. Ein gemeinsamer Schlüssel mehrerer Datenbestände verbindet Identität, Zuordnung und Forschung wieder; einer mehrerer Standorte lässt einen einzigen Verlust beide Kopien nehmen.',
    remediation:
      'Von der Schlüsselverwaltung einen Schlüssel für diesen Datenbestand an diesem Standort anlegen lassen, den Datenträger damit neu anlegen und dorthin replizieren.',
  },
};
