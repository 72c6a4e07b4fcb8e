import type { Sentences } from '../sentence';

/** Places that a way leads to, and what leads there. */
const ways: Sentences = {
  '{step*} → {rest*}': '{step*} → {rest*}',
  '{place*} ({by*})': '{place*} ({by*})',
  'object synchronisation {name}': 'Objektsynchronisierung {name}',
  'tunnel {name}': 'Tunnel {name}',
  'log shipping {name}': 'Protokollversand {name}',
  'state of {name}': 'Zustandsdatei von {name}',
  copy: 'Kopie',
  backup: 'Sicherung',
  key: 'Schlüssel',
  'a gateway that is not known yet': 'ein noch nicht bekanntes Gateway',
  'a container that is not known yet': 'ein noch nicht bekannter Objektcontainer',
  'gateway {address}': 'Gateway {address}',
  '{name}': '{name}',
};

/** Rules in `policies/residency`. */
export const residency: Readonly<Record<string, Sentences>> = {
  'residency/backup-target-permitted': {
    'it stands at {site}, and {dataset} keeps it at {sites}':
      'die Sicherung liegt in {site}, und {dataset} bewahrt sie in {sites} auf',
    'which site it stands at is not known; it belongs to {sites}':
      'an welchem Standort sie liegt, ist nicht bekannt; sie gehört nach {sites}',
  },
  'residency/closed-over-copies': {
    'its data or keys end up at a place of which nobody has said in which country it is: {way*}':
      'Daten oder Schlüssel gelangen an einen Ort, von dem niemand gesagt hat, in welchem Land er liegt: {way*}',
    'its data or keys may end up at a place of which nobody has said in which country it is: {way*}':
      'Daten oder Schlüssel gelangen womöglich an einen Ort, von dem niemand gesagt hat, in welchem Land er liegt: {way*}',
    'its data or keys end up in {country}, and {class} permits {countries}: {way*}':
      'Daten oder Schlüssel gelangen nach {country}, und die Klasse {class} lässt {countries} zu: {way*}',
    'its data or keys may end up in {country}, and {class} permits {countries}: {way*}':
      'Daten oder Schlüssel gelangen womöglich nach {country}, und die Klasse {class} lässt {countries} zu: {way*}',
    ...ways,
  },
  'residency/containers-pass-on-as-planned': {
    'whether it passes objects on as planned is not known yet':
      'ob er Objekte wie geplant weitergibt, ist noch nicht bekannt',
    'it passes nothing on, and no plan sees that or puts it right':
      'er gibt nichts weiter, und kein Plan sieht es oder stellt es richtig',
    'it keeps no history of what is overwritten, and no plan sees that or puts it right':
      'er behält keine Geschichte dessen, was überschrieben wird, und kein Plan sieht es oder stellt es richtig',
    'it passes objects on to another place than planned, and no plan sees that or puts it right':
      'der Objektcontainer gibt Objekte an einen anderen Ort weiter als geplant, und kein Plan sieht es oder stellt es richtig',
  },
  'residency/dataset-volume-at-declared-site': {
    'it stands at {site}, and {dataset} belongs to {sites}':
      'der Datenträger steht in {site}, und {dataset} gehört nach {sites}',
    'which site it stands at is not known; {dataset} belongs to {sites}':
      'an welchem Standort er steht, ist nicht bekannt; {dataset} gehört nach {sites}',
  },
  'residency/image-by-id': {
    'whether its image is named by a name is not shown':
      'ob das Image mit einem Namen genannt ist, ist nicht zu sehen',
    'it starts from {given}; the image of {site} is {own}':
      'der Server startet von {given}; das Image von {site} ist {own}',
    'neither an image nor a disk to start from is named':
      'weder ein Image noch ein Datenträger zum Starten ist genannt',
    'the image is named by a name, which can come to mean another one':
      'das Image ist mit einem Namen genannt, der ein anderes bezeichnen kann',
    'the disk it starts from is made from no image':
      'der Datenträger, von dem er startet, entsteht aus keinem Image',
    'what is on the disk it starts from is not in the plan':
      'was auf dem Datenträger ist, von dem er startet, steht nicht im Plan',
    'which image it starts from is not known yet': 'von welchem Image er startet, ist noch nicht bekannt',
  },
  'residency/image-source': {
    'it is {visibility}: every project of its cloud can read it':
      'das Image ist {visibility}: Jedes Projekt seiner Cloud kann es lesen',
    'it is fetched without encryption: whoever is on the way decides what runs':
      'es wird unverschlüsselt geholt: Wer auf dem Weg ist, bestimmt, was läuft',
    'it gives an image to another project, and of which site that is, is not shown':
      'ein Image wird einem anderen Projekt gegeben; zu welchem Standort das gehört, ist nicht zu sehen',
    'it is fetched from {host}, and what it is there at the time of the apply is not shown':
      'es wird von {host} geholt; was es dort bei der Anwendung ist, ist nicht zu sehen',
    'where it is fetched from is not known yet': 'woher es geholt wird, ist noch nicht bekannt',
    'who can read it is not known yet': 'wer es lesen kann, ist noch nicht bekannt',
  },
  'residency/key-store-permitted': {
    'its key store at {site}: {what*}': 'der Schlüsselspeicher in {site}: {what*}',
    'which country it is kept in is not known': 'in welchem Land er aufbewahrt wird, ist nicht bekannt',
  },
  'residency/object-synchronisation-target': {
    'it passes on what is kept as {role}: only objects themselves go on':
      'weitergegeben wird, was als {role} dient: Weitergehen dürfen nur die Objekte selbst',
    'it passes {dataset} on to {site}, and {name} is held at {sites}':
      '{dataset} geht nach {site} weiter, und {name} liegt in {sites}',
    '{dataset} is not made of objects, so no copy of it is one of containers':
      '{dataset} besteht nicht aus Objekten, also ist keine Kopie davon ein Objektcontainer',
    'it passes every object on to a place that no site stands for':
      'jedes Objekt geht an einen Ort weiter, für den kein Standort steht',
    'it passes on what is kept as backup: only objects themselves go on':
      'weitergegeben wird, was als Sicherung dient: Weitergehen dürfen nur die Objekte selbst',
    'no mark says whose objects it passes on to {site}':
      'kein Kennzeichen sagt, wessen Objekte nach {site} weitergehen',
    'whether it passes objects on is not known yet':
      'ob Objekte weitergegeben werden, ist noch nicht bekannt',
    'whose objects it passes on to {site} is not known yet':
      'wessen Objekte nach {site} weitergehen, ist noch nicht bekannt',
  },
  'residency/provider-endpoint-belongs-to-site': {
    'several sites fit: {sites}': 'mehrere Standorte passen: {sites}',
    'no provider is configured, so the environment decides which site it is':
      'kein Provider ist konfiguriert, also entscheidet die Umgebung, welcher Standort es ist',
    'endpoint, region, project and domain are of no site of the estate ({sites})':
      'Endpunkt, Region, Projekt und Domain gehören zu keinem Standort des Verbunds ({sites})',
    'its credentials travel without encryption (http)':
      'die Zugangsdaten werden unverschlüsselt übertragen (http)',
    'the certificate of its endpoint is not checked (insecure)':
      'das Zertifikat des Endpunkts wird nicht geprüft (insecure)',
    'which site it talks to depends on what the configuration leaves open: {names}':
      'mit welchem Standort er spricht, hängt an dem, was die Konfiguration offen lässt: {names}',
  },
  'residency/resource-in-region-of-its-site': {
    'it names a region, and the site of its stack is not known':
      'eine Region ist genannt, und der Standort des Stacks ist nicht bekannt',
    'it is outside {region}, the region of {site}':
      'die Ressource liegt außerhalb von {region}, der Region von {site}',
    'which region it is in is not known yet': 'in welcher Region sie liegt, ist noch nicht bekannt',
  },
  'residency/state-in-permitted-country': {
    'the S3 region {region} is in {country}, which {classes} does not permit':
      'die S3-Region {region} liegt in {country}; das lassen nicht zu: {classes}',
    '{place} is in {country}, which {classes} does not permit':
      '{place} liegt in {country}; das lassen nicht zu: {classes}',
    'in which country {place*} keeps the state is not shown':
      'in welchem Land {place*} die Zustandsdatei aufbewahrt, ist nicht zu sehen',
    'the S3 region {region}': 'die S3-Region {region}',
    'the backend {name}': 'das Backend {name}',
    'the database server {name}': 'der Datenbankserver {name}',
    '{name}': '{name}',
  },
  'residency/tunnel-ends-at-a-site': {
    'what its peer endpoint group holds is not known yet':
      'was die Gruppe der Gegenstelle enthält, ist noch nicht bekannt',
    'its peer endpoint group does not hold ranges': 'die Gruppe der Gegenstelle enthält keine Bereiche',
    'a range behind its other end is not known yet':
      'ein Bereich hinter der Gegenstelle ist noch nicht bekannt',
    'whom it takes its other end for is not known yet':
      'wofür er seine Gegenstelle hält, ist noch nicht bekannt',
    '{range} lies outside the range of {site}, {own}':
      '{range} liegt außerhalb des Bereichs von {site}, {own}',
    'it ends at {address}, which is no gateway of a site of the estate':
      'der Tunnel endet an {address}; das ist kein Gateway eines Standortes des Verbunds',
    'it ends where it begins, at {site}': 'der Tunnel endet, wo er beginnt, in {site}',
    'it names no range behind its other end': 'kein Bereich hinter der Gegenstelle ist genannt',
    'it takes its other end for {given}; the gateway of {site} is {own}':
      'er hält seine Gegenstelle für {given}; das Gateway von {site} ist {own}',
    'its own site is not known': 'der eigene Standort ist nicht bekannt',
    'where it ends is not known yet': 'wo der Tunnel endet, ist noch nicht bekannt',
    'which ranges lie behind its other end is not known':
      'welche Bereiche hinter der Gegenstelle liegen, ist nicht bekannt',
    'which ranges lie behind its other end is not known yet':
      'welche Bereiche hinter der Gegenstelle liegen, ist noch nicht bekannt',
  },
  'residency/zone-as-declared': {
    'it is in {given}; {site} is {zone}': 'die Zone ist {given}; {site} ist {zone}',
    'no zone is named, so the cloud picks one; {site} is {zone}':
      'keine Zone ist genannt, also wählt die Cloud eine; {site} ist {zone}',
    'which site it stands at is not known, and with it which zone is the right one':
      'der Standort ist nicht bekannt und damit nicht, welche Zone die richtige ist',
    'which zone it is in is not known yet': 'welche Zone es ist, ist noch nicht bekannt',
  },
};
