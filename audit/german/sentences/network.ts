import type { Sentences } from '../sentence';

/** Rules in `policies/network`. */
export const network: Readonly<Record<string, Sentences>> = {
  'network/address-pairs-narrow': {
    'which addresses the port may use is not known yet':
      'welche Adressen der Port verwenden darf, ist noch nicht bekannt',
    'the port may use every address of {count} ranges, which are too wide together':
      'der Port darf jede Adresse von {count} Bereichen verwenden, die zusammen zu weit sind',
    'the port may use every address of {range}, also those of the range of {site}':
      'der Port darf jede Adresse aus {range} verwenden, auch die aus dem Bereich von {site}',
    'the port may use every address of {range}, also those of {subnet}':
      'der Port darf jede Adresse aus {range} verwenden, auch die aus {subnet}',
    'the port may use every address of {range}': 'der Port darf jede Adresse aus {range} verwenden',
    'the port may use {address}, an address of {subnet}, which is not its own':
      'der Port darf {address} verwenden, eine Adresse aus {subnet}, das nicht sein eigenes ist',
    'the port may use {address}, the address of {server}':
      'der Port darf {address} verwenden, die Adresse von {server}',
    'the port may use {address}, the gateway of {subnet}':
      'der Port darf {address} verwenden, das Gateway von {subnet}',
    'the port may use {address}, which no subnet of its network has':
      'der Port darf {address} verwenden, die kein Subnetz seines Netzes hat',
    'an address that the port may use is not known yet':
      'eine Adresse, die der Port verwenden darf, ist noch nicht bekannt',
    'whether {address} belongs to the port’s own subnet is not shown':
      'ob {address} zum eigenen Subnetz des Ports gehört, ist nicht zu sehen',
    'whether {address} is the address of {server} is not shown':
      'ob {address} die Adresse von {server} ist, ist nicht zu sehen',
  },
  'network/administration-ports-from-management-only': {
    '{ports~}: it admits {range}, which is as good as anyone':
      '{ports~}: Die Regel lässt {range} ein, also so gut wie alle',
    '{ports~}: it names no other end, so it admits anyone':
      '{ports~}: Die Regel nennt keine Gegenstelle, lässt also alle ein',
    '{from} may reach {ports~}; the management range is {range}':
      '{from} darf {ports~} erreichen; der Verwaltungsbereich ist {range}',
    '{from} may reach {ports~}, and its site’s management range is not known':
      '{from} darf {ports~} erreichen, und der Verwaltungsbereich des Standortes ist nicht bekannt',
    'anyone may reach {ports~}': 'alle dürfen {ports~} erreichen',
    '{from} may reach {ports~}': '{from} darf {ports~} erreichen',
    'whether it opens {ports~} is not known yet': 'ob {ports~} geöffnet wird, ist noch nicht bekannt',
    'who may reach {ports~} is not known yet': 'wer {ports~} erreichen darf, ist noch nicht bekannt',
    'who may reach {ports~} is not known': 'wer {ports~} erreichen darf, ist nicht bekannt',
  },
  'network/containers-not-public': {
    '{path} lets anyone beside the project read it': '{path} lässt alle lesen, auch außerhalb des Projekts',
    '{path} lets others beside the project read it': '{path} lässt andere außerhalb des Projekts lesen',
    '{path} lets anyone beside the project write to it':
      '{path} lässt alle schreiben, auch außerhalb des Projekts',
    '{path} lets others beside the project write to it':
      '{path} lässt andere außerhalb des Projekts schreiben',
    'whom {path} lets in is not known yet': 'wen {path} einlässt, ist noch nicht bekannt',
  },
  'network/database-ports-from-declared-paths': {
    'who the members of {group} are is not shown: {path}':
      'wer die Mitglieder von {group} sind, ist nicht zu sehen: {path}',
    'it is not sure, but {what*}': 'nicht sicher, aber möglich: {what*}',
    'anyone may reach {ports~}: {path}': 'alle dürfen {ports~} erreichen: {path}',
    'the {domain} domain may reach {ports~}: {path}': 'die Domäne {domain} darf {ports~} erreichen: {path}',
    'members of {group} may reach {ports~}: {path}':
      'Mitglieder von {group} dürfen {ports~} erreichen: {path}',
    '{from} may reach {ports~}: {path}': '{from} darf {ports~} erreichen: {path}',
    'who may reach {ports~} is not known: {path}': 'wer {ports~} erreichen darf, ist nicht bekannt: {path}',
    'its site is not known, and with it its declared paths':
      'der Standort ist nicht bekannt und damit nicht, welche Wege erklärt sind',
    'not all of its ports and of the rules of their groups are shown':
      'nicht alle Ports und Regeln ihrer Gruppen sind zu sehen',
  },
  'network/default-rules-removed': {
    'the cloud shows that it lets everything through (rule {id})':
      'die Cloud zeigt, dass die Gruppe alles durchlässt (Regel {id})',
    'Neutron’s default rules stay in it and let all traffic out':
      'die Vorgaberegeln von Neutron bleiben in der Gruppe und lassen allen Verkehr hinaus',
    'whether the default rules are removed is not known yet':
      'ob die Vorgaberegeln entfernt werden, ist noch nicht bekannt',
  },
  'network/egress-bounded': {
    'it lets traffic out to {range}, which is as good as anyone':
      'die Regel lässt Verkehr zu {range} hinaus, also so gut wie zu allen',
    'it names no other end, so it lets traffic out to anyone':
      'die Regel nennt keine Gegenstelle, lässt also Verkehr zu allen hinaus',
  },
  'network/no-floating-ip-on-data-server': {
    'it may lead to {server}, which may hold volumes':
      'die Adresse führt womöglich zu {server}; dieser hat womöglich Datenträger',
    'it may lead to {server}, which holds volumes':
      'die Adresse führt womöglich zu {server}; dieser hat Datenträger',
    'it leads to {server}, which may hold volumes':
      'die Adresse führt zu {server}; dieser hat womöglich Datenträger',
    'it is external, and in it stands {server}, which may hold volumes':
      'das Netz ist extern, und darin steht {server}, womöglich mit Datenträgern',
    'it may be external, and in it may stand {server}, which holds volumes':
      'das Netz ist womöglich extern, und darin steht womöglich {server} mit Datenträgern',
    'it may be external, and in it may stand {server}, which may hold volumes':
      'das Netz ist womöglich extern, und darin steht womöglich {server}, womöglich mit Datenträgern',
    'it is external, and in it stands {server}, which holds volumes':
      'das Netz ist extern, und darin steht {server} mit Datenträgern',
    '{server} holds volumes and gets a public address':
      '{server} hat Datenträger und bekommt eine öffentliche Adresse',
    'what it leads to is not in the plan': 'wohin die Adresse führt, steht nicht im Plan',
  },
  'network/no-ingress-from-anyone': {
    'it admits {range}, which is as good as anyone': 'die Regel lässt {range} ein, also so gut wie alle',
    'it names no other end, so it admits anyone': 'die Regel nennt keine Gegenstelle, lässt also alle ein',
    'together with other rules of its group it admits as good as anyone':
      'zusammen mit anderen Regeln ihrer Gruppe lässt sie so gut wie alle ein',
  },
  'network/port-security-on': {
    'Neutron filters nothing at a port whose owner is the network':
      'Neutron filtert nichts an einem Port, der dem Netz selbst gehört',
    'whether its owner is the network, at whose ports nothing is filtered, is not shown':
      'ob der Port dem Netz selbst gehört, an dessen Ports nichts gefiltert wird, ist nicht zu sehen',
    'it takes the setting of its network, and which that is the plan does not show':
      'der Port übernimmt die Einstellung seines Netzes; welche das ist, zeigt der Plan nicht',
    'it takes its network’s setting, which is not known yet':
      'der Port übernimmt die Einstellung seines Netzes, die noch nicht bekannt ist',
    'the network leaves port security to what it has, which a synthesis does not show':
      'das Netz belässt Port-Security, wie sie ist; das zeigt eine Synthese nicht',
    'the port leaves port security to what it has, which a synthesis does not show':
      'der Port belässt Port-Security, wie sie ist; das zeigt eine Synthese nicht',
    'it takes its network’s setting, and that is off':
      'der Port übernimmt die Einstellung seines Netzes, und die ist ausgeschaltet',
    'it may take the setting of {network}, and that is off':
      'der Port übernimmt womöglich die Einstellung von {network}, und die ist ausgeschaltet',
    'it takes the setting of its network, which is not in the plan':
      'der Port übernimmt die Einstellung seines Netzes, das nicht im Plan steht',
    'the network filters nothing': 'das Netz filtert nichts',
    'the port filters nothing': 'der Port filtert nichts',
    'whether port security is on is not known yet':
      'ob Port-Security eingeschaltet ist, ist noch nicht bekannt',
  },
  'network/router-gateway-only-at-edge': {
    'address translation is left to the cloud, which switches it on for a new router':
      'die Adressübersetzung bleibt der Cloud überlassen, die sie für einen neuen Router einschaltet',
    'an existing router may have a gateway that a synthesis does not show':
      'ein bestehender Router kann ein Gateway haben, das eine Synthese nicht zeigt',
    'whether the router ends tunnels is not known yet':
      'ob der Router Tunnel beendet, ist noch nicht bekannt',
    'its gateway is in another network than the one declared for {site}':
      'das Gateway liegt in einem anderen Netz als dem für {site} erklärten',
    'the router has a gateway and ends no tunnel': 'der Router hat ein Gateway und beendet keinen Tunnel',
    'the router translates addresses, so every server behind it reaches the internet':
      'der Router übersetzt Adressen, also erreicht jeder Server dahinter das Internet',
    'its site is not known, and with it the external network of its edge':
      'der Standort ist nicht bekannt und damit nicht das externe Netz seines Randes',
    'whether the router translates addresses is not known yet':
      'ob der Router Adressen übersetzt, ist noch nicht bekannt',
    'which network its gateway is in is not known yet':
      'in welchem Netz das Gateway liegt, ist noch nicht bekannt',
  },
  'network/rules-name-estate-ranges': {
    'no site of the estate has {range}': 'kein Standort des Verbunds hat {range}',
    'which range it names is not known yet': 'welchen Bereich die Regel nennt, ist noch nicht bekannt',
  },
  'network/site-ranges-disjoint': {
    '{range} overlaps the management range of {site}, {other}':
      '{range} überschneidet den Verwaltungsbereich von {site}, {other}',
    '{range} overlaps the subnet declared for {domain} at {site}, {other}':
      '{range} überschneidet das für {domain} in {site} erklärte Subnetz {other}',
    '{range} lies outside the range declared for {site}, {other}':
      '{range} liegt außerhalb des für {site} erklärten Bereichs {other}',
    'it shares addresses with {name}': 'das Subnetz hat Adressen mit {name} gemeinsam',
    'its range is not known yet': 'der Bereich ist noch nicht bekannt',
    'its site is not known, and with it its range':
      'der Standort ist nicht bekannt und damit nicht sein Bereich',
  },
};
