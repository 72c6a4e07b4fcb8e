import type { GermanRules } from '../rule-texts';

export const network: GermanRules = {
  'address-pairs-narrow': {
    of: '5bb7a09d5c6d',
    title: 'Ein Port darf Adressen seines eigenen Subnetzes verwenden oder Bereiche, die sonst niemand hat',
    why: 'Neutron verwirft, was ein Port unter fremder Adresse sendet. Ein Adresspaar (allowed address pair) hebt das auf, und mit einem weiten spricht der Server als seine Nachbarn, an jeder Regel vorbei, die deren Bereich nennt.',
    remediation: 'Einzelne Adressen nennen, oder nur den Bereich der Pods hinter diesem Knoten.',
  },
  'administration-ports-from-management-only': {
    of: 'ba8389608f1e',
    title: 'Administrationsports stehen nur dem Verwaltungsbereich und Sicherheitsgruppen offen',
    why: 'Wer SSH, Fernzugriff auf Bildschirme oder etcd erreicht, braucht nur noch einen gestohlenen Schlüssel oder eine Lücke. Im Verwaltungsbereich wird der Zugang der Administration geprüft und protokolliert.',
    remediation:
      'Die Regel auf den Verwaltungsbereich ihres Standortes einengen oder den Port aus ihrem Bereich nehmen.',
  },
  'containers-not-public': {
    of: '1b5c14e11122',
    title: 'Kein Objektcontainer hat eine Liste weiterer Leser oder Schreiber',
    why: 'Ein Objektcontainer enthält die Sicherung eines Datenbestands, alles an einem Ort. Eine Leserliste kann andere Projekte einlassen oder mit `.r:*` alle, die die Adresse kennen; mit einer Schreiberliste können sie ersetzen, was eine Rückspielung lesen würde.',
    remediation:
      'Beide Listen entfernen. Nach `.r:*` den Inhalt als von anderen gelesen behandeln und feststellen, von wem.',
  },
  'database-ports-from-declared-paths': {
    of: '1c336264d99b',
    title: 'Datenbankports stehen nur erklärten Wegen offen, dort, wo Daten liegen',
    why: 'Eine Datenbank, die antwortet, ist ein Passwort oder eine Lücke von allem entfernt, was sie enthält. Der Verbund erklärt, wer mit ihr spricht: ihre eigene Domäne und die Standorte, die eine Kopie derselben Daten halten.',
    remediation:
      'Die Regel auf diese Subnetze einengen. Wird der Weg gebraucht, zuerst die Verbindung oder die Kopie erklären.',
  },
  'default-rules-removed': {
    of: '6865755bddba',
    title: 'Jede Sicherheitsgruppe beginnt ohne die eigenen Regeln der Cloud',
    why: 'Neutron setzt in jede neue Gruppe zwei Regeln, die allen Verkehr nach außen lassen, IPv4 und IPv6. Sie stehen in keiner Konfiguration, also sieht sie keine Prüfung.',
    remediation:
      '`delete_default_rules = true` setzen. Es wirkt beim Anlegen, die Gruppe muss also neu angelegt werden.',
  },
  'egress-bounded': {
    of: '3bdf928514b5',
    title: 'Keine Regel einer Sicherheitsgruppe lässt Verkehr zu beliebigen Zielen hinaus',
    why: 'Gestohlene Daten gehen hinaus und Befehle eines Eindringlings kommen herein über Verbindungen, die der Server selbst öffnet. Darf er nur erreichen, was er braucht, endet beides an der Sicherheitsgruppe.',
    remediation: 'Die Adressbereiche nennen, die der Server erreichen muss.',
  },
  'no-floating-ip-on-data-server': {
    of: 'f4693f7eebb7',
    title: 'Kein Server mit Datenträgern hat eine öffentliche Adresse',
    why: 'Eine Floating-IP stellt einen Server ins Internet, eine Regel der Sicherheitsgruppe von allen entfernt. Was Daten hält, wird über das Netz des Standortes, Tunnel und Lastverteiler erreicht.',
    remediation: 'Dem Server die Adresse nehmen oder seine Datenträger an einen Server ohne Adresse bringen.',
  },
  'no-ingress-from-anyone': {
    of: 'e82aad6065a0',
    title: 'Keine Regel einer Sicherheitsgruppe lässt alle ein',
    why: 'Ein Port, an den das ganze Internet klopfen darf, wird binnen Minuten ausprobiert. In Neutron lässt eine Regel, die keine Gegenstelle nennt, alle ein, ebenso zwei Hälften des Adressraums.',
    remediation: 'Die Adressbereiche oder die Gruppe nennen, die den Port brauchen.',
  },
  'port-security-on': {
    of: 'f4933fe06d1b',
    title: 'Port-Security ist an jedem Netz und Port eingeschaltet',
    why: 'Ohne Port-Security filtert Neutron nichts: Sicherheitsgruppen wirken nicht, und der Server darf unter jeder Adresse senden. Ein Schalter am Netz öffnet jeden Port darin.',
    remediation:
      'Port-Security einschalten und Adressen, die sich ein Port teilt, in `allowed_address_pairs` eintragen.',
  },
  'router-gateway-only-at-edge': {
    of: 'af9df08224bc',
    title: 'Nur der Randrouter eines Standortes hat ein Gateway, und er übersetzt keine Adressen',
    why: 'Ein Router mit Gateway und Adressübersetzung gibt jedem Server dahinter einen Weg ins Internet. Der Rand braucht sein Gateway, um die Tunnel zu beenden, und zu nichts anderem.',
    remediation:
      'Das Gateway entfernen oder die Adressübersetzung an dem Router abschalten, an dem die Tunnel enden.',
  },
  'rules-name-estate-ranges': {
    of: 'a753db84b20a',
    title: 'Regeln von Sicherheitsgruppen nennen keinen Adressbereich außerhalb des Verbunds',
    why: 'Aller Verkehr des Verbunds bleibt in ihm: zwischen seinen Standorten, durch seine Tunnel. Ein Bereich, den kein Standort erklärt, gehört anderen, und ein privater gehört dem, der als Nächster daran angeschlossen wird.',
    remediation:
      'Den Teil des Bereichs eines Standortes nennen, der den Port braucht. Ist die Gegenstelle ein eigener Ort, ihn zuerst als Standort erklären.',
  },
  'site-ranges-disjoint': {
    of: '44de89961090',
    title: 'Subnetze liegen wie erklärt im Bereich ihres Standortes und haben keine Adresse gemeinsam',
    why: 'Tunnel und Regeln von Sicherheitsgruppen nennen Bereiche. Haben zwei Standorte oder Domänen Adressen gemeinsam, läuft ein Paket zum falschen von ihnen, und eine Regel lässt beide ein.',
    remediation:
      'Einen freien Teil des Bereichs des Standortes nehmen oder die Erklärung des Standortes berichtigen.',
  },
};
