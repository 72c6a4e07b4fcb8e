import type { Sentences } from '../sentence';

/** Rules in `policies/kubernetes` about who gets in, and how. */
export const entries: Readonly<Record<string, Sentences>> = {
  'kubernetes/databases-admit-by-credential': {
    'whom it lets in is not known yet': 'wen die Datenbank einlässt, ist noch nicht bekannt',
    'whom line {number} of pg_hba lets in is not known':
      'wen Zeile {number} von pg_hba einlässt, ist nicht bekannt',
    'line {number} of pg_hba lets in whoever comes, without a credential':
      'Zeile {number} von pg_hba lässt jeden ohne Zugangsdaten ein',
    'line {number} of pg_hba lets in whoever comes without TLS':
      'Zeile {number} von pg_hba lässt auch ein, wer ohne TLS kommt',
    'which rights its roles have is not known yet':
      'welche Rechte die Rollen der Datenbank haben, ist noch nicht bekannt',
    'its role {name} is a superuser': 'die Rolle {name} der Datenbank ist ein Superuser',
    'its superuser is let in with a password':
      'der Superuser der Datenbank wird mit einem Passwort eingelassen',
    'whether its superuser is let in is not known yet':
      'ob der Superuser der Datenbank eingelassen wird, ist noch nicht bekannt',
  },
  'kubernetes/external-services-at-the-edge-only': {
    'an {kind} is there to be reached from outside; whether it is meant to, only an estate declares':
      '{kind} ist von außen erreichbar; ob das so sein soll, erklärt nur ein Verbund',
    'a {kind} is there to be reached from outside; whether it is meant to, only an estate declares':
      '{kind} ist von außen erreichbar; ob das so sein soll, erklärt nur ein Verbund',
    'it answers at addresses from outside (externalIPs); whether it is meant to, only an estate declares':
      'der Dienst antwortet unter Adressen von außen (externalIPs); ob er es soll, erklärt nur ein Verbund',
    'it answers at a port of every node; whether it is meant to, only an estate declares':
      'der Dienst antwortet an einem Port jedes Knotens; ob er es soll, erklärt nur ein Verbund',
    'it answers whoever reaches its load balancer; whether it is meant to, only an estate declares':
      'der Dienst antwortet jedem, der seinen Lastverteiler erreicht; ob er es soll, erklärt nur ein Verbund',
    'an {kind} is there to be reached from outside, and its namespace is not at the edge':
      '{kind} ist von außen erreichbar, und der Namespace steht nicht am Rand',
    'a {kind} is there to be reached from outside, and its namespace is not at the edge':
      '{kind} ist von außen erreichbar, und der Namespace steht nicht am Rand',
    'it answers at addresses from outside (externalIPs), and its namespace is not at the edge':
      'der Dienst antwortet unter Adressen von außen (externalIPs), und sein Namespace steht nicht am Rand',
    'what it is attached to is not known yet': 'woran die Route hängt, ist noch nicht bekannt',
    'whom its load balancer and its nodes answer is not known yet':
      'wem sein Lastverteiler und seine Knoten antworten, ist noch nicht bekannt',
    'it answers at a port of every node, and its namespace is not at the edge':
      'der Dienst antwortet an einem Port jedes Knotens, und sein Namespace steht nicht am Rand',
    'it answers whoever reaches its load balancer, and its namespace is not at the edge':
      'der Dienst antwortet jedem, der seinen Lastverteiler erreicht, und sein Namespace steht nicht am Rand',
    'of which type it is, is not known yet': 'von welcher Art er ist, ist noch nicht bekannt',
    'of which type a service of it is, is not known yet':
      'von welcher Art ein Dienst der Datenbank ist, ist noch nicht bekannt',
  },
  'kubernetes/tls-between-services': {
    'it answers any host without TLS': 'er antwortet für jeden Host ohne TLS',
    'it answers {host} without TLS': 'er antwortet für {host} ohne TLS',
    'it does not redirect calls without TLS': 'er leitet Aufrufe ohne TLS nicht um',
    'which hosts it answers with TLS is not known yet':
      'für welche Hosts er mit TLS antwortet, ist noch nicht bekannt',
    'whether it redirects calls without TLS is left to its controller':
      'ob er Aufrufe ohne TLS umleitet, ist seinem Controller überlassen',
    'listener {name} answers without TLS, and not with redirects alone':
      'der Listener {name} antwortet ohne TLS, und nicht nur mit Umleitungen',
    'whether listener {name} answers with TLS does not show':
      'ob der Listener {name} mit TLS antwortet, ist nicht zu sehen',
    'port {port} answers its own kubelet without TLS': 'Port {port} antwortet dem eigenen kubelet ohne TLS',
    'nothing shows whether port {port} answers with TLS': 'nichts zeigt, ob Port {port} mit TLS antwortet',
    'port {port} calls itself one without TLS': 'Port {port} nennt sich selbst einen ohne TLS',
  },
};
