import type { Sentences } from '../sentence';

/** Rules in `policies/change`. */
export const change: Readonly<Record<string, Sentences>> = {
  'change/dataset-not-moved': {
    'what was marked as {before*} is marked as {after*}':
      'was als {before*} gekennzeichnet war, ist als {after*} gekennzeichnet',
    'what was marked as {before*} is marked by what is decided at apply':
      'was als {before*} gekennzeichnet war, erhält sein Kennzeichen erst bei der Anwendung',
    'what was marked as {before*} is marked no more':
      'was als {before*} gekennzeichnet war, ist nicht mehr gekennzeichnet',
    'dataset {name}': 'Datenbestand {name}',
    'role {name}': 'Rolle {name}',
    'site {name}': 'Standort {name}',
    'with it the backup of {dataset} leaves the site: nothing that holds it remains there':
      'damit verlässt die Sicherung von {dataset} den Standort: Nichts, was sie enthält, bleibt dort',
    'with it {dataset} leaves the site: nothing that holds it remains there':
      'damit verlässt {dataset} den Standort: Nichts, was ihn enthält, bleibt dort',
  },
  'change/reach-not-widened': {
    'which port it gives an address to is not shown': 'welcher Port eine Adresse bekommt, ist nicht zu sehen',
    'which server it gives an address to is not shown':
      'welcher Server eine Adresse bekommt, ist nicht zu sehen',
    'which server a balancer passes on to is not shown':
      'an welchen Server ein Lastverteiler weitergibt, ist nicht zu sehen',
    'a balancer that exists listens at a new port':
      'ein bestehender Lastverteiler nimmt an einem neuen Port an',
    'whether the balancer that it listens for exists is not shown':
      'ob der Lastverteiler besteht, für den er annimmt, ist nicht zu sehen',
    'to which ranges it will listen is not known yet':
      'von welchen Bereichen er annehmen wird, ist noch nicht bekannt',
    'it listens to {range}, and did not': 'er nimmt von {range} an und tat es bisher nicht',
    'which security group it belongs to is not shown':
      'zu welcher Sicherheitsgruppe sie gehört, ist nicht zu sehen',
    'whether this port keeps its filter is not shown':
      'ob dieser Port seinen Filter behält, ist nicht zu sehen',
    'which security groups this port will have is not shown':
      'welche Sicherheitsgruppen dieser Port haben wird, ist nicht zu sehen',
    'it joins {groups}, and what that lets in is not shown':
      'er kommt zu {groups}; was damit eingelassen wird, ist nicht zu sehen',
    'whether it lets {list*} into a group that exists for the first time is not shown':
      'ob erstmals in eine bestehende Gruppe eingelassen wird, ist nicht zu sehen: {list*}',
    'a balancer passes connections on to a server that exists, and did not':
      'ein Lastverteiler gibt Verbindungen an einen bestehenden Server weiter, was er bisher nicht tat',
    'it gives a port that exists an address that is reached from outside':
      'ein bestehender Port bekommt eine Adresse, die von außen erreichbar ist',
    'it gives a server that exists an address that is reached from outside':
      'ein bestehender Server bekommt eine Adresse, die von außen erreichbar ist',
    'which security groups this server will have is not shown':
      'welche Sicherheitsgruppen dieser Server haben wird, ist nicht zu sehen',
    'it joins {groups}, which lets in {list*}: nothing did before':
      'er kommt zu {groups}; damit wird eingelassen, was bisher nichts einließ: {list*}',
    'it joins {groups}, which lets in {list*}': 'er kommt zu {groups}; damit wird eingelassen: {list*}',
    'members of {group} on {protocol} {first} to {last}':
      'Mitglieder von {group} an {protocol} {first} bis {last}',
    'members of {group} on {protocol} {port}': 'Mitglieder von {group} an {protocol} {port}',
    'anyone on {protocol} {port}': 'alle an {protocol} {port}',
    '{range} on {protocol} {first} to {last}': '{range} an {protocol} {first} bis {last}',
    '{range} on {protocol} {port}': '{range} an {protocol} {port}',
    'it lets {list*} into a group that exists, and no rule of it did':
      'in eine bestehende Gruppe wird eingelassen, was bisher keine ihrer Regeln einließ: {list*}',
    'it listens to anyone, and listened to some ranges':
      'er nimmt von allen an und nahm bisher von bestimmten Bereichen an',
    'nothing filters what reaches this port any more': 'nichts filtert mehr, was diesen Port erreicht',
    'whether it lets somebody unknown on {protocol} {port} into a group that exists for the first time is not shown':
      'ob ein Unbekannter an {protocol} {port} erstmals in eine bestehende Gruppe eingelassen wird, ist nicht zu sehen',
  },
  'change/suite-not-weakened': {
    'which TLS versions it takes from now on is not shown':
      'welche TLS-Versionen künftig angenommen werden, ist nicht zu sehen',
    '{kind} lifetime is no longer in seconds': '{kind} lifetime ist nicht mehr in Sekunden angegeben',
    '{kind} lifetime becomes {now} s, and was {before} s': '{kind} lifetime wird {now} s und war {before} s',
    '{kind} {path} becomes {now}, and was {before}': '{kind} {path} wird {now} und war {before}',
    'it takes {now}, and took {before} and newer alone':
      'angenommen wird {now}, bisher nur {before} und neuer',
    'whether the ciphers it takes from now on are as strong is not shown':
      'ob die künftig angenommenen Verschlüsselungsverfahren so stark sind wie bisher, ist nicht zu sehen',
    'the weakest of its ciphers is weaker than the weakest before':
      'das schwächste der Verschlüsselungsverfahren ist schwächer als bisher',
    'whether it asks clients for a certificate from now on is not shown':
      'ob von Clients künftig ein Zertifikat verlangt wird, ist nicht zu sehen',
    'it no longer asks clients for a certificate as it did':
      'von Clients wird nicht mehr wie bisher ein Zertifikat verlangt',
    'whether the tunnel keeps its strength is not shown: IKE policy':
      'ob der Tunnel seine Stärke behält, ist nicht zu sehen: IKE-Richtlinie',
    'whether the tunnel keeps its strength is not shown: IPsec policy':
      'ob der Tunnel seine Stärke behält, ist nicht zu sehen: IPsec-Richtlinie',
  },
};
