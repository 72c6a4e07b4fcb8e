import type { Sentences } from '../sentence';

const kinds = {
  site: 'Standort',
  zone: 'Zone',
  building: 'Gebäude',
  town: 'Ort',
  'control-plane': 'Steuerungsebene',
  'identity-provider': 'Anmeldedienst',
  'key-store': 'Schlüsselspeicher',
  'key store': 'Schlüsselspeicher',
  account: 'Konto',
  key: 'Schlüssel',
  credential: 'Zugangsberechtigung',
};

/** Losses and holders by kind and name, alone and with the copies that they reach. */
const named: Sentences = Object.fromEntries(
  Object.entries(kinds).map(([english, german]) => [`${english} {name}`, `${german} {name}`]),
);

/** What a promise's verdict says: losses, copies, what is missing of a copy, and the way between two. */
export const promise: Sentences = {
  ...named,
  'losing {loss*} takes {copies}, and there is no other copy; the same holds for {losses*}':
    'der Ausfall von {loss*} nimmt {copies}, und eine andere Kopie gibt es nicht; dasselbe gilt für {losses*}',
  'losing {loss*} takes {copies}, and there is no other copy':
    'der Ausfall von {loss*} nimmt {copies}, und eine andere Kopie gibt es nicht',
  'losing {loss*} takes {copies}; of the rest: {rest*}; the same holds for {losses*}':
    'der Ausfall von {loss*} nimmt {copies}; von den übrigen: {rest*}; dasselbe gilt für {losses*}',
  'losing {loss*} takes {copies}; of the rest: {rest*}':
    'der Ausfall von {loss*} nimmt {copies}; von den übrigen: {rest*}',
  'no two copies in different buildings are in the plan: {rest*}':
    'keine zwei Kopien in verschiedenen Gebäuden sind im Plan: {rest*}',
  'no two copies in different buildings are in the plan: ':
    'keine zwei Kopien in verschiedenen Gebäuden sind im Plan',
  'whether copies stand in two buildings is not known: {rest*}':
    'ob Kopien in zwei Gebäuden stehen, ist nicht bekannt: {rest*}',
  'copies share a building: {copies*}': 'Kopien stehen im selben Gebäude: {copies*}',
  'no copy is out of reach: {rest*}': 'keine Kopie ist außer Reichweite: {rest*}',
  'whether a copy is out of reach is not known: {rest*}':
    'ob eine Kopie außer Reichweite ist, ist nicht bekannt: {rest*}',
  'no copy is declared at {site}': 'in {site} ist keine Kopie erklärt',
  'credentials reach {site} and another copy: {list*}':
    'Zugangsberechtigungen erreichen {site} und eine weitere Kopie: {list*}',
  'every copy is opened by {list*}': 'alle Kopien öffnet: {list*}',
  'whether every copy is opened by {list*} is not known': 'ob alle Kopien öffnet, ist nicht bekannt: {list*}',
  '{site} does not count: {notes*} (and {count} more)': '{site} zählt nicht: {notes*} (und {count} weitere)',
  '{site} is undecided: {notes*} (and {count} more)':
    '{site} ist nicht entschieden: {notes*} (und {count} weitere)',
  '{site} does not count: {notes*}': '{site} zählt nicht: {notes*}',
  '{site} is undecided: {notes*}': '{site} ist nicht entschieden: {notes*}',
  '{site} is in the plan': '{site} ist im Plan',
  'nothing to replicate from: {why*}': 'es gibt nichts, wovon repliziert werden kann: {why*}',
  'its home is missing': 'der Hauptbestand fehlt',
  'no stack of site {site} is among the inputs': 'kein Stack des Standortes {site} ist unter den Eingaben',
  'no volume of {dataset} at {site}, unless it is one whose marks are not known yet':
    'kein Datenträger von {dataset} in {site}, es sei denn einer, dessen Kennzeichen noch nicht bekannt sind',
  'no volume of {dataset} at {site}': 'kein Datenträger von {dataset} in {site}',
  'no container of {dataset} at {site}': 'kein Objektcontainer von {dataset} in {site}',
  'how many there will be of it is not known': 'wie viele es davon geben wird, ist nicht bekannt',
  'not kept with the key of {dataset} at {site}: {what*}, declared {key}':
    'nicht mit dem Schlüssel von {dataset} in {site} verschlüsselt: {what*}, erklärt ist {key}',
  'not in the zone of {site}: {what*}, declared {zone}':
    'nicht in der Zone von {site}: {what*}, erklärt ist {zone}',
  'whether it is kept with the key of {dataset} at {site} is not known: {what*}':
    'ob mit dem Schlüssel von {dataset} in {site} verschlüsselt wird, ist nicht bekannt: {what*}',
  'whether it is in the zone of {site} is not known: {what*}':
    'ob es in der Zone von {site} steht, ist nicht bekannt: {what*}',
  'the volume has {size} GiB, {dataset} needs {need}':
    'der Datenträger hat {size} GiB, {dataset} braucht {need}',
  'its size is not known': 'die Größe ist nicht bekannt',
  'the volume is attached to no server': 'der Datenträger ist an keinen Server angehängt',
  'the volume is in region {region}, not at {site}':
    'der Datenträger steht in der Region {region}, nicht in {site}',
  'its server is in region {region}, not at {site}':
    'der Server steht in der Region {region}, nicht in {site}',
  'the server it is attached to goes away': 'der Server, an dem er hängt, verschwindet',
  'its server has no port': 'der Server hat keinen Port',
  'which ports its server has is not known': 'welche Ports der Server hat, ist nicht bekannt',
  'which server serves the volume is not known':
    'welcher Server den Datenträger bereitstellt, ist nicht bekannt',
  'which server serves the volume is not known: {list}':
    'welcher Server den Datenträger bereitstellt, ist nicht bekannt: {list}',
  'which server serves the volume is not known: it is attached by {list}':
    'welcher Server den Datenträger bereitstellt, ist nicht bekannt: angehängt ist er durch {list}',
  'it is hibernated': 'der Dienst ist stillgelegt (hibernated)',
  'its servers are fenced: PostgreSQL is stopped in them':
    'die Server sind abgeriegelt (fenced): PostgreSQL steht in ihnen',
  'whether it is stopped is not known yet': 'ob der Dienst angehalten ist, ist noch nicht bekannt',
  'its operator is told to leave it alone': 'der Operator soll den Dienst in Ruhe lassen',
  'its pods wait for somebody to open their scheduling gates':
    'die Pods warten darauf, dass jemand ihre Scheduling Gates öffnet',
  'whether its pods are scheduled is not known yet': 'ob die Pods eingeplant werden, ist noch nicht bekannt',
  'it runs on nodes with {label} {node} alone, and the volume is at {where}':
    'der Dienst läuft nur auf Knoten mit {label} {node}, und der Datenträger hängt an {where}',
  'whether it runs on the node that has the volume is not known: {label}':
    'ob der Dienst auf dem Knoten läuft, der den Datenträger hat, ist nicht bekannt: {label}',
  'it is scaled to nothing': 'der Dienst ist auf null skaliert',
  'nothing mounts the claim {claim}, so that nobody serves {dataset}':
    'nichts hängt den Claim {claim} ein, also stellt niemand {dataset} bereit',
  'no claim is bound to the volume of {dataset}': 'kein Claim ist an den Datenträger von {dataset} gebunden',
  'two volumes of the cluster lead to the one of {dataset}':
    'zwei Datenträger des Clusters führen zu dem von {dataset}',
  'no volume of the cluster at {site} leads to the one of {dataset}':
    'kein Datenträger des Clusters in {site} führt zu dem von {dataset}',
  'it leads to {id}, which is not the volume of {dataset}':
    'er führt zu {id}; das ist nicht der Datenträger von {dataset}',
  'which volume it leads to is not known yet': 'zu welchem Datenträger er führt, ist noch nicht bekannt',
  'it may be mounted on nodes with {label} {node}, and the volume is at {where}':
    'er lässt sich auf Knoten mit {label} {node} einhängen, und der Datenträger hängt an {where}',
  'it runs on nodes of {chosen} alone, and {name} is on one of {domain}':
    'der Dienst läuft nur auf Knoten von {chosen}, und {name} liegt auf einem von {domain}',
  'nodes of {domain} turn it away: it does not tolerate {taint}':
    'Knoten von {domain} weisen den Dienst ab: Er duldet {taint} nicht',
  'the server it is attached to is not in the plan: {name}':
    'der Server, an dem er hängt, steht nicht im Plan: {name}',
  'which server it is attached to is not known for certain':
    'an welchem Server er hängt, ist nicht sicher bekannt',
  'whether it is attached depends on a value that is not known yet':
    'ob er angehängt ist, hängt an einem noch nicht bekannten Wert',
  'the region of {what*} is not known': 'die Region ist nicht bekannt: {what*}',
  'the volume': 'der Datenträger',
  'the container': 'der Objektcontainer',
  'the server it is attached to': 'der Server, an dem er hängt',
  '{what*} is in region {region}, not at {site}': '{what*} steht in der Region {region}, nicht in {site}',
  'not a tunnel from {one} to {other} that knows its peer: {what*}, declared {address}':
    'kein Tunnel von {one} nach {other}, der seine Gegenstelle kennt: {what*}, erklärt ist {address}',
  'whether it is a tunnel from {one} to {other} that knows its peer is not known: {what*}':
    'ob es ein Tunnel von {one} nach {other} ist, der seine Gegenstelle kennt, ist nicht bekannt: {what*}',
  'how many tunnels from {one} to {other} there will be is not known':
    'wie viele Tunnel von {one} nach {other} es geben wird, ist nicht bekannt',
  'the IKE policy of the tunnel from {one} to {other}':
    'die IKE-Richtlinie des Tunnels von {one} nach {other}',
  'the IPSEC policy of the tunnel from {one} to {other}':
    'die IPsec-Richtlinie des Tunnels von {one} nach {other}',
  'the local range of the tunnel from {one} to {other}':
    'der eigene Bereich des Tunnels von {one} nach {other}',
  'the remote range of the tunnel from {one} to {other}':
    'der entfernte Bereich des Tunnels von {one} nach {other}',
  'it could not be examined ({reason~})': 'es konnte nicht geprüft werden ({reason~})',
  'whether a firewall group lets TCP {port} between {one} and {other} at {site} is not known':
    'ob eine Firewallgruppe TCP {port} zwischen {one} und {other} in {site} durchlässt, ist nicht bekannt',
  'whether the subnet is attached to the router of the tunnel from {one} to {other} is not known':
    'ob das Subnetz am Router des Tunnels von {one} nach {other} hängt, ist nicht bekannt',
  'whether it leads at {site} is not known yet': 'ob sie in {site} führt, ist noch nicht bekannt',
  'it follows another one, and its home is at {site}':
    'sie folgt einer anderen, und der Hauptbestand ist in {site}',
  'how the one at {site} reaches whom it follows is nowhere in it':
    'wie die in {site} erreicht, wem sie folgt, steht nirgends darin',
  'how the one at {site} reaches whom it follows is not known yet':
    'wie die in {site} erreicht, wem sie folgt, ist noch nicht bekannt',
  'whom the one at {site} follows is not known yet': 'wem die in {site} folgt, ist noch nicht bekannt',
  'the one at {site} follows {host}, not the home at {home}':
    'die in {site} folgt {host}, nicht dem Hauptbestand in {home}',
  'whom the home at {site} waits for is not known yet':
    'auf wen der Hauptbestand in {site} wartet, ist noch nicht bekannt',
  'whether the home at {site} waits for it is not known':
    'ob der Hauptbestand in {site} auf sie wartet, ist nicht bekannt',
  'the home at {site} waits for {number}, and {count} are declared synchronous':
    'der Hauptbestand in {site} wartet auf {number}, und {count} sind als synchron erklärt',
  'what runs at {site} is not among the inputs': 'was in {site} läuft, ist nicht unter den Eingaben',
  'it was rendered before the volume was made, and does not name it':
    'er wurde erzeugt, bevor der Datenträger angelegt war, und nennt ihn nicht',
  'the claim of {dataset} is mounted by more than one': 'den Claim von {dataset} hängt mehr als einer ein',
  'how many of it there will be is not known yet': 'wie viele es davon geben wird, ist noch nicht bekannt',
  'whether it may be mounted on the node that has it is not known: {label}':
    'ob er sich auf dem Knoten einhängen lässt, der ihn hat, ist nicht bekannt: {label}',
  'it may be mounted on nodes with {label} none at all, and the volume is at {where}':
    'er lässt sich mit {label} auf keinem Knoten einhängen, und der Datenträger hängt an {where}',
  'on which nodes it runs is not known yet': 'auf welchen Knoten er läuft, ist noch nicht bekannt',
  'which nodes it tolerates is not known yet': 'welche Knoten er duldet, ist noch nicht bekannt',
  '{what*} is missing': '{what*} fehlt',
  '{what*} is empty': '{what*} ist leer',
  '{what*} leaves out {range}': '{what*} lässt {range} aus',
  '{what*} is not known for certain': '{what*} ist nicht sicher bekannt',
  '{what*} is not known': '{what*} ist nicht bekannt',
  'local_id is {id}, and the other end expects {wanted}':
    'local_id ist {id}, und das andere Ende erwartet {wanted}',
  'no two ends to replicate between: {why*}':
    'es gibt keine zwei Enden, zwischen denen repliziert werden kann: {why*}',
  'no container of {dataset} at {site}, unless it is one whose marks are not known yet':
    'kein Objektcontainer von {dataset} in {site}, es sei denn einer, dessen Kennzeichen noch nicht bekannt sind',
  'which container at {site} holds the objects is not known: {names}':
    'welcher Objektcontainer in {site} die Objekte enthält, ist nicht bekannt: {names}',
  'not for the key of {dataset} at {site}: {what*}, declared {key}':
    'nicht für den Schlüssel von {dataset} in {site}: {what*}, erklärt ist {key}',
  'without a key it takes and sends no objects': 'ohne Schlüssel nimmt und sendet er keine Objekte',
  'whether it keeps versions is not known': 'ob er Versionen behält, ist nicht bekannt',
  'it keeps nothing of what is overwritten or deleted':
    'er behält nichts von dem, was überschrieben oder gelöscht wird',
  'its versions lie in a container that whoever writes to it can delete from':
    'seine Versionen liegen in einem Objektcontainer, in dem löschen kann, wer in ihn schreibt',
  'Swift passes nothing on from a container that keeps versions by itself':
    'Swift gibt aus einem Objektcontainer, der selbst Versionen behält, nichts weiter',
  'whether it passes objects on is not known': 'ob er Objekte weitergibt, ist nicht bekannt',
  'it passes on what it is to be the last to keep': 'er gibt weiter, was er als Letzter behalten soll',
  'nothing passes objects on from {one} to {other}': 'nichts gibt Objekte von {one} nach {other} weiter',
  'whether objects are passed on from {one} to {other} is not known':
    'ob Objekte von {one} nach {other} weitergegeben werden, ist nicht bekannt',
  'objects are not passed on from {one} to {other}: {why*}':
    'Objekte werden nicht von {one} nach {other} weitergegeben: {why*}',
  'they go to {given}, and the container is {name}':
    'sie gehen nach {given}, und der Objektcontainer ist {name}',
  'which container takes the objects from {one} to {other} is not known':
    'welcher Objektcontainer die Objekte von {one} nach {other} annimmt, ist nicht bekannt',
  'the containers from {one} to {other} have different keys':
    'die Objektcontainer von {one} nach {other} haben verschiedene Schlüssel',
  'whether the containers from {one} to {other} have the same key is not known':
    'ob die Objektcontainer von {one} nach {other} denselben Schlüssel haben, ist nicht bekannt',
  '{site}: {notes*}': '{site}: {notes*}',
  '{name} ({place})': '{name} ({place})',
  '{note*} ({place}) and {count} more': '{note*} ({place}) und {count} weitere',
  '{note*} ({place})': '{note*} ({place})',
};
