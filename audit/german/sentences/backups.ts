import type { Sentences } from '../sentence';

/** What is said of jobs that write backups and of those that try to bring them back: both take the same way. */
const jobs: Sentences = {
  '{site} declares no way to its object store (objectAccess), so nothing reaches it':
    '{site} gibt keinen Weg zum eigenen Objektspeicher an (objectAccess), also erreicht ihn nichts',
  'what runs at {site} is not among the inputs': 'was in {site} läuft, ist nicht unter den Eingaben',
  'what Terraform makes at {site} is not among the inputs':
    'was Terraform in {site} anlegt, ist nicht unter den Eingaben',
  'nothing at {site} writes the backup of {dataset}': 'nichts in {site} schreibt die Sicherung von {dataset}',
  'nothing at {site} writes the backup of {dataset}, unless {object} does, of which that is not shown':
    'nichts in {site} schreibt die Sicherung von {dataset}, es sei denn {object}, von dem das nicht zu sehen ist',
  'nothing at {site} tries to bring back the backup of {dataset}':
    'nichts in {site} versucht, die Sicherung von {dataset} wieder einzuspielen',
  'it is suspended': 'der Job ist ausgesetzt',
  'whether it is suspended is not known yet': 'ob der Job ausgesetzt ist, ist noch nicht bekannt',
  'the jobs that it makes are suspended': 'die Jobs, die er anlegt, sind ausgesetzt',
  'the jobs that it makes start no pod': 'die Jobs, die er anlegt, starten keinen Pod',
  'how many pods its jobs start is not known yet':
    'wie viele Pods seine Jobs starten, ist noch nicht bekannt',
  'its pods wait for somebody to open their scheduling gates':
    'die Pods warten darauf, dass jemand ihre Scheduling Gates öffnet',
  'whether its pods are scheduled is not known yet': 'ob die Pods eingeplant werden, ist noch nicht bekannt',
  'when it starts is not known yet': 'wann der Job startet, ist noch nicht bekannt',
  'it does not start once a day: {schedule}': 'der Job startet nicht jeden Tag: {schedule}',
  'it does not start once a month: {schedule}': 'der Job startet nicht jeden Monat: {schedule}',
  'on which node it runs is not said, and the others are let out nowhere':
    'auf welchem Knoten der Job läuft, ist nicht gesagt, und die anderen lässt nichts hinaus',
  'it names no place of a backup (RESTIC_REPOSITORY)':
    'der Job nennt keinen Ort einer Sicherung (RESTIC_REPOSITORY)',
  'to which container it goes is not known yet':
    'in welchen Objektcontainer die Sicherung geht, ist noch nicht bekannt',
  'it goes to {place}, and the estate says {other}':
    'die Sicherung geht nach {place}, und der Verbund nennt {other}',
  'which Secret opens the backup is not known yet':
    'welches Secret die Sicherung öffnet, ist noch nicht bekannt',
  'no Secret says by what the backup is encrypted':
    'kein Secret sagt, womit die Sicherung verschlüsselt wird',
  'the Secret {name} is neither made at {site} nor said to be given':
    'das Secret {name} wird in {site} weder angelegt noch als gegeben genannt',
  'it reads nothing of what serves {dataset} at {site}':
    'der Job liest nichts von dem, was {dataset} in {site} bereitstellt',
  'no network policy lets TCP {port} out to {range}':
    'keine Netzrichtlinie lässt TCP {port} nach {range} hinaus',
  'whether a network policy lets TCP {port} out to {range} is not known':
    'ob eine Netzrichtlinie TCP {port} nach {range} hinauslässt, ist nicht bekannt',
  'no network policy lets it reach the database {name}':
    'keine Netzrichtlinie lässt den Job zur Datenbank {name}',
  'whether a network policy lets it reach the database {name} is not known':
    'ob eine Netzrichtlinie den Job zur Datenbank {name} lässt, ist nicht bekannt',
  'what it brings back stays on the volume of {claim}':
    'was der Job einspielt, bleibt auf dem Datenträger von {claim}',
  'an option says another place or password than its variables':
    'eine Option nennt einen anderen Ort oder ein anderes Passwort als die Variablen',
  'it is a dry run': 'der Job läuft nur zur Probe (dry run)',
  'nothing that it is seen to run writes a backup':
    'nichts, was er erkennbar ausführt, schreibt eine Sicherung',
  'nothing that it is seen to run brings a backup back':
    'nichts, was er erkennbar ausführt, spielt eine Sicherung wieder ein',
  'where it brings things back to is not known yet': 'wohin der Job einspielt, ist noch nicht bekannt',
  'what one of its volumes is, is not known yet': 'was einer seiner Datenträger ist, ist noch nicht bekannt',
  'which volume it writes to is not known yet':
    'auf welchen Datenträger der Job schreibt, ist noch nicht bekannt',
  'of which domain it is, nothing says': 'zu welcher Domäne der Job gehört, sagt nichts',
  'it runs in the domain {domain}, and {dataset} is of {other}':
    'der Job läuft in der Domäne {domain}, und {dataset} gehört zu {other}',
  'TCP {port} out to {range} (objects of {peer}) at {site}':
    'TCP {port} nach {range} (Objektspeicher von {peer}) in {site} hinaus',
  'no container {name} at {site} keeps the backup of {dataset}':
    'kein Objektcontainer {name} in {site} behält die Sicherung von {dataset}',
  'no container {name} at {site} keeps the backup of {dataset}, unless it is one whose name is not known yet':
    'kein Objektcontainer {name} in {site} behält die Sicherung von {dataset}, es sei denn einer, dessen Name noch nicht bekannt ist',
  'no server at {site} is the node {name}': 'kein Server in {site} ist der Knoten {name}',
  'which ports the node {name} has is not known': 'welche Ports der Knoten {name} hat, ist nicht bekannt',
  'the node {name} has no port in a subnet of the plan':
    'der Knoten {name} hat keinen Port in einem Subnetz des Plans',
  'no subnet at {site} has {range}, in which its object store is to answer':
    'kein Subnetz in {site} hat {range}, in dem der Objektspeicher antworten soll',
  'no subnet at {site} has {range}, in which its object store is to answer, unless it is one whose range is not known yet':
    'kein Subnetz in {site} hat {range}, in dem der Objektspeicher antworten soll, es sei denn eines, dessen Adressbereich noch nicht bekannt ist',
  'no router joins the subnet of the node and that of the object store':
    'kein Router verbindet das Subnetz des Knotens und das des Objektspeichers',
  'whether a router joins the subnet of the node and that of the object store is not known':
    'ob ein Router das Subnetz des Knotens und das des Objektspeichers verbindet, ist nicht bekannt',
};

export const backups: Readonly<Record<string, Sentences>> = {
  'resilience/backups-are-written': jobs,
  'resilience/restores-are-tested': jobs,
};
