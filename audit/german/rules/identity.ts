import type { GermanRules } from '../rule-texts';

export const identity: GermanRules = {
  'application-credentials-restricted': {
    of: 'a80420d5d15f',
    title: 'Zugangsdaten, die Terraform anlegt, dürfen genau eines, enden und legen keine weiteren an',
    why: 'Anwendungszugangsdaten (application credentials) handeln mit den Rollen dessen, der sie angelegt hat, bis jemand sie löscht. Unbeschränkt legen sie weitere an und stellen Trusts aus, so dass bleibt, wer sie stahl; ohne Zugriffsregeln dürfen sie alles, was ihre Rollen dürfen. EC2-Zugangsdaten lassen sich durch nichts davon begrenzen, und ihr Geheimnis steht in der Zustandsdatei.',
    remediation: 'Beschränkte Zugangsdaten mit Enddatum anlegen, übergeben und diese löschen.',
  },
  'key-pair-imported': {
    of: '1e796338fb28',
    title: 'Schlüsselpaare werden eingeführt und nie von der Cloud erzeugt',
    why: 'Ein Schlüsselpaar ohne öffentlichen Schlüssel erzeugt die Cloud; der private Teil steht dann im Klartext in der Zustandsdatei, für alle, die sie lesen dürfen.',
    remediation:
      '`public_key` angeben, das Schlüsselpaar neu anlegen und den alten privaten Schlüssel als bekannt behandeln.',
  },
  'no-credentials-in-metadata': {
    of: '62286a2898ac',
    title: 'Keine Metadaten, Parameter oder Dateien einer Ressource enthalten Zugangsdaten',
    why: 'Metadaten und Tags sieht, wer Ressourcen auflisten darf, jeder Prozess auf einem Server und wer Plan und Zustandsdatei liest; ebenso die Parameter eines Stacks und die Dateien einer Personality. Nichts davon ist ein Ort für ein Passwort.',
    remediation:
      'Die Zugangsdaten entfernen, dort ungültig machen, wo sie galten, und stattdessen nennen, wo sie aufbewahrt werden.',
  },
  'no-credentials-in-provider-blocks': {
    of: '16259be1ea06',
    title: 'Kein Provider-Block und kein Vorgabewert einer Variablen enthält Zugangsdaten',
    why: 'Was in der Konfiguration steht, steht im Repository, in dessen Geschichte, in jedem Klon und im Plan. Zugangsdaten dort handeln für alle, die sie lesen, an jedem Standort, für den sie gelten.',
    remediation: 'Die Zugangsdaten ungültig machen, entfernen und neue über die Umgebung übergeben.',
  },
  'no-credentials-in-user-data': {
    of: '2058d5aae58b',
    title: 'Die User-Data keines Servers enthält Zugangsdaten',
    why: 'User-Data liest jeder Prozess auf dem Server über den Metadatendienst, wer Server auflisten darf und wer den Quelltext hat. Ein Passwort, Token oder privater Schlüssel darin ist ihnen allen bekannt, und eine Anmeldung mit Passwort hebt auf, wozu Schlüsselpaare dienen.',
    remediation:
      'Die Zugangsdaten entfernen, dort ungültig machen, wo sie galten, und neue beim Start abrufen.',
  },
  'no-password-on-servers': {
    of: 'bed8e4345031',
    title: 'Kein Server erhält ein Passwort',
    why: 'Ein Passwort steht in der Konfiguration, im Plan und in der Zustandsdatei, lässt sich aus der Ferne erraten und sagt nicht, wer es verwendet hat. Ein Schlüsselpaar hat keinen dieser Mängel.',
    remediation: 'Das Passwort entfernen, dort ändern, wo es galt, und sich mit einem Schlüssel anmelden.',
  },
  'no-role-beyond-project': {
    of: 'c58638f800a8',
    title: 'Keine Rolle wird über das Projekt des Standortes hinaus vergeben und keine der Administration',
    why: 'Eine Rolle an einer Domain oder eine, die Projekte erben, reicht in Projekte, die kein Plan zeigt, auch in solche mit fremden Daten. Wer eine Administrationsrolle hat, kann sich alle anderen geben; dann hält keine Trennung von Standorten, Daten und Schlüsseln.',
    remediation: 'Die geringste ausreichende Rolle am Projekt vergeben und diese entziehen.',
  },
  'provider-guards-its-calls': {
    of: 'ce2b0a138585',
    title: 'Jeder Provider prüft über TLS, mit wem er spricht, und protokolliert keine Aufrufe',
    why: 'Ohne geprüftes Zertifikat bekommt die Zugangsdaten, wer auf dem Weg steht. Mit `enable_logging` stehen Anfragen und Antworten vollständig im Protokoll: User-Data, Inhalte von Geheimnissen, Namen und Adressen, wohin auch immer das Protokoll geht.',
    remediation:
      'Das Argument entfernen. Wo ohne geprüftes Zertifikat aufgerufen oder protokolliert wurde, die verwendeten Zugangsdaten wechseln.',
  },
  'users-without-passwords': {
    of: '86abe561343c',
    title: 'Kein Benutzer der Cloud erhält von Terraform ein Passwort oder eine Ausnahme von dessen Schutz',
    why: 'Ein von Terraform gesetztes Passwort steht in Plan und Zustandsdatei, für alle, die sie lesen dürfen, bis jemand es ändert. Optionen, mit denen ein Passwort nie abläuft, nie geändert werden muss oder beliebig oft geraten werden darf, nehmen ihm seinen Schutz.',
    remediation: 'Das Argument entfernen und das Passwort durch den Inhaber des Kontos neu setzen lassen.',
  },
};
