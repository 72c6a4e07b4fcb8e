import type { Sentences } from '../sentence';

/** Forms of a credential. */
export const credentials: Sentences = {
  'a connection string with a password': 'eine Verbindungsangabe mit Passwort',
  'a credential': 'Zugangsdaten',
  'an access key of S3': 'einen Zugriffsschlüssel für S3',
  'a password of cloud-init': 'ein Passwort für cloud-init',
  'an account of a registry': 'das Konto einer Registry',
  'a password given to a command': 'ein Passwort, das einem Befehl übergeben wird',
  'a password or key that stands beside its name': 'ein Passwort oder einen Schlüssel neben seinem Namen',
  'login by password over SSH': 'die Anmeldung mit Passwort über SSH',
  '`chpasswd`': '`chpasswd`',
  'a list of `chpasswd`': 'eine Liste für `chpasswd`',
  'a private key': 'einen privaten Schlüssel',
  'a private key of age': 'einen privaten Schlüssel für age',
  'a private key of WireGuard': 'einen privaten Schlüssel für WireGuard',
  'a token of {service}': 'ein Token für {service}',
  'a key of {service}': 'einen Schlüssel für {service}',
  'a JSON web token': 'ein JSON Web Token',
  'a token that joins a cluster': 'ein Token zum Beitritt in einen Cluster',
  'a hash of a password': 'den Hash eines Passworts',
};
