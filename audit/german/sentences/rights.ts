import type { Sentences } from '../sentence';
import { credentials } from './credentials';

const container = 'der Container {name}';

/** Rules in `policies/kubernetes` about what accounts and pods may do, and who knows their passwords. */
export const rights: Readonly<Record<string, Sentences>> = {
  'kubernetes/no-secrets-in-plain-text': {
    ...credentials,
    '{path} holds a long random text, which may be a credential':
      '{path} enthält einen langen zufälligen Text, der Zugangsdaten sein kann',
    '{path} holds {what*}': '{path} enthält {what*}',
    'what {path} holds is not known yet': 'was {path} enthält, ist noch nicht bekannt',
    '{path} stands in a Secret, and may be a credential':
      '{path} steht in einem Secret und kann Zugangsdaten sein',
    '{path} is named as a credential is, and its value is not known yet':
      '{path} heißt wie Zugangsdaten, und der Wert ist noch nicht bekannt',
  },
  'kubernetes/no-wildcard-roles': {
    'who is given which role is not known yet': 'wer welche Rolle erhält, ist noch nicht bekannt',
    'it gives a role to {name}': 'die Bindung gibt {name} eine Rolle',
    'it gives {rights*}': 'die Rolle gibt {rights*}',
    'every right there is (cluster-admin)': 'jedes Recht, das es gibt (cluster-admin)',
    'every verb, those to come too': 'jedes Verb, auch künftige',
    'every resource of a group': 'jede Ressource einer Gruppe',
    'rights that it does not have itself (escalate)': 'Rechte, die sie selbst nicht hat (escalate)',
    'any role to anybody (bind)': 'jede Rolle an alle (bind)',
    'to act as somebody else (impersonate)': 'das Handeln als jemand anderes (impersonate)',
    'every secret of its namespace': 'jedes Secret des Namespace',
    'the secrets of every namespace that it is bound in':
      'die Secrets jedes Namespace, in dem sie gebunden ist',
    'to run programs in running pods': 'das Ausführen von Programmen in laufenden Pods',
    'every pod of every node (nodes/proxy)': 'jeden Pod jedes Knotens (nodes/proxy)',
    'tokens of any account': 'Tokens beliebiger Konten',
    'certificates in the name of anybody': 'Zertifikate auf beliebige Namen',
    'what is admitted to the cluster, and who sees it on its way':
      'das Ändern dessen, was der Cluster zulässt und wer es dabei sieht',
    'the labels of namespaces, and so which pods those refuse':
      'das Ändern der Kennzeichen von Namespaces und damit, welche Pods diese abweisen',
    'any folder of any node, as a volume': 'jeden Ordner jedes Knotens als Datenträger',
    'it gives what other roles give, which need not be among the objects':
      'die Rolle gibt, was andere Rollen geben, und diese müssen nicht unter den Objekten sein',
    'it gives {role}, which leads to every secret where it is bound':
      'die Bindung gibt {role}; damit ist jedes Secret lesbar, wo sie gilt',
    'what the role {name} gives is not among the objects':
      'was die Rolle {name} gibt, ist nicht unter den Objekten',
    'which rights it gives is not known yet': 'welche Rechte sie gibt, ist noch nicht bekannt',
  },
  'kubernetes/pods-not-privileged': {
    'it shares the network of its node': 'der Pod teilt das Netz seines Knotens',
    'it shares memory with processes of its node': 'der Pod teilt Speicher mit Prozessen seines Knotens',
    'it is a process of its node': 'der Pod läuft als Prozess seines Knotens',
    'it sets what the kernel keeps for all pods of its node':
      'der Pod verstellt, was der Kernel für alle Pods des Knotens führt',
    '{name} is a process of its node': 'der Container {name} läuft als Prozess seines Knotens',
    'what {name} sees of /proc is not known yet':
      'was der Container {name} von /proc sieht, ist noch nicht bekannt',
    '{name} sees what /proc hides from containers':
      'der Container {name} sieht, was /proc vor Containern verbirgt',
    '{name} has a port of its node, past every policy': `${container} hat einen Port seines Knotens, an jeder NetworkPolicy vorbei`,
    'what it sets of the kernel is not known yet': 'was der Pod am Kernel verstellt, ist noch nicht bekannt',
    'which ports {name} has is not known yet':
      'welche Ports der Container {name} hat, ist noch nicht bekannt',
    '{name} has its node call a host that it names, past every policy': `${container} lässt seinen Knoten einen Host aufrufen, den er nennt, an jeder NetworkPolicy vorbei`,
    'which host {name} has its node call is not known yet':
      'welchen Host der Container {name} seinen Knoten aufrufen lässt, ist noch nicht bekannt',
    '{name} leaves the confinement by {guard}': `${container} verlässt die Beschränkung durch {guard}`,
    'how {guard} confines {name} is not known yet':
      'wie {guard} den Container {name} beschränkt, ist noch nicht bekannt',
    '{name} is privileged: it may do whatever its node may': `${container} ist privilegiert: Er darf, was sein Knoten darf`,
    'it sees every process of its node': 'der Pod sieht jeden Prozess seines Knotens',
  },
};
