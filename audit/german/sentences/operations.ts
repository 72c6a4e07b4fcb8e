import type { Sentences } from '../sentence';

/** Rules in `policies/operations`. */
export const operations: Readonly<Record<string, Sentences>> = {
  'operations/erasable-when-retention-ends': {
    'how long it keeps versions is not known yet': 'wie lange Versionen bleiben, ist noch nicht bekannt',
    'it is opened by a key that is none of {dataset}’s, and outlives those':
      'geöffnet wird es mit einem Schlüssel, der nicht zu {dataset} gehört und deren Schlüssel überdauert',
    'it keeps versions for {given} days, declared are {declared}':
      'Versionen bleiben {given} Tage, erklärt sind {declared}',
    'no key is named whose end would be the end of its {dataset}':
      'kein Schlüssel ist genannt, dessen Ende das Ende von {dataset} darin wäre',
    'nothing says when what it keeps of deleted objects ends':
      'nichts sagt, wann endet, was von gelöschten Objekten bleibt',
    'whose data it holds, and under which key, is not known yet':
      'wessen Daten darin liegen und unter welchem Schlüssel, ist noch nicht bekannt',
  },
  'operations/every-type-is-known': {
    '{type}: its parameters are looked at for credentials; what its template makes is in no plan':
      '{type}: Die Parameter werden auf Zugangsdaten geprüft; was die Vorlage anlegt, steht in keinem Plan',
    '{type}: a program or another service answers it, and what that does is in no plan':
      '{type}: Ein Programm oder ein anderer Dienst beantwortet es, und was dabei geschieht, steht in keinem Plan',
    '{type}: the plan invokes an action, and what that does is in no plan':
      '{type}: Der Plan ruft eine Aktion auf, und was sie tut, steht in keinem Plan',
    '{type}: the plan stops managing it, and it stays in the cloud, where nothing judges it any more':
      '{type}: Der Plan verwaltet es nicht mehr, und es bleibt in der Cloud, wo nichts es mehr beurteilt',
    '{type}: the plan deletes it, and whether it holds data no policy knows':
      '{type}: Der Plan löscht es, und ob es Daten enthält, weiß keine Regel',
    '{type}: no policy judges resources of this type': '{type}: Keine Regel beurteilt Ressourcen dieser Art',
    '{type}: the rules keep it and ask whose data it holds; none shows whether and by whose key it is encrypted':
      '{type}: Regeln bewahren es und fragen, wessen Daten darin liegen; keine zeigt, ob und mit wessen Schlüssel es verschlüsselt ist',
    '{type}: its provisioner runs programs, and what those do is in no plan':
      '{type}: Der Provisioner führt Programme aus, und was sie tun, steht in keinem Plan',
  },
  'operations/marks-agree-with-place': {
    'it names {given}, and which site it stands at is not known':
      'die Kennzeichnung nennt {given}, und an welchem Standort die Ressource steht, ist nicht bekannt',
    'it names {given} and stands at {site}':
      'die Kennzeichnung nennt {given}, und die Ressource steht in {site}',
    'which site it names is not known yet':
      'welchen Standort die Kennzeichnung nennt, ist noch nicht bekannt',
  },
  'operations/no-values-beside-arguments': {
    '{path} adds {keys} to the request, which no rule reads':
      '{path} fügt der Anfrage {keys} hinzu, was keine Regel liest',
    '{path} sets {keys} past the argument that the rules read':
      '{path} setzt {keys} an dem Argument vorbei, das die Regeln lesen',
    'what {path} adds to the request is not known yet':
      'was {path} der Anfrage hinzufügt, ist noch nicht bekannt',
  },
  'operations/node-has-system-disk': {
    'whether it has user data is not known yet': 'ob er User-Data hat, ist noch nicht bekannt',
    'it has no user data, so nothing mounts its system disk':
      'der Knoten hat keine User-Data, also hängt nichts seinen Systemdatenträger ein',
    'no volume with the role system is attached to it': 'kein Datenträger mit der Rolle system ist angehängt',
    'whether a volume with the role system is attached to it is not known':
      'ob ein Datenträger mit der Rolle system angehängt ist, ist nicht bekannt',
    'whether it is a node is not known yet': 'ob es ein Knoten ist, ist noch nicht bekannt',
  },
  'operations/nothing-unmanaged': {
    'it is looked up here, and whether another configuration manages it is not shown':
      'es wird hier nachgeschlagen; ob eine andere Konfiguration es verwaltet, ist nicht zu sehen',
    'it belongs to a managed resource, and whether that one made it is not shown':
      'es gehört zu einer verwalteten Ressource; ob diese es angelegt hat, ist nicht zu sehen',
    'it exists in the project, and no configuration that was given manages it':
      'es besteht im Projekt, und keine der vorliegenden Konfigurationen verwaltet es',
  },
  'operations/provider-pinned': {
    'it is {given}, not {wanted} of a public registry':
      'es ist {given}, nicht {wanted} aus einer öffentlichen Registry',
    '{given} lets other versions in, so the next run may use another one':
      '{given} lässt andere Versionen zu, also kann der nächste Lauf eine andere verwenden',
    'it is pinned to {given}, and the estate is built and judged for {wanted}':
      'festgelegt ist {given}, und der Verbund wird für {wanted} gebaut und beurteilt',
    'no version is set, so the next run may use another one':
      'keine Version ist gesetzt, also kann der nächste Lauf eine andere verwenden',
  },
  'operations/stateful-resource-belongs-to-dataset': {
    'its role is {role}, and no mark says which dataset it holds':
      'die Rolle ist {role}, und kein Kennzeichen sagt, welcher Datenbestand darin liegt',
    'it can carry no mark, so nothing says whose data it holds':
      'die Ressource kann kein Kennzeichen tragen, also sagt nichts, wessen Daten darin liegen',
    'its role is data, and no mark says which dataset it holds':
      'die Rolle ist data, und kein Kennzeichen sagt, welcher Datenbestand darin liegt',
    'no mark says what it is for': 'kein Kennzeichen sagt, wozu es dient',
    'it can carry no mark, so whose data it opens is not known':
      'die Ressource kann kein Kennzeichen tragen, also ist nicht bekannt, wessen Daten sie öffnet',
    'its marks are not known yet': 'die Kennzeichen sind noch nicht bekannt',
  },
};
