import type { Sentences } from '../sentence';

/** Rules in `policies/keys`. */
export const keys: Readonly<Record<string, Sentences>> = {
  'keys/custody-apart-from-data': {
    'may destroy keys at {site} and more: {list*}': 'darf in {site} Schlüssel vernichten und mehr: {list*}',
    '{name} ({rights*} at {site})': '{name} ({rights*} in {site})',
    deploy: 'bereitstellen',
    'destroy-data': 'Daten löschen',
    'destroy-keys': 'Schlüssel vernichten',
    account: 'das ganze Konto',
  },
  'keys/declared-key-opens-it': {
    'its key {given} is not the one declared for {what*}, {declared}':
      'der Schlüssel {given} ist nicht der für {what*} erklärte, {declared}',
    'whether its key is the one declared for {what*} is not known yet':
      'ob der Schlüssel der für {what*} erklärte ist, ist noch nicht bekannt',
    'system volumes of {domain} at {site}': 'Systemdatenträger von {domain} in {site}',
    'system volumes at {site}': 'Systemdatenträger in {site}',
    '{dataset} at {site}': '{dataset} in {site}',
  },
  'keys/made-apart-from-data': {
    'the stack that makes this key also makes {name}':
      'der Stack, der diesen Schlüssel anlegt, legt auch {name} an',
    'whether it is a key for data is not known yet':
      'ob es ein Schlüssel für Daten ist, ist noch nicht bekannt',
  },
  'keys/not-in-plan-or-state': {
    'its payload stands in the plan and in the state in plain text':
      'der Inhalt steht im Klartext in Plan und Zustandsdatei',
    'a private key stands in the plan and in the state in plain text, as a certificate':
      'ein privater Schlüssel steht als Zertifikat im Klartext in Plan und Zustandsdatei',
    'whether its payload is public, as its type says, is not known yet':
      'ob der Inhalt öffentlich ist, wie die Art sagt, ist noch nicht bekannt',
    'its pre-shared key is written into the configuration, for everyone who can read that':
      'der vorab geteilte Schlüssel steht in der Konfiguration, für alle, die sie lesen können',
    'its synchronisation key is written into the configuration, for everyone who can read that':
      'der Synchronisierungsschlüssel steht in der Konfiguration, für alle, die sie lesen können',
    'the password it makes stands in the state in plain text':
      'das erzeugte Passwort steht im Klartext in der Zustandsdatei',
    'the private key it makes stands in the state in plain text':
      'der erzeugte private Schlüssel steht im Klartext in der Zustandsdatei',
    'the secret it makes stands in the state in plain text':
      'das erzeugte Geheimnis steht im Klartext in der Zustandsdatei',
    'whether a secret goes through the plan into the state is not known yet':
      'ob ein Geheimnis über den Plan in die Zustandsdatei gelangt, ist noch nicht bekannt',
    'whether its pre-shared key is written into the configuration is not shown':
      'ob der vorab geteilte Schlüssel in der Konfiguration steht, ist nicht zu sehen',
    'whether its synchronisation key is written into the configuration is not shown':
      'ob der Synchronisierungsschlüssel in der Konfiguration steht, ist nicht zu sehen',
  },
  'keys/outlive-retention': {
    'what is written on {day} is kept until {end}, and keys end before at {list*}':
      'was am {day} geschrieben wird, bleibt bis {end}, und Schlüssel enden vorher in {list*}',
    '{site} (until {day})': '{site} (bis {day})',
  },
};
