import type { GermanRules } from '../rule-texts';

export const separation: GermanRules = {
  'container-of-one-domain': {
    of: '11bb93e302e1',
    title: 'Ein Objektcontainer enthält die Sicherung einer Domäne',
    why: 'Wer einen Objektcontainer lesen darf, liest ihn ganz. Liegen die Sicherungen von zweien aus Identität, Zuordnung und Forschung in einem, öffnet die Rückspielung der einen die andere, und wer ihn stiehlt, ebenso.',
    remediation:
      'Der Sicherung der anderen Domäne einen eigenen Objektcontainer geben und sie aus diesem löschen.',
  },
  'domains-not-reachable-from-each-other': {
    of: '857d3c2c9ddd',
    title: 'Identität, Zuordnung und Forschung werden nie füreinander geöffnet',
    why: 'Wer die Pseudonyme und ihre Zuordnung erreicht, kann die Pseudonyme auflösen. Die drei Domänen begegnen sich in Menschen und Abläufen, nie in einem Netz. Die Betriebsdomäne ist ausgenommen: Sie führt die Steuerungsebene und die Protokolle, und alle sprechen mit ihr.',
    remediation: 'Die Regel auf die eigenen Subnetze der Domäne einengen.',
  },
  'key-of-one-domain': {
    of: '7d853b1d323f',
    title: 'Ein Schlüssel öffnet Datenträger und Sicherungen einer Domäne',
    why: 'Identität, Zuordnung und Forschung sind nur so lange getrennt, wie niemand zwei davon öffnen kann. Ein Schlüssel für beide hebt die Trennung auf, obwohl jede in ihrem eigenen Netz liegt; Systemdatenträger zählen mit, denn sie enthalten Spuren der Daten.',
    remediation:
      'Von der Schlüsselverwaltung einen Schlüssel für die Domäne anlegen lassen und den Datenträger damit neu anlegen.',
  },
  'namespace-of-one-domain': {
    of: 'dcacbca6c299',
    title: 'Ein Namespace gehört zu einer Domäne und enthält höchstens einen Datenbestand',
    why: 'Innerhalb eines Namespace sind Rollen, Secrets und Claims gemeinsam: Wer die eines Pods lesen darf, liest alle. Zwei aus Identität, Zuordnung und Forschung in einem sind so gut wie verbunden.',
    remediation:
      'Was zur anderen Domäne oder zum anderen Datenbestand gehört, in einen eigenen Namespace bringen und jeden mit seiner Domäne kennzeichnen.',
  },
  'network-of-one-domain': {
    of: 'c69f7b503bfc',
    title: 'Ein Netz gehört zu einem Projekt und einer Domäne',
    why: 'Server in einem Netz sprechen ohne Router dazwischen miteinander. Darf jedes Projekt sich anschließen oder haben zwei Domänen Subnetze darin, steht ein Nachbar neben den Daten, den niemand geprüft hat.',
    remediation:
      'Die Freigabe beenden, nachsehen, welche Ports andere darin haben, und jeder Domäne ein eigenes Netz geben.',
  },
  'network-paths-stay-in-the-domain': {
    of: '27911d40967a',
    title: 'Keine NetworkPolicy öffnet einen Weg von einer Domäne in eine andere',
    why: 'Wer Forschung und Identität zugleich sieht, weiß, wessen Daten es sind. Zwischen Domänen geht ein Aufruf durch den Austausch und ein Gateway, wo er geprüft wird; eine NetworkPolicy, die alle nennt oder den Bereich einer anderen Domäne, geht an beiden vorbei.',
    remediation:
      'Den gemeinten Namespace nennen; für eine andere Domäne den Aufruf erklären, damit er durch den Austausch geht.',
  },
  'network-policy-denies-by-default': {
    of: '42474b1e2ea2',
    title: 'Die Pods eines Namespace sprechen mit niemandem, bis eine NetworkPolicy es erlaubt',
    why: 'Ohne eine NetworkPolicy, die ihn betrifft, erreicht jeder Pod eines Clusters jeden anderen und die Welt. Eine für einige Pods lässt den nächsten offen, und ausgehender Verkehr, den niemand verbot, trägt Daten hinaus.',
    remediation:
      'Eine NetworkPolicy mit podSelector {}, policyTypes Ingress und Egress und ohne Regel hinzufügen; dann eine für jeden Aufruf.',
  },
  'nodes-of-the-domain': {
    of: 'af23f32c9c31',
    title: 'Ein Pod läuft nur auf Knoten seiner eigenen Domäne',
    why: 'Zwei Pods auf einem Knoten teilen sich Kernel, Speicher und Platten. Knoten einer Domäne weisen fremde Pods durch einen Taint ab; wer ihn duldet oder keine Domäne verlangt, setzt Forschung neben Identität.',
    remediation: 'Knoten nach estate.lausitz/domain auswählen und nur den Taint dieser Domäne dulden.',
  },
  'research-sees-no-identity': {
    of: '9a9058fddd87',
    title: 'Die Forschung sieht nichts, was sagt, wer jemand ist',
    why: 'Die Forschung arbeitet mit Pseudonymen. Ein Aufruf, ein eingehängter Datenträger oder eine Adresse, die zur Identität oder zur Zuordnungstabelle führt, und es sind wieder Namen.',
    remediation:
      'Den Namen, die Einhängung oder den Weg nach außen entfernen; was die Forschung braucht, wird durch den Austausch übergeben.',
  },
  'secret-of-one-domain': {
    of: '287ec3381896',
    title: 'Ein Secret öffnet eine Domäne',
    why: 'Ein Passwort oder Schlüssel, den zwei Domänen haben, macht aus ihnen eine: Wer in die Forschung einbricht, öffnet mit dem, was dort lag, die Identität.',
    remediation:
      'Für jede Domäne ein eigenes Secret anlegen, ändern, was gemeinsam war, und die Berechtigung oder das Kopieren entfernen.',
  },
  'server-in-one-domain': {
    of: 'e620b090c7a2',
    title: 'Ein Server steht im Netz einer Domäne und hält keine Daten einer anderen',
    why: 'Ein Server mit einem Bein in zweien aus Identität, Zuordnung und Forschung ist die Brücke, die keine Sicherheitsgruppe sieht: Wer darauf ist, erreicht beide und kann weitergeben, was die eine von der anderen nicht wissen darf.',
    remediation:
      'Die zweite Schnittstelle oder den zweiten Datenträger entfernen und von einem Server der eigenen Domäne aus bereitstellen.',
  },
  'volume-at-one-server': {
    of: '1e95bbee4ab2',
    title: 'Kein Datenträger ist zweimal angehängt',
    why: 'Ein Datenträger an zwei Servern ist ein Weg zwischen ihnen, den keine Netzregel sieht, und zwei Systeme, die in ein Dateisystem schreiben, zerstören es. Welcher von beiden die Kopie bereitstellt, kann dann nur noch geraten werden.',
    remediation:
      'Alle Anhängungen bis auf eine entfernen und dem anderen Server einen eigenen Datenträger geben.',
  },
};
