import type { Sentences } from '../sentence';

/** Rules in `policies/resilience`; what they say of copies and ways is in `promise`. */
export const resilience: Readonly<Record<string, Sentences>> = {
  'resilience/drills-lose-nothing': {
    'the drill of {day} contradicts that {dataset} survives the loss of {sites}: {missing} rows of {all} were missing':
      'die Übung vom {day} widerspricht dem, dass {dataset} den Ausfall von {sites} übersteht: {missing} von {all} Zeilen fehlten',
    'the drill of {day} contradicts that {dataset} survives the loss of {sites}: {missing} objects of {all} were missing':
      'die Übung vom {day} widerspricht dem, dass {dataset} den Ausfall von {sites} übersteht: {missing} von {all} Objekten fehlten',
    'the drill of {day} contradicts that {dataset} survives the loss of {sites}: something did not hold':
      'die Übung vom {day} widerspricht dem, dass {dataset} den Ausfall von {sites} übersteht: etwas hielt nicht stand',
  },
  'resilience/anti-affinity-is-hard': {
    'how many servers may share a host is not known yet':
      'wie viele Server sich einen Host teilen dürfen, ist noch nicht bekannt',
    'its policy is {policy}, which lets servers share a host':
      'die Regel der Gruppe ist {policy}; damit können sich Server einen Host teilen',
    'the group has no policy, so it keeps no servers apart':
      'die Gruppe hat keine Regel, trennt also keine Server',
    'the group permits {count} servers on one host': 'die Gruppe erlaubt {count} Server auf einem Host',
    'its policy is not known yet': 'die Regel der Gruppe ist noch nicht bekannt',
  },
  'resilience/backup-elsewhere-versioned': {
    'its backup at {site} keeps no versions': 'die Sicherung in {site} behält keine Versionen',
    'its backup is at its home, {site}': 'die Sicherung liegt beim Hauptbestand, in {site}',
    'no container for its backup at {site}': 'kein Objektcontainer für die Sicherung in {site}',
    'no backup at {site}, unless it is a container whose marks are not known yet':
      'keine Sicherung in {site}, es sei denn ein Objektcontainer, dessen Kennzeichen noch nicht bekannt sind',
    'whether its backup at {site} is versioned is not known yet':
      'ob die Sicherung in {site} Versionen behält, ist noch nicht bekannt',
  },
  'resilience/containers-not-emptied': {
    'deleting it empties it first': 'das Löschen leert den Objektcontainer zuvor',
    'whether deleting it empties it is not known yet': 'ob das Löschen ihn leert, ist noch nicht bekannt',
  },
  'resilience/data-server-in-hard-group': {
    'which server group it is in is not known yet': 'in welcher Servergruppe er ist, ist noch nicht bekannt',
    'it is in no server group, so it may share a host with the others':
      'der Server ist in keiner Servergruppe, kann sich also einen Host mit den anderen teilen',
    'it is in no server group, and whether it holds data is not known':
      'der Server ist in keiner Servergruppe; ob er Daten hält, ist nicht bekannt',
    'its server group is not surely one of this plan':
      'dass die Servergruppe eine dieses Plans ist, steht nicht fest',
  },
  'resilience/data-servers-go-gently': {
    'it holds volumes, and deleting it leaves no time to write or to turn back':
      'der Server hat Datenträger, und das Löschen lässt keine Zeit zum Schreiben oder zur Umkehr',
    'whether it is deleted by force while it holds volumes is not known yet':
      'ob er mit Gewalt gelöscht wird, während er Datenträger hat, ist noch nicht bekannt',
  },
  'resilience/passed-on-objects-keep-versions': {
    'if it passes objects on: {what*}': 'falls er Objekte weitergibt: {what*}',
    'a deletion is passed on, and no history keeps what was deleted':
      'eine Löschung wird weitergegeben, und keine Geschichte behält, was gelöscht wurde',
    'without a key it passes nothing on': 'ohne Schlüssel gibt er nichts weiter',
    'whether it keeps versions is not known yet': 'ob er Versionen behält, ist noch nicht bekannt',
  },
  'resilience/site-starts-alone': {
    '{what*} (through {chain}, then {rest})': '{what*} (über {chain}, dann {rest})',
    '{what*} (through {chain})': '{what*} (über {chain})',
    '{host} is at {site}': '{host} liegt in {site}',
    '{host} is outside the region': '{host} liegt außerhalb der Region',
    '{host} belongs to no site': '{host} gehört zu keinem Standort',
    'nothing in its namespace answers as {host}': 'nichts im eigenen Namespace antwortet als {host}',
    'nothing at {site} answers as {host}': 'nichts in {site} antwortet als {host}',
    'its image comes from {registry}: {what*}': 'das Image kommt von {registry}: {what*}',
    'it needs the Secret {name}, which nothing at {site} makes':
      'es braucht das Secret {name}, das in {site} nichts anlegt',
    'it needs the ConfigMap {name}, which nothing at {site} makes':
      'es braucht die ConfigMap {name}, die in {site} nichts anlegt',
    'it needs the claim {name}, which nothing at {site} makes':
      'es braucht den Claim {name}, den in {site} nichts anlegt',
    'it needs the ServiceAccount {name}, which nothing at {site} makes':
      'es braucht den ServiceAccount {name}, den in {site} nichts anlegt',
    'what it needs there is not known yet': 'was es dort braucht, ist noch nicht bekannt',
    'at which site it runs is not known: its objects bear no label of one':
      'an welchem Standort es läuft, ist nicht bekannt: Seine Objekte tragen keine Kennzeichnung eines Standortes',
  },
  'resilience/stateful-resource-kept': {
    'the plan replaces it: the new one is empty': 'der Plan ersetzt die Ressource: Die neue ist leer',
    'the plan deletes it': 'der Plan löscht die Ressource',
    'the plan stops managing it: nothing judges or protects it any more':
      'der Plan gibt die Ressource auf: Nichts beurteilt oder schützt sie mehr',
  },
  'resilience/stateful-resource-protected': {
    'nothing keeps a plan from deleting it': 'nichts hindert einen Plan daran, die Ressource zu löschen',
  },
  'resilience/disks-outlive-server': {
    'its disks are not known yet': 'die Datenträger sind noch nicht bekannt',
    'disk {at} ({source}) is deleted with its server':
      'Datenträger {at} ({source}) wird mit seinem Server gelöscht',
    'whether disk {at} ({source}) is deleted with its server, and what it holds, is not known yet':
      'ob Datenträger {at} ({source}) mit seinem Server gelöscht wird und was darauf liegt, ist noch nicht bekannt',
  },
};
