import type { Sentences } from '../sentence';

/** What a drill says of itself: why it does not count, what did not hold, and what it did not exercise. */
export const drills: Sentences = {
  'it is from after {day}': 'sie ist von nach dem {day}',
  'it is more than {days} days old': 'sie ist älter als {days} Tage',
  'its report is of version {version}, which does not say as what the dataset was declared':
    'ihr Bericht hat die Version {version}, die nicht sagt, wie der Datenbestand erklärt war',
  'it was declared otherwise then: {field} was {was~} and is not there':
    'er war damals anders erklärt: {field} war {was~} und ist nicht da',
  'it was declared otherwise then: {field} was not there and is {is~}':
    'er war damals anders erklärt: {field} war nicht da und ist {is~}',
  'it was declared otherwise then: {field} was {was~} and is {is~}':
    'er war damals anders erklärt: {field} war {was~} und ist {is~}',
  'the drill as a whole did not hold: {found*}': 'die Übung als Ganzes hielt nicht stand: {found*}',
  'no loss of a site that holds the dataset was exercised':
    'der Ausfall eines Standorts, der den Datenbestand hält, wurde nicht geübt',
  'what was judged does not say that every copy of {dataset} follows its home, as it did in the drill':
    'das Beurteilte sagt nicht, dass jede Kopie von {dataset} ihrer Quelle folgt, wie in der Übung',
  'what was judged does not have every copy of {dataset}, as the drill had':
    'im Beurteilten ist nicht jede Kopie von {dataset} vorhanden, wie in der Übung',
  'no server of {site} was exercised': 'kein Server von {site} wurde geübt',
  'what its server at {site} is set to is not known':
    'wie der Server in {site} eingestellt ist, ist nicht bekannt',
  'what {setting} of its server at {site} is set to is not known':
    'worauf {setting} beim Server in {site} gestellt ist, ist nicht bekannt',
  'its server at {site} was exercised with {setting} {was~}, which is not set now':
    'der Server in {site} wurde mit {setting} {was~} geübt, das jetzt nicht gesetzt ist',
  'its server at {site} was exercised with {setting} {was~}, which is {is~} now':
    'der Server in {site} wurde mit {setting} {was~} geübt, das jetzt {is~} ist',
  'its server at {site} was exercised without {setting}, which is {is~} now':
    'der Server in {site} wurde ohne {setting} geübt, das jetzt {is~} ist',
  'no row was acknowledged: nothing was exercised': 'keine Zeile wurde bestätigt: nichts wurde geübt',
  '{rows} acknowledged rows are not at {site} in the end':
    '{rows} bestätigte Zeilen sind am Ende nicht in {site}',
  '{rows} acknowledged rows were lost with the home: the promoted server lacks them':
    '{rows} bestätigte Zeilen gingen mit dem Hauptbestand verloren: dem Nachfolger fehlen sie',
  '{rows} rows were lost with {site}': '{rows} Zeilen gingen mit {site} verloren',
  'it was not completed': 'sie wurde nicht zu Ende geführt',
  'nothing was exercised': 'nichts wurde geübt',
  '{dataset}: every object written before is at {site}, byte for byte: missing or different: {names~}':
    '{dataset}: jedes zuvor geschriebene Objekt ist in {site}, Byte für Byte: fehlend oder anders: {names~}',
  '{dataset}: {site} still holds what it held: missing or different: {names~}':
    '{dataset}: {site} hält noch, was es hielt: fehlend oder anders: {names~}',
  '{dataset}: objects arrive at {site}: not within {lag} s, which the estate permits':
    '{dataset}: Objekte kommen in {site} an: nicht innerhalb von {lag} s, die der Verbund erlaubt',
  'no server ran and no volume held a byte: the encryption of disks was not exercised':
    'kein Server lief und kein Datenträger hielt ein Byte: die Verschlüsselung der Datenträger wurde nicht geübt',
  'no tunnel carried anything: objects and rows travelled over loopback, on one machine':
    'kein Tunnel trug etwas: Objekte und Zeilen liefen über die Loopback-Schnittstelle eines Rechners',
  'the sites share that machine, and their services one MariaDB and one RabbitMQ: a loss of power, network or hardware was not exercised':
    'die Standorte teilen diesen Rechner, ihre Dienste eine MariaDB und ein RabbitMQ: der Ausfall von Strom, Netz oder Geräten wurde nicht geübt',
  'the Open Telekom Cloud was not contacted: its two sites were imitated by plain OpenStack, with Cinder in place of its Key Management Service':
    'die Open Telekom Cloud wurde nicht angesprochen: ihre beiden Standorte waren durch OpenStack nachgebildet, mit Cinder an der Stelle ihres Key Management Service',
  'nobody moved the home of a dataset of objects to another site: that is a change of the estate':
    'niemand verlegte den Hauptbestand von Objekten an einen anderen Standort: das ist eine Änderung des Verbunds',
  'No network between sites: all servers are on one machine’s loopback, with its latency and one clock. That a site is gone is noticed at once, because its sockets close; behind a dead tunnel it takes the time-outs of the settings, 10 to 30 s.':
    'Kein Netz zwischen Standorten: alle Server sind an der Loopback-Schnittstelle eines Rechners, mit deren Laufzeit und einer Uhr. Dass ein Standort fehlt, fällt sofort auf, weil seine Verbindungen schließen; hinter einem toten Tunnel dauert es so lange wie die eingestellten Fristen, 10 bis 30 s.',
  'From where a connection comes: on loopback all addresses are one, so the ranges of pg_hba.conf are not exercised.':
    'Woher eine Verbindung kommt: auf der Loopback-Schnittstelle sind alle Adressen eine, die Bereiche in pg_hba.conf sind daher nicht geübt.',
  'No encrypted disk: the servers’ folders lie on whatever disk this machine has.':
    'Kein verschlüsselter Datenträger: die Ordner der Server liegen auf dem, was dieser Rechner hat.',
  'No Kubernetes: the servers are started by the runbook’s commands, from the files that the workloads get.':
    'Kein Kubernetes: die Server werden durch die Befehle des Runbooks gestartet, aus den Dateien, die die Workloads bekommen.',
  'No loss of power: processes are killed, but what the kernel has taken is still written to disk.':
    'Kein Stromausfall: Prozesse werden beendet, doch was der Kernel angenommen hat, wird noch geschrieben.',
  'No large dataset: a base backup, a rewind and catching up take seconds here and may take hours there.':
    'Kein großer Datenbestand: Grundsicherung, Zurücksetzen und Aufholen dauern hier Sekunden und dort vielleicht Stunden.',
  'Nobody had to decide: the times are those of the commands alone.':
    'Niemand musste entscheiden: die Zeiten sind allein die der Befehle.',
};
