import type { Sentences } from '../sentence';

const tls: Sentences = {
  'it takes {what} (BSI TR-02102-2)': 'angenommen wird {what} (BSI TR-02102-2)',
  'it names no TLS versions, and which ones the cloud then takes is not shown':
    'keine TLS-Version ist genannt, und welche die Cloud dann nimmt, ist nicht zu sehen',
  'which TLS versions it takes is not known yet':
    'welche TLS-Versionen angenommen werden, ist noch nicht bekannt',
  'which ciphers it takes is not known yet':
    'welche Verschlüsselungsverfahren angenommen werden, ist noch nicht bekannt',
};

/** Rules in `policies/encryption`. */
export const encryption: Readonly<Record<string, Sentences>> = {
  'encryption/backup-encrypted': {
    'it names no key, so nothing says that its client encrypts what it sends':
      'kein Schlüssel ist genannt, also sagt nichts, dass der Client verschlüsselt, was er sendet',
    'whether it is a backup, and which key it is encrypted with, is not known yet':
      'ob es eine Sicherung ist und mit welchem Schlüssel sie verschlüsselt wird, ist noch nicht bekannt',
    'which key it is encrypted with is not known yet':
      'mit welchem Schlüssel sie verschlüsselt wird, ist noch nicht bekannt',
  },
  'encryption/listener-tls-permitted': {
    'it passes TLS on, and which versions the servers behind it take is not shown':
      'TLS wird weitergegeben; welche Versionen die Server dahinter annehmen, ist nicht zu sehen',
    ...tls,
    'it gives its figures away in plain HTTP':
      'die Kennzahlen werden über unverschlüsseltes HTTP preisgegeben',
    'it takes in HTTP and passes it on to servers: whoever is on the way reads it':
      'HTTP wird angenommen und an Server weitergegeben: Wer auf dem Weg ist, liest mit',
    'it passes {protocol} on, and whether what runs in it is encrypted is not shown':
      '{protocol} wird weitergegeben; ob verschlüsselt ist, was darin läuft, ist nicht zu sehen',
    'whether it passes HTTP on to servers is not known':
      'ob HTTP an Server weitergegeben wird, ist nicht bekannt',
    'which protocol it takes in is not known yet':
      'welches Protokoll angenommen wird, ist noch nicht bekannt',
  },
  'encryption/pool-tls-permitted': {
    ...tls,
    'it passes HTTP on to its servers in plain text': 'HTTP geht im Klartext an die Server',
    'whether it encrypts towards its servers is not known yet':
      'ob zu den Servern hin verschlüsselt wird, ist noch nicht bekannt',
    'whether what it passes on to its servers is encrypted is not shown':
      'ob verschlüsselt ist, was an die Server geht, ist nicht zu sehen',
  },
  'encryption/root-disk-holds-no-dataset': {
    'whether it has a volume of {dataset} is not known':
      'ob er einen Datenträger von {dataset} hat, ist nicht bekannt',
    'it holds {dataset}, and no volume but the disk that it starts from':
      'der Server hält {dataset} und hat keinen Datenträger außer dem, von dem er startet',
    'it starts from {volume}, which holds {dataset}':
      'der Server startet von {volume}, worauf {dataset} liegt',
    'what the volume that it starts from holds is not shown':
      'was auf dem Datenträger liegt, von dem er startet, ist nicht zu sehen',
  },
  'encryption/server-made-disk-encrypted': {
    'a disk that a server makes for itself cannot be asked to be encrypted':
      'ein Datenträger, den ein Server selbst anlegt, lässt sich nicht verschlüsselt anfordern',
    'its disk has no volume type, so the cloud takes its default; encrypted types at {site} are: {types}':
      'der Datenträger hat keine Art, also nimmt die Cloud ihre Vorgabe; verschlüsselt sind in {site}: {types}',
    'its disk has type {type}; encrypted types at {site} are: {types}':
      'der Datenträger hat die Art {type}; verschlüsselt sind in {site}: {types}',
    'it has the volume type of its snapshot, which is not known':
      'er hat die Art seines Snapshots, die nicht bekannt ist',
    'the volume it takes is not shown to be one of the plan’s':
      'dass der verwendete Datenträger einer des Plans ist, ist nicht zu sehen',
    'whether the disk is encrypted depends on its {source}, which is not known':
      'ob der Datenträger verschlüsselt ist, hängt an seiner Quelle ({source}), die nicht bekannt ist',
    'whether it makes a volume, and from what, is not known':
      'ob ein Datenträger angelegt wird und woraus, ist nicht bekannt',
    'which disks the server makes is not known yet':
      'welche Datenträger der Server anlegt, ist noch nicht bekannt',
    'what disk the server makes is not known yet':
      'welchen Datenträger der Server anlegt, ist noch nicht bekannt',
  },
  'encryption/site-connection-uses-permitted-policies': {
    'what its {path} names is not in the plan': 'was {path} nennt, steht nicht im Plan',
    'which policy its {path} names is not known': 'welche Richtlinie {path} nennt, ist nicht bekannt',
    'which {kind} policy it uses is not known yet':
      'welche {kind}-Richtlinie verwendet wird, ist noch nicht bekannt',
    'it uses no {kind} policy of its stack': 'es wird keine {kind}-Richtlinie des eigenen Stacks verwendet',
    '{policy}: {breaches*} (BSI TR-02102-{part} ({edition}))':
      '{policy}: {breaches*} (BSI TR-02102-{part} ({edition}))',
    '{policy}: {what*}': '{policy}: {what*}',
  },
  'encryption/sites-joined-by-tunnels-only': {
    'it routes everything, what is for {sites} too, beside the tunnels that its router ends':
      'alles wird an den Tunneln vorbei geleitet, die am Router enden, auch was für {sites} ist',
    'which routes it makes is not known yet': 'welche Routen entstehen, ist noch nicht bekannt',
    'it joins networks over the provider’s own lines, which encrypt nothing':
      'Netze werden über eigene Leitungen des Anbieters verbunden, die nichts verschlüsseln',
    'it routes {range} ({sites}) beside the tunnels that its router ends':
      '{range} ({sites}) wird an den Tunneln vorbei geleitet, die am Router enden',
    'it routes {range} ({sites}), and whether its next hop ends the tunnel there is not shown':
      '{range} ({sites}) wird umgeleitet; ob der Tunnel dorthin am nächsten Hop endet, ist nicht zu sehen',
    'it routes everything, what is for {sites} too, and whether through a tunnel is not shown':
      'alles wird umgeleitet, auch was für {sites} ist; ob durch einen Tunnel, ist nicht zu sehen',
  },
  'encryption/state-backend-encrypted': {
    'the store’s certificate is not checked': 'das Zertifikat des Speichers wird nicht geprüft',
    'what the store does with the state is not shown':
      'was der Speicher mit der Zustandsdatei tut, ist nicht zu sehen',
    'nobody asks for the state to be encrypted':
      'niemand verlangt, dass die Zustandsdatei verschlüsselt wird',
    'the state is not locked': 'die Zustandsdatei wird nicht gesperrt',
    'the store is reached without encryption': 'der Speicher wird unverschlüsselt erreicht',
    'the connection is encrypted only if the server likes ({setting})':
      'die Verbindung ist nur verschlüsselt, wenn der Server es will ({setting})',
    'the connection is encrypted to a server that nobody checks ({setting})':
      'die Verbindung ist zu einem Server verschlüsselt, den niemand prüft ({setting})',
    'the state is a file on the disk of whoever runs Terraform, which nothing here shows':
      'die Zustandsdatei liegt auf der Platte dessen, der Terraform ausführt; die zeigt hier nichts',
    'the state is in a database on the disk of whoever runs Terraform, which nothing here shows':
      'der Zustand liegt in einer Datenbank auf der Platte dessen, der Terraform ausführt; die zeigt hier nichts',
    'what the backend {name} encrypts and locks is not shown':
      'was das Backend {name} verschlüsselt und sperrt, ist nicht zu sehen',
    'whether the connection is encrypted and the server checked is said elsewhere ({name})':
      'ob die Verbindung verschlüsselt und der Server geprüft ist, steht anderswo ({name})',
  },
  'encryption/volume-key-of-its-own': {
    'a volume of which no mark says whose data it holds has the same key':
      'ein Datenträger, von dem kein Kennzeichen sagt, wessen Daten darauf liegen, hat denselben Schlüssel',
    'others have the same key, and whose data it holds is not known yet':
      'andere haben denselben Schlüssel, und wessen Daten es sind, ist noch nicht bekannt',
    'the key of {one*} also opens {other*}': 'der Schlüssel von {one*} öffnet auch {other*}',
    'system volumes of {domain} at {site}': 'Systemdatenträger von {domain} in {site}',
    '{dataset} at {site}': '{dataset} in {site}',
    'others have the same key, and whose data it holds no mark says':
      'andere haben denselben Schlüssel, und wessen Daten es sind, sagt kein Kennzeichen',
  },
};
