import type { Sentences } from '../sentence';

/** What several rules say. */
export const shared: Sentences = {
  // The reason is in the words of whoever gave it.
  'excepted until {day} by {owner~}: {reason~}': 'ausgenommen bis {day} durch {owner~}: {reason~}',
  'its exception expired on {day} (owner: {owner~})': 'die Ausnahme lief am {day} ab (zuständig: {owner~})',
  'approved for this plan by {approver~}, {file}: {reason~}':
    'für diesen Plan freigegeben durch {approver~}, {file}: {reason~}',
  'the apply of {time} was permitted it, and did not end':
    'der Anwendung vom {time} war es gestattet, und sie wurde nicht fertig',
  'it names no container': 'kein Container ist genannt',
  'it runs on Windows, which no rule knows': 'läuft unter Windows, das keine Regel kennt',
  'its site is not known, and with it how its cloud encrypts':
    'der Standort ist nicht bekannt und damit nicht, wie dessen Cloud verschlüsselt',
  'a {source*} alone does not show it; together with an observation of its project it does':
    '{source*} allein zeigt es nicht, wohl aber zusammen mit einer Beobachtung des Projekts',
  'a {source*} does not show it; {kinds*} does': '{source*} zeigt es nicht, wohl aber {kinds*}',
  '{kind*} or {others*}': '{kind*} oder {others*}',
  plan: 'ein Plan',
  synth: 'die Synthese',
  state: 'eine Zustandsdatei',
  manifests: 'eine Sammlung von Kubernetes-Objekten',
  observation: 'eine Beobachtung',
  'the policy could not examine it ({reason~})': 'die Regel konnte es nicht prüfen ({reason~})',
  'whether its remote_group_id comes to a group, or to nothing and so to anyone, is not shown':
    'ob remote_group_id eine Gruppe ergibt oder nichts und damit alle, ist nicht zu sehen',
  'which range is at the other end is not shown':
    'welcher Adressbereich an der Gegenstelle steht, ist nicht zu sehen',
  'which addresses are at the other end is not shown':
    'welche Adressen an der Gegenstelle stehen, ist nicht zu sehen',
  'which dataset it holds is not known yet': 'welcher Datenbestand darin liegt, ist noch nicht bekannt',
  'the estate has no dataset {name}': 'der Verbund hat keinen Datenbestand {name}',
  'its volume type is not known yet': 'die Datenträgerart ist noch nicht bekannt',
  'which key it has is not known yet': 'welcher Schlüssel es ist, ist noch nicht bekannt',
  'which key opens it is not known yet': 'welcher Schlüssel es öffnet, ist noch nicht bekannt',
  'which site it stands at is not known': 'an welchem Standort es steht, ist nicht bekannt',
  'where its route leads is not known yet': 'wohin die Route führt, ist noch nicht bekannt',
  'which country it is in is not known': 'in welchem Land es liegt, ist nicht bekannt',
  '{class} permits {countries}, not {country}': 'die Klasse {class} lässt {countries} zu, nicht {country}',
  'not known yet: {names}': 'noch nicht bekannt: {names}',
  '{breaches*} (BSI TR-02102-{part} ({edition}))': '{breaches*} (BSI TR-02102-{part} ({edition}))',
  '{path} is {value}': '{path} ist {value}',
  '{path} is not set, and the provider takes {value}':
    '{path} ist nicht gesetzt, und der Provider nimmt {value}',
  '{path} is not set, and the cloud takes {value}': '{path} ist nicht gesetzt, und die Cloud nimmt {value}',
  '{path} is not set': '{path} ist nicht gesetzt',
  '{path} is left to the cloud': '{path} bleibt der Cloud überlassen',
  '{path} is not known yet': '{path} ist noch nicht bekannt',
  'classical key agreement is permitted until {day} only':
    'klassischer Schlüsselaustausch ist nur bis {day} zugelassen',
  'lifetime is {given} s, greatest {greatest} s':
    'lifetime ist {given} s, höchstens {greatest} s sind zugelassen',
  'lifetime is not in seconds, so no time ends it':
    'lifetime ist nicht in Sekunden angegeben, also endet es nie',
  'the volume is created without encryption': 'der Datenträger wird unverschlüsselt angelegt',
  'the volume has no volume type, so the cloud takes its default; encrypted types at {site} are: {types}':
    'der Datenträger hat keine Art, also nimmt die Cloud ihre Vorgabe; verschlüsselt sind in {site}: {types}',
  'the volume has type {type}; encrypted types at {site} are: {types}':
    'der Datenträger hat die Art {type}; verschlüsselt sind in {site}: {types}',
  'encryption is asked for, but no key is named': 'Verschlüsselung ist verlangt, aber kein Schlüssel genannt',
  'encryption is asked for with what is no id of a key: those have the form of a UUID':
    'Verschlüsselung ist verlangt, aber genannt ist keine Kennung eines Schlüssels: Die hat die Form einer UUID',
  'the cloud says that the existing volume is not encrypted':
    'die Cloud sagt, dass der bestehende Datenträger nicht verschlüsselt ist',
  'the volume exists already, and nothing shows that it was encrypted when it was made':
    'der Datenträger besteht schon, und nichts zeigt, dass er bei der Anlage verschlüsselt wurde',
  'the volume exists already, and nothing shows that it was encrypted when it was made: {why*}':
    'der Datenträger besteht schon, und nichts zeigt, dass er bei der Anlage verschlüsselt wurde: {why*}',
  'the observation of {seen} is from more than {days} days before {day} and was not used':
    'die Beobachtung von {seen} ist mehr als {days} Tage älter als {day} und wurde nicht verwendet',
  'the observation of {seen} is from after {day} and was not used':
    'die Beobachtung von {seen} ist jünger als {day} und wurde nicht verwendet',
  'which volume types encrypt is not in the plan; --encrypted-type names those that the operator vouches for':
    'welche Datenträgerarten verschlüsseln, steht nicht im Plan; --encrypted-type nennt die, für die der Betreiber einsteht',
  'whether it is encrypted depends on a value that is not known yet':
    'ob er verschlüsselt ist, hängt an einem noch nicht bekannten Wert',
  'encryption is inherited from its {path}, whose encryption is not known':
    'die Verschlüsselung kommt von {path}; ob diese Quelle verschlüsselt ist, ist nicht bekannt',
  'encryption is inherited from {source}: {why*}': 'die Verschlüsselung kommt von {source}: {why*}',
  'an update names an encrypted type, and without a migration the volume stays in plaintext':
    'eine Änderung nennt eine verschlüsselte Art; ohne Migration bleibt der Datenträger im Klartext',
  'an update names another key, and the disk stays encrypted with the old one':
    'eine Änderung nennt einen anderen Schlüssel, und der Datenträger bleibt unter dem alten verschlüsselt',
  'an update takes away the mark of its encryption, and no later plan shows it':
    'eine Änderung entfernt das Kennzeichen der Verschlüsselung, und kein späterer Plan zeigt es',
  'encryption is switched on by an update, which leaves an existing volume in plaintext':
    'Verschlüsselung wird durch eine Änderung eingeschaltet; ein bestehender Datenträger bleibt dabei im Klartext',
  'whether an update switches encryption on is not known yet':
    'ob eine Änderung die Verschlüsselung einschaltet, ist noch nicht bekannt',
  '{range} is no range that can be read': '{range} ist kein lesbarer Adressbereich',
  'its direction is not known yet, and {what*}': 'die Richtung ist noch nicht bekannt, und {what*}',
  'whether its {path} comes to a group, or to nothing and so to anyone, is not shown':
    'ob {path} eine Gruppe ergibt oder nichts und damit alle, ist nicht zu sehen',
  'the cloud says that the existing volume is encrypted with another key than it names':
    'die Cloud sagt, dass der bestehende Datenträger mit einem anderen Schlüssel verschlüsselt ist, als er nennt',
  'an update moves it to an encrypted type, and whether what lay in plaintext is erased is not shown':
    'eine Änderung bringt ihn auf eine verschlüsselte Art; ob gelöscht wird, was im Klartext lag, ist nicht zu sehen',
  'which ciphers {list} selects is not shown':
    'welche Verschlüsselungsverfahren {list} auswählt, ist nicht zu sehen',
  'which ports it has is not known yet': 'welche Ports es hat, ist noch nicht bekannt',
  'which containers it has is not known yet': 'welche Container der Pod hat, ist noch nicht bekannt',
  'which image it runs is not known yet': 'welches Image läuft, ist noch nicht bekannt',
  'which images it runs is not known yet': 'welche Images laufen, ist noch nicht bekannt',
  'which disk it starts from is not known yet': 'von welchem Datenträger er startet, ist noch nicht bekannt',
};
