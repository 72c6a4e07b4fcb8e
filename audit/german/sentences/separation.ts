import type { Sentences } from '../sentence';

/** Rules in `policies/separation`. */
export const separation: Readonly<Record<string, Sentences>> = {
  'separation/container-of-one-domain': {
    'it is one with {name}, for {domains}': 'er ist derselbe wie {name}, für {domains}',
    'its name is not known yet, and with it what shares it':
      'der Name ist noch nicht bekannt und damit nicht, wer ihn teilt',
  },
  'separation/domains-not-reachable-from-each-other': {
    'a rule of the {own} domain admits {other}: {what*}':
      'eine Regel der Domäne {own} lässt {other} ein: {what*}',
    'a rule of the {own} domain reaches {other}: {what*}':
      'eine Regel der Domäne {own} erreicht {other}: {what*}',
    'it may join domains: it admits {what*}': 'sie verbindet womöglich Domänen: Sie lässt ein: {what*}',
    'it may join domains: it reaches {what*}': 'sie verbindet womöglich Domänen: Sie erreicht: {what*}',
    'which domains the rule joins is not known yet':
      'welche Domänen die Regel verbindet, ist noch nicht bekannt',
    'its site is not known, and with it the ranges of its domains':
      'der Standort ist nicht bekannt und damit nicht die Bereiche seiner Domänen',
    'members of {group}': 'Mitglieder von {group}',
    '{range} ({domain} at {site} is {own})': '{range} ({domain} in {site} ist {own})',
    '{name}': '{name}',
  },
  'separation/key-of-one-domain': {
    'its key opens what belongs to {domains}': 'der Schlüssel öffnet, was zu {domains} gehört',
  },
  'separation/namespace-of-one-domain': {
    'of which domain something in it is, is not known yet':
      'zu welcher Domäne etwas darin gehört, ist noch nicht bekannt',
    '{name} holds the datasets {datasets}': '{name} enthält die Datenbestände {datasets}',
    '{name} holds what is of {domains}': '{name} enthält, was zu {domains} gehört',
    'its namespace does not say of which domain it is':
      'der Namespace sagt nicht, zu welcher Domäne er gehört',
  },
  'separation/network-of-one-domain': {
    'what it lets others do is not known yet': 'was anderen erlaubt wird, ist noch nicht bekannt',
    'it lets another project attach servers to the network, and whether that is one of its own is not known':
      'ein anderes Projekt darf Server an das Netz anschließen; ob es ein eigenes ist, ist nicht bekannt',
    'it lets another project put servers into the security group, and rules that name its members admit them, and whether that is one of its own is not known':
      'ein anderes Projekt darf Server in die Sicherheitsgruppe stellen, und Regeln, die deren Mitglieder nennen, lassen sie ein; ob es ein eigenes ist, ist nicht bekannt',
    'whether it is external is not known yet': 'ob es extern ist, ist noch nicht bekannt',
    'every project may attach servers to it': 'jedes Projekt darf Server anschließen',
    'it holds subnets of {domains}, and servers in it reach each other without a router':
      'das Netz enthält Subnetze von {domains}, und Server darin erreichen einander ohne Router',
    'it is external, so every project may lead a router into it, and it holds servers of a domain':
      'das Netz ist extern, also darf jedes Projekt einen Router hineinführen, und es enthält Server einer Domäne',
    'it lets another project attach servers to the network':
      'ein anderes Projekt darf Server an das Netz anschließen',
    'it lets every project attach servers to the network':
      'jedes Projekt darf Server an das Netz anschließen',
    'it lets another project put servers into the security group, and rules that name its members admit them':
      'ein anderes Projekt darf Server in die Sicherheitsgruppe stellen, und Regeln, die deren Mitglieder nennen, lassen sie ein',
    'it lets every project put servers into the security group, and rules that name its members admit them':
      'jedes Projekt darf Server in die Sicherheitsgruppe stellen, und Regeln, die deren Mitglieder nennen, lassen sie ein',
    'it may hold subnets of {domains}': 'das Netz enthält womöglich Subnetze von {domains}',
    'what it shares is not known yet': 'was geteilt wird, ist noch nicht bekannt',
    'whether it is shared is not known yet': 'ob es geteilt wird, ist noch nicht bekannt',
  },
  'separation/network-paths-stay-in-the-domain': {
    'whether it reaches {name} of the domain {domain} is not known yet':
      'ob sie {name} aus der Domäne {domain} erreicht, ist noch nicht bekannt',
    'whether it reaches pods of every domain at {range} depends on the network plug-in':
      'ob sie Pods jeder Domäne unter {range} erreicht, hängt vom Netz-Plugin ab',
    'which addresses it reaches is not known yet': 'welche Adressen sie erreicht, ist noch nicht bekannt',
    'whom it reaches is not known yet': 'wen sie erreicht, ist noch nicht bekannt',
    'which namespaces it reaches is not known yet': 'welche Namespaces sie erreicht, ist noch nicht bekannt',
    'it names nobody, which means everybody, of every domain':
      'sie nennt niemanden; das heißt alle, aus jeder Domäne',
    'it reaches the namespace {name}, which is not among the objects':
      'sie erreicht den Namespace {name}, der nicht unter den Objekten ist',
    'it reaches {name}, which is of the domain {domain}': 'sie erreicht {name} aus der Domäne {domain}',
    'it reaches the domain {list*}, and not through its gateway':
      'sie erreicht die Domänen {list*}, und nicht durch deren Gateway',
    '{domain} of {site}': '{domain} in {site}',
  },
  'separation/network-policy-denies-by-default': {
    'policies of another kind, which no rule reads, may deny it':
      'Richtlinien anderer Art, die keine Regel liest, verbieten es womöglich',
    'a pod that no policy names may be called by anybody: none is for all pods':
      'einen Pod, den keine NetworkPolicy nennt, dürfen alle aufrufen: Keine gilt für alle Pods',
    'a pod that no policy names may call anybody: none is for all pods':
      'ein Pod, den keine NetworkPolicy nennt, darf alle aufrufen: Keine gilt für alle Pods',
    'all its pods may be called by anybody: {name} admits everyone':
      'alle Pods dürfen von allen aufgerufen werden: {name} lässt alle ein',
    'all its pods may call anybody: {name} admits everyone':
      'alle Pods dürfen alle aufrufen: {name} lässt alles hinaus',
    'whether {name} admits everyone is not known yet': 'ob {name} alle zulässt, ist noch nicht bekannt',
    'no policy is for {name}, which may be called by anybody':
      'keine NetworkPolicy gilt für {name}; alle dürfen es aufrufen',
    'no policy is for {name}, which may call anybody':
      'keine NetworkPolicy gilt für {name}; es darf alle aufrufen',
    'which pods its policies are for is not known yet':
      'für welche Pods die NetworkPolicies gelten, ist noch nicht bekannt',
  },
  'separation/nodes-of-the-domain': {
    'on which nodes it runs is not known yet': 'auf welchen Knoten er läuft, ist noch nicht bekannt',
    'what it tolerates is not known yet': 'was er duldet, ist noch nicht bekannt',
    'it tolerates nodes of {domains}': 'der Pod duldet Knoten von {domains}',
    'it names its node, past the scheduler': 'der Pod nennt seinen Knoten, am Scheduler vorbei',
    'it tolerates every taint, and so the nodes of every domain':
      'der Pod duldet jeden Taint und damit die Knoten jeder Domäne',
    'nothing keeps it on nodes of {domain}, its domain':
      'nichts hält den Pod auf Knoten von {domain}, seiner Domäne',
    'nothing says of which domain it is': 'nichts sagt, zu welcher Domäne er gehört',
  },
  'separation/research-sees-no-identity': {
    'whether policies let it call {name} does not show':
      'ob NetworkPolicies ihn {name} aufrufen lassen, ist nicht zu sehen',
    'it mounts {name}, which holds what research must not see':
      'er hängt {name} ein, worin liegt, was die Forschung nicht sehen darf',
    'it names {name}, which is of {domain} at {site}': 'er nennt {name}, das zu {domain} in {site} gehört',
    'it names {name}, which is of {domain}': 'er nennt {name}, das zu {domain} gehört',
    'policies let it call {name} (TCP {port})': 'NetworkPolicies lassen ihn {name} aufrufen (TCP {port})',
    'what it runs is not known yet': 'was er ausführt, ist noch nicht bekannt',
  },
  'separation/secret-of-one-domain': {
    '{name} of another domain is given the same secret':
      '{name} aus einer anderen Domäne erhält dasselbe Secret',
    'whether {name} of another domain is given the same secret does not show':
      'ob {name} aus einer anderen Domäne dasselbe Secret erhält, ist nicht zu sehen',
    'whether a controller copies it is not known yet': 'ob ein Controller es kopiert, ist noch nicht bekannt',
    'whom it lets in is not known yet': 'wen es einlässt, ist noch nicht bekannt',
    'it lets accounts of every domain into {name}': 'es lässt Konten jeder Domäne in {name}',
    'it is copied into other namespaces ({by})': 'es wird in andere Namespaces kopiert ({by})',
    'it lets {one}, of another domain, into {other}': 'es lässt {one} aus einer anderen Domäne in {other}',
    'the domain {domain} holds the same value in {name}': 'die Domäne {domain} hat denselben Wert in {name}',
    'what it holds is not known yet, and so not who else holds it':
      'was es enthält, ist noch nicht bekannt, und damit nicht, wer es sonst noch hat',
  },
  'separation/server-in-one-domain': {
    'it joins {domains}': 'der Server verbindet {domains}',
    'it may join {domains}': 'der Server verbindet womöglich {domains}',
    'its site is not known, and with it the ranges of its domains':
      'der Standort ist nicht bekannt und damit nicht die Bereiche seiner Domänen',
    'which domain one of its interfaces and volumes belongs to is not shown':
      'zu welcher Domäne eine der Schnittstellen und Datenträger gehört, ist nicht zu sehen',
  },
  'separation/volume-at-one-server': {
    'it is attached {count} times: {names}': 'der Datenträger ist {count}-mal angehängt: {names}',
    'whether {names} attach it as well is not shown': 'ob auch {names} ihn anhängt, ist nicht zu sehen',
  },
};
