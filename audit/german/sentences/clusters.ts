import type { Sentences } from '../sentence';

const container = 'der Container {name}';

/** Rules in `policies/kubernetes`. */
export const clusters: Readonly<Record<string, Sentences>> = {
  'kubernetes/admission-policies-deny': {
    'it concerns nothing: one of its conditions is never true':
      'sie betrifft nichts: Eine ihrer Bedingungen trifft nie zu',
    'it concerns nothing: all that it matches is excluded': 'sie betrifft nichts: Alles ist ausgenommen',
    'it refuses nothing: no validation of it can be broken':
      'sie weist nichts ab: Gegen keine ihrer Prüfungen lässt sich verstoßen',
    'what it refuses does not show': 'was sie abweist, ist nicht zu sehen',
    'whether a binding refuses a breach does not show':
      'ob eine Bindung einen Verstoß abweist, ist nicht zu sehen',
    'no binding of it refuses a breach': 'keine Bindung der Richtlinie weist einen Verstoß ab',
    'no binding puts it into force': 'keine Bindung setzt die Richtlinie in Kraft',
    'what it cannot examine goes through': 'was sie nicht prüfen kann, geht durch',
    'what becomes of what it cannot examine is not known yet':
      'was aus dem wird, was sie nicht prüfen kann, ist noch nicht bekannt',
  },
  'kubernetes/backups-not-suspended': {
    'it is suspended': 'die Sicherung ist ausgesetzt',
    'whether it is suspended is not known yet': 'ob die Sicherung ausgesetzt ist, ist noch nicht bekannt',
    'whether it makes a backup does not show, and {what*}':
      'ob er eine Sicherung macht, ist nicht zu sehen, und {what*}',
    'it is to start on a day that no year has': 'sie soll an einem Tag starten, den es in keinem Jahr gibt',
    'when it starts is not known yet': 'wann sie startet, ist noch nicht bekannt',
    'the jobs that it makes are suspended': 'die Jobs, die sie anlegt, sind ausgesetzt',
    'the jobs that it makes start no pod': 'die Jobs, die sie anlegt, starten keinen Pod',
    'how many pods its jobs start is not known yet':
      'wie viele Pods seine Jobs starten, ist noch nicht bekannt',
    'its pods wait for somebody to open their scheduling gates':
      'die Pods warten darauf, dass jemand ihre Scheduling Gates öffnet',
    'whether its pods are scheduled is not known yet':
      'ob die Pods eingeplant werden, ist noch nicht bekannt',
  },
  'kubernetes/capabilities-dropped': {
    'which capabilities {name} has is not known yet':
      'welche Capabilities der Container {name} hat, ist noch nicht bekannt',
    '{name} is given more capabilities': `${container} erhält weitere Capabilities`,
    '{name} keeps the capabilities that its runtime gives to all': `${container} behält die Capabilities, die seine Laufzeit allen gibt`,
  },
  'kubernetes/claims-are-static': {
    'of which class its volume is, is not known yet':
      'von welcher Klasse sein Datenträger ist, ist noch nicht bekannt',
    'whether its class encrypts does not show': 'ob seine Klasse verschlüsselt, ist nicht zu sehen',
    'which claims it makes is not known yet': 'welche Claims er anlegt, ist noch nicht bekannt',
    'which volumes it has is not known yet': 'welche Volumes der Pod hat, ist noch nicht bekannt',
    'its volume is not encrypted': 'sein Datenträger ist nicht verschlüsselt',
    'whether its volume is encrypted does not show':
      'ob sein Datenträger verschlüsselt ist, ist nicht zu sehen',
    'the volume that it is bound to is not among the objects':
      'der Datenträger, an den er gebunden ist, ist nicht unter den Objekten',
    'its class makes volumes that are not encrypted': 'seine Klasse legt unverschlüsselte Datenträger an',
    'its volume is made by the cluster’s default class that is not among the objects':
      'seinen Datenträger legt die Vorgabeklasse des Clusters an, die nicht unter den Objekten ist',
    'its volume is made by a class that is not among the objects':
      'seinen Datenträger legt eine Klasse an, die nicht unter den Objekten ist',
    'its volume is made by the class {name} that is not among the objects':
      'seinen Datenträger legt die Klasse {name} an, die nicht unter den Objekten ist',
  },
  'kubernetes/deprecated-apis-not-used': {
    'no release since {release} serves {version} of {kind}: {instead} took its place':
      'seit {release} bedient keine Version {version} von {kind}: An seine Stelle trat {instead}',
    'no release since {release} serves {version} of {kind}: {instead~} took its place':
      'seit {release} bedient keine Version {version} von {kind}: An seine Stelle trat {instead~}',
    '{version} is served only by clusters that are told to, and may end with the next release':
      '{version} bedienen nur Cluster, die so eingestellt sind, und es kann mit der nächsten Version enden',
  },
  'kubernetes/disruption-budget-lets-nodes-drain': {
    'its pods are counted by {name}, too, and what two budgets count is never evicted':
      'seine Pods zählt auch {name}, und was zwei Budgets zählen, wird nie verdrängt',
    'whether {name} counts its pods, too, is not known yet':
      'ob auch {name} seine Pods zählt, ist noch nicht bekannt',
    'it keeps all of its {count} pods, so that none may go':
      'es hält alle seine {count} Pods fest, so dass keiner gehen darf',
    'it never lets a pod go': 'es lässt nie einen Pod gehen',
    'how many pods it counts does not show': 'wie viele Pods es zählt, ist nicht zu sehen',
  },
  'kubernetes/every-kind-is-known': {
    'no policy knows what comes of a {kind}': 'keine Regel weiß, was aus {kind} wird',
    'it tells its operator what no policy reads, so that nothing says what comes of it: {fields}':
      'das Objekt gibt seinem Operator an, was keine Regel liest; was daraus wird, sagt also nichts: {fields}',
    'it tells its operator what no policy reads, so that nothing says what comes of it: {fields} (and {count} more)':
      'das Objekt gibt seinem Operator an, was keine Regel liest; was daraus wird, sagt also nichts: {fields} (und {count} weitere)',
  },
  'kubernetes/images-by-digest': {
    'its image goes by a tag, which can be moved to another one at any time':
      'das Image ist mit einem Tag genannt, der sich jederzeit auf ein anderes versetzen lässt',
    'the digest of its image has not been looked up yet': 'der Digest des Images wurde noch nicht ermittelt',
    'which image it runs is left to others': 'welches Image läuft, ist anderen überlassen',
  },
  'kubernetes/memory-limited': {
    'each of its pods may take all memory of its node':
      'jeder der Pods darf den ganzen Speicher seines Knotens nehmen',
    '{name} may take all memory of its node': `${container} darf den ganzen Speicher seines Knotens nehmen`,
    'how much memory {name} may take is not known yet':
      'wie viel Speicher der Container {name} nehmen darf, ist noch nicht bekannt',
  },
  'kubernetes/namespaces-enforce-restricted': {
    'which level it enforces is not known yet': 'welche Stufe der Namespace erzwingt, ist noch nicht bekannt',
    'it admits pods that are not restricted: it enforces {level}':
      'der Namespace lässt Pods ohne das Profil „restricted“ zu: Er erzwingt {level}',
    'which version of the level it enforces is not known yet':
      'welche Version der Stufe der Namespace erzwingt, ist noch nicht bekannt',
    'it admits every pod, and holds more than agents of nodes: {names}':
      'der Namespace lässt jeden Pod zu und enthält mehr als Knotenagenten: {names}',
    'it admits pods that are not restricted: it enforces nothing':
      'der Namespace lässt Pods ohne das Profil „restricted“ zu: Er erzwingt nichts',
    'it enforces the level as it was in {version}, which asked for less':
      'der Namespace erzwingt die Stufe, wie sie in {version} war; sie verlangte weniger',
    'it is not the only one of its domain that admits every pod':
      'der Namespace ist nicht der einzige seiner Domäne, der jeden Pod zulässt',
    'it is not among the objects, and so not which pods it refuses':
      'der Namespace ist nicht unter den Objekten und damit nicht, welche Pods er abweist',
    'which namespace its pods get is left to whoever applies it':
      'welchen Namespace die Pods bekommen, bestimmt, wer das Objekt anwendet',
  },
  'kubernetes/no-default-namespace': {
    'in which namespace it is, is not known yet': 'in welchem Namespace es liegt, ist noch nicht bekannt',
    'it is in the namespace default': 'das Objekt liegt im Namespace default',
    'its namespace is left to whoever applies it, and is default where they say none':
      'den Namespace bestimmt, wer das Objekt anwendet; ohne Angabe ist es default',
  },
  'kubernetes/no-host-paths': {
    'what one of its volumes is, is not known yet': 'was eines der Volumes ist, ist noch nicht bekannt',
    'what the driver of one of its volumes mounts is not known':
      'was der Treiber eines der Volumes einhängt, ist nicht bekannt',
    'it mounts {kind}, which no claim names': 'der Pod hängt {kind} ein, das kein Claim nennt',
    'what it is made of is not known yet': 'woraus der Datenträger entsteht, ist noch nicht bekannt',
    'it is a folder of whichever node its pod runs on':
      'der Datenträger ist ein Ordner des Knotens, auf dem der Pod gerade läuft',
    'it is a folder or a disk of one node':
      'der Datenträger ist ein Ordner oder eine Platte eines einzelnen Knotens',
    'it mounts a folder of its node': 'der Pod hängt einen Ordner seines Knotens ein',
    'which volumes it has is not known yet': 'welche Volumes der Pod hat, ist noch nicht bekannt',
  },
  'kubernetes/no-privilege-escalation': {
    'whether {name} may gain rights is not known yet':
      'ob der Container {name} Rechte hinzugewinnen kann, ist noch nicht bekannt',
    'a process of {name} may gain more rights than the one that started it':
      'ein Prozess von {name} kann mehr Rechte erlangen als der, der ihn startete',
  },
  'kubernetes/no-service-account-token-unless-asked': {
    'whether it is given a token is not known yet': 'ob der Pod ein Token erhält, ist noch nicht bekannt',
    'which account it has is not known yet': 'welches Konto der Pod hat, ist noch nicht bekannt',
    'it is given a token of the account {name}, for which nobody asked':
      'der Pod erhält ein Token des Kontos {name}, um das niemand gebeten hat',
    'what its account {name} says is not among the objects':
      'was sein Konto {name} sagt, ist nicht unter den Objekten',
  },
  'kubernetes/persistent-volumes-retained': {
    'its data goes with the claim': 'die Daten verschwinden mit dem Claim',
    'what becomes of it is not known yet': 'was aus dem Datenträger wird, ist noch nicht bekannt',
  },
  'kubernetes/probes-set': {
    'what {name} is asked is not known yet': 'was der Container {name} gefragt wird, ist noch nicht bekannt',
    '{name} is called before it answers': `${container} wird aufgerufen, bevor er antwortet`,
    '{name} stays when it answers no more': `${container} bleibt, wenn er nicht mehr antwortet`,
    'which containers it has is not known yet': 'welche Container der Pod hat, ist noch nicht bekannt',
  },
  'kubernetes/registry-of-own-site': {
    'no label says at which site it runs': 'keine Kennzeichnung sagt, an welchem Standort es läuft',
    'its image comes from {registry}, which is not the registry of {site}':
      'das Image kommt von {registry}; das ist nicht die Registry von {site}',
    'which image it runs is left to its operator': 'welches Image läuft, ist dem Operator überlassen',
  },
  'kubernetes/replicas-survive-a-node': {
    'the operator is told to make no disruption budget': 'der Operator soll kein PodDisruptionBudget anlegen',
    'how many of its pods may go at once is not known yet':
      'wie viele der Pods zugleich gehen dürfen, ist noch nicht bekannt',
    'whether its pods stand on different nodes is not known yet':
      'ob die Pods auf verschiedenen Knoten stehen, ist noch nicht bekannt',
    'its {count} pods may all stand on one node': 'alle {count} Pods können auf einem Knoten stehen',
    'no disruption budget keeps one of its pods while nodes are drained':
      'kein PodDisruptionBudget hält einen der Pods, während Knoten geräumt werden',
    'its disruption budget lets all of its pods go at once':
      'das PodDisruptionBudget lässt alle Pods zugleich gehen',
    'how many pods it has is not known yet': 'wie viele Pods es gibt, ist noch nicht bekannt',
  },
  'kubernetes/root-file-system-read-only': {
    'whether {name} may write is not known yet':
      'ob der Container {name} schreiben darf, ist noch nicht bekannt',
    '{name} may write anywhere in its file system': `${container} darf überall in seinem Dateisystem schreiben`,
  },
  'kubernetes/runs-as-non-root': {
    'as whom {name} runs is not known yet': 'als wer der Container {name} läuft, ist noch nicht bekannt',
    'whether {name} may run as root is not known yet':
      'ob der Container {name} als root laufen darf, ist noch nicht bekannt',
    '{name} runs as root unless its image says otherwise': `${container} läuft als root, wenn sein Image nichts anderes sagt`,
    '{name} runs as root': `${container} läuft als root`,
  },
  'kubernetes/seccomp-profile-set': {
    'which calls of the kernel {name} may make is not known yet':
      'welche Systemaufrufe der Container {name} machen darf, ist noch nicht bekannt',
    '{name} may make every call of the kernel': `${container} darf jeden Systemaufruf machen`,
    'its pods may make every call of the kernel': 'die Pods dürfen jeden Systemaufruf machen',
    'which calls of the kernel its pods may make is not known yet':
      'welche Systemaufrufe die Pods machen dürfen, ist noch nicht bekannt',
  },
  'kubernetes/storage-classes-encrypted': {
    'its volumes are not encrypted': 'die Datenträger der Klasse sind nicht verschlüsselt',
    'whether its volumes are encrypted does not show in its parameters':
      'ob die Datenträger verschlüsselt sind, zeigen die Parameter der Klasse nicht',
  },
};
