import type { Sentences } from '../sentence';
import { credentials } from './credentials';

/** Rules in `policies/identity`. */
export const identity: Readonly<Record<string, Sentences>> = {
  'identity/application-credentials-restricted': {
    'which calls it may make is not known yet': 'welche Aufrufe sie machen dürfen, ist noch nicht bekannt',
    'which calls an access rule lets it make cannot be read':
      'welche Aufrufe eine Zugriffsregel ihnen erlaubt, lässt sich nicht lesen',
    'it has the role of an administrator': 'sie haben die Rolle eines Administrators',
    'which roles it has is not known yet': 'welche Rollen sie haben, ist noch nicht bekannt',
    'an access rule lets it call all of a service':
      'eine Zugriffsregel lässt sie einen ganzen Dienst aufrufen',
    'it ends more than {days} days after {day}': 'sie enden mehr als {days} Tage nach {day}',
    'it has no end and no bounds, and its secret stands in the state':
      'sie haben weder Ende noch Grenzen, und ihr Geheimnis steht in der Zustandsdatei',
    'it may make other credentials and trusts':
      'sie dürfen weitere Zugangsdaten anlegen und Trusts ausstellen',
    'it never ends': 'sie enden nie',
    'its secret is written down': 'ihr Geheimnis ist niedergeschrieben',
    'no access rule bounds what it may call': 'keine Zugriffsregel begrenzt, was sie aufrufen dürfen',
    'when it ends cannot be read': 'wann sie enden, lässt sich nicht lesen',
    'when it ends is not known yet': 'wann sie enden, ist noch nicht bekannt',
    'whether it may make others is not known yet': 'ob sie weitere anlegen dürfen, ist noch nicht bekannt',
  },
  'identity/key-pair-imported': {
    'its private key stands in the state': 'der private Schlüssel steht in der Zustandsdatei',
    'the cloud makes the key pair and its private half goes into the state':
      'die Cloud erzeugt das Schlüsselpaar, und der private Teil kommt in die Zustandsdatei',
    'whether a public key is given is not known yet':
      'ob ein öffentlicher Schlüssel angegeben ist, ist noch nicht bekannt',
  },
  'identity/no-credentials-in-metadata': {
    ...credentials,
    '{path} holds a long random text, which may be a credential':
      '{path} enthält einen langen zufälligen Text, der Zugangsdaten sein kann',
    '{path} holds {what*}': '{path} enthält {what*}',
    '{path} leads to a credential': '{path} führt zu Zugangsdaten',
    '{path} is named as a credential is, and its value is not known yet':
      '{path} heißt wie Zugangsdaten, und der Wert ist noch nicht bekannt',
    'what its {path} holds is not known yet': 'was {path} enthält, ist noch nicht bekannt',
  },
  'identity/no-credentials-in-provider-blocks': {
    'a credential is its default, written down': 'Zugangsdaten sind als Vorgabewert niedergeschrieben',
    '{path} is {variable}, whose default is written down':
      '{path} ist {variable}, deren Vorgabewert niedergeschrieben ist',
    '{path} is written down': '{path} ist niedergeschrieben',
    'where {path} comes from is not shown: {source}': 'woher {path} kommt, ist nicht zu sehen: {source}',
  },
  'identity/no-credentials-in-user-data': {
    ...credentials,
    'its user data holds a long random text, which may be a credential':
      'die User-Data enthält einen langen zufälligen Text, der Zugangsdaten sein kann',
    'its user data holds {what*}': 'die User-Data enthält {what*}',
    'what its user data holds is not shown: a plan has the hash of it only':
      'was die User-Data enthält, ist nicht zu sehen: Ein Plan hat nur ihre Prüfsumme',
  },
  'identity/no-password-on-servers': { 'the server is given a password': 'der Server erhält ein Passwort' },
  'identity/no-role-beyond-project': {
    'whether it is held on a domain is not known yet':
      'ob die Rolle für eine Domain gilt, ist noch nicht bekannt',
    'what it is held on is not shown': 'wofür die Rolle gilt, ist nicht zu sehen',
    'it is held on a whole domain': 'die Rolle gilt für eine ganze Domain',
    'it is held on the project {given}, the site’s is {own}':
      'die Rolle gilt für das Projekt {given}, das des Standortes ist {own}',
    'it reaches every project below, those of today and those to come':
      'die Rolle reicht in jedes Projekt darunter, heutige wie künftige',
    'the role {name} is an administrator’s': 'die Rolle {name} ist eine der Administration',
    'whether its project is {name} is not shown': 'ob das Projekt {name} ist, ist nicht zu sehen',
    'which role it gives is not shown': 'welche Rolle vergeben wird, ist nicht zu sehen',
  },
  'identity/provider-guards-its-calls': {
    'it calls a service without encryption': 'ein Dienst wird unverschlüsselt aufgerufen',
    'it logs every call and its answer': 'jeder Aufruf und seine Antwort werden protokolliert',
    'it takes any certificate (insecure)': 'jedes Zertifikat wird angenommen (insecure)',
    'its credentials travel without encryption': 'die Zugangsdaten werden unverschlüsselt übertragen',
    'whether its calls are encrypted is not known': 'ob Aufrufe verschlüsselt sind, ist nicht bekannt',
    'whether it checks certificates is not known': 'ob Zertifikate geprüft werden, ist nicht bekannt',
    'whether it logs its calls is not known': 'ob Aufrufe protokolliert werden, ist nicht bekannt',
  },
  'identity/users-without-passwords': {
    'whether its password may be guessed without end is not known yet':
      'ob das Passwort beliebig oft geraten werden darf, ist noch nicht bekannt',
    'whether it may keep the password it was given is not known yet':
      'ob das vergebene Passwort geändert werden muss, ist noch nicht bekannt',
    'it may keep the password it was given': 'das vergebene Passwort muss nicht geändert werden',
    'its password may be guessed without end': 'das Passwort darf beliebig oft geraten werden',
    'its password never expires': 'das Passwort läuft nie ab',
    'its password stands in plan and state': 'das Passwort steht in Plan und Zustandsdatei',
    'whether its password never expires is not known yet':
      'ob das Passwort nie abläuft, ist noch nicht bekannt',
  },
};
