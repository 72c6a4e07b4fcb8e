import type { Sentences } from '../sentence';

/** What is said of the way between two copies: servers and their ports, rules, tunnels, databases that follow. */
export const replication: Sentences = {
  'nothing to replicate with at {site}: no port serves the volume':
    'in {site} gibt es nichts, womit repliziert werden kann: kein Port führt zum Datenträger',
  'which port serves the volume at {site} is not known':
    'welcher Port in {site} zum Datenträger führt, ist nicht bekannt',
  "the subnet of the server's port at {site} is not known":
    'das Subnetz des Serverports in {site} ist nicht bekannt',
  "the subnet of the server's port at {site} is not known for certain":
    'das Subnetz des Serverports in {site} ist nicht sicher bekannt',
  "the subnet of the server's port at {site} has no gateway, so its way out is not shown":
    'das Subnetz des Serverports in {site} hat kein Gateway, also ist sein Weg nach außen nicht zu sehen',
  "the subnet of the server's port at {site} hands out no addresses":
    'das Subnetz des Serverports in {site} vergibt keine Adressen',
  "the network of the server's port at {site} goes away": 'das Netz des Serverports in {site} verschwindet',
  '{what*} is switched off: {why*}': '{what*} ist abgeschaltet: {why*}',
  'whether {what*} is switched on is not known': 'ob {what*} eingeschaltet ist, ist nicht bekannt',
  "the server's port at {site}": 'der Serverport in {site}',
  "the network of the server's port at {site}": 'das Netz des Serverports in {site}',
  'the tunnel from {one} to {other}': 'der Tunnel von {one} nach {other}',
  'the router of the tunnel from {one} to {other}': 'der Router des Tunnels von {one} nach {other}',
  'the VPN service of the tunnel from {one} to {other}': 'der VPN-Dienst des Tunnels von {one} nach {other}',
  'no security group rule lets {traffic*}': 'keine Regel einer Sicherheitsgruppe lässt {traffic*}',
  'it is not known whether a security group rule lets {traffic*}':
    'nicht bekannt ist, ob eine Regel einer Sicherheitsgruppe zulässt: {traffic*}',
  'TCP {port} in from {range} ({peer}) at {site}': 'TCP {port} von {range} ({peer}) in {site} herein',
  'TCP {port} out to {range} ({peer}) at {site}': 'TCP {port} nach {range} ({peer}) in {site} hinaus',
  'answers (TCP {first} to {last}) in from {range} ({peer}) at {site}, and its group is stateless':
    'Antworten (TCP {first} bis {last}) von {range} ({peer}) in {site} herein, und die Gruppe ist zustandslos',
  'answers (TCP {first} to {last}) out to {range} ({peer}) at {site}, and its group is stateless':
    'Antworten (TCP {first} bis {last}) nach {range} ({peer}) in {site} hinaus, und die Gruppe ist zustandslos',
  'a firewall group drops TCP {port} between {one} and {other} at {site}':
    'eine Firewallgruppe verwirft TCP {port} zwischen {one} und {other} in {site}',
  'no two ends to replicate between': 'es gibt keine zwei Enden, zwischen denen repliziert werden kann',
  'no tunnel from {one} to {other}': 'kein Tunnel von {one} nach {other}',
  'not a tunnel from {one} to {other} that knows its peer: {why*}':
    'kein Tunnel von {one} nach {other}, der seine Gegenstelle kennt: {why*}',
  'whether there is a tunnel from {one} to {other} is not known':
    'ob es einen Tunnel von {one} nach {other} gibt, ist nicht bekannt',
  'the two ends between {one} and {other} do not agree: {path} is {here} and {there}':
    'die beiden Enden zwischen {one} und {other} stimmen nicht überein: {path} ist {here} und {there}',
  'the two ends between {one} and {other} have different pre-shared keys':
    'die beiden Enden zwischen {one} und {other} haben verschiedene vorab geteilte Schlüssel',
  'whether the two ends between {one} and {other} have the same pre-shared key is not known':
    'ob die beiden Enden zwischen {one} und {other} denselben vorab geteilten Schlüssel haben, ist nicht bekannt',
  'whether the two ends between {one} and {other} agree is not known: {why*}':
    'ob die beiden Enden zwischen {one} und {other} übereinstimmen, ist nicht bekannt: {why*}',
  'the two ends between {one} and {other} do not know each other: {why*}':
    'die beiden Enden zwischen {one} und {other} kennen einander nicht: {why*}',
  'neither end between {one} and {other} opens the tunnel: initiator is "response-only" at both':
    'keines der beiden Enden zwischen {one} und {other} baut den Tunnel auf: initiator ist an beiden „response-only“',
  'which end between {one} and {other} opens the tunnel is not known: initiator is open':
    'welches Ende zwischen {one} und {other} den Tunnel aufbaut, ist nicht bekannt: initiator ist offen',
  'the router of the tunnel from {one} to {other} has no external network':
    'der Router des Tunnels von {one} nach {other} hat kein externes Netz',
  'the subnet is not attached to the router of the tunnel from {one} to {other}':
    'das Subnetz hängt nicht am Router des Tunnels von {one} nach {other}',
  'the home at {site} waits for no copy': 'der Hauptbestand in {site} wartet auf keine Kopie',
  'the home at {site} waits for no copy: {why*}': 'der Hauptbestand in {site} wartet auf keine Kopie: {why*}',
  'the one at {site} may lose what it has written: {why*}':
    'die in {site} kann verlieren, was sie geschrieben hat: {why*}',
  'whether the one at {site} keeps what it writes is not known yet':
    'ob die in {site} behält, was sie schreibt, ist noch nicht bekannt',
  'the one at {site} asks at port {port}, and the home answers at {declared}':
    'die in {site} fragt an Port {port}, und der Hauptbestand antwortet an {declared}',
  'at which port the one at {site} asks is not known yet':
    'an welchem Port die in {site} fragt, ist noch nicht bekannt',
  'as which role the one at {site} follows is not known':
    'als welche Rolle die in {site} folgt, ist nicht bekannt',
  'no line of pg_hba lets {user} follow from {site}':
    'keine Zeile von pg_hba lässt {user} von {site} aus folgen',
  'whether a line of pg_hba lets {user} follow from {site} is not known':
    'ob eine Zeile von pg_hba {user} von {site} aus folgen lässt, ist nicht bekannt',
  'nothing shows that there is a role {user} that may follow':
    'nichts zeigt, dass es eine Rolle {user} gibt, die folgen darf',
  'whether the role {user} may follow is not known yet':
    'ob die Rolle {user} folgen darf, ist noch nicht bekannt',
  'the role {user} may not follow': 'die Rolle {user} darf nicht folgen',
  'the home at {site} does not wait for {name}': 'der Hauptbestand in {site} wartet nicht auf {name}',
  'the home at {site} may wait for others than {name}':
    'der Hauptbestand in {site} wartet womöglich auf andere als {name}',
  'the home at {site} goes on without its copy: {why*}':
    'der Hauptbestand in {site} arbeitet ohne seine Kopie weiter: {why*}',
  'the one at {site} follows nobody: it is a database of its own':
    'die in {site} folgt niemandem: Sie ist eine eigene Datenbank',
  'the one at {site} does not make sure whom it follows: {why*}':
    'die in {site} stellt nicht sicher, wem sie folgt: {why*}',
  'what the one at {site} follows is not known yet': 'wem die in {site} folgt, ist noch nicht bekannt',
};
