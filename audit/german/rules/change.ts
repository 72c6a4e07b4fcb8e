import type { GermanRules } from '../rule-texts';

export const change: GermanRules = {
  'dataset-not-moved': {
    of: '893a123d7068',
    title:
      'Kein Plan nimmt einem Standort einen Datenbestand oder erklärt, dass dessen Träger einen anderen enthält',
    why: 'Wo Patientendaten liegen, wurde zugesagt, und andere verlassen sich darauf: die Replikation, die Sicherungen, wer Daten wiederherstellt. Der letzte Datenträger eines Datenbestands an einem Standort und eine Kennzeichnung, die einen anderen Datenbestand nennt, bedeuten einen Umzug, gleich was der Verbund danach erklärt.',
    remediation:
      'Nachweisen, dass die Daten dort liegen, wo sie künftig liegen sollen; dann den Umzug für genau diesen Plan freigeben lassen: estate approve.',
  },
  'reach-not-widened': {
    of: '21925918be25',
    title: 'Kein Plan lässt jemanden an Bestehendes heran, der es bisher nicht erreichte',
    why: 'Jede Regel mag für sich zulässig sein und doch einen Weg öffnen, an den niemand dachte: zu einem Server, auf dem schon Daten liegen, aus einem Netz, das keinen Zugang hatte. Nur der Plan zeigt, was neu ist.',
    remediation:
      'Den Zugang zurücknehmen oder für genau diesen Plan freigeben lassen: estate approve. Die Meldung nennt, wer was erreicht.',
  },
  'suite-not-weakened': {
    of: '8b477c0c2f81',
    title: 'Kein Plan schwächt, was ein bestehender Tunnel oder Listener aushandelt',
    why: 'Eine Verfahrenssammlung kann noch zulässig und doch schwächer sein als die verwendete. Heute aufgezeichneter Verkehr wird lesbar, sobald die schwächere gebrochen ist, und niemand bemerkt den Tag, an dem sie gewählt wurde.',
    remediation:
      'Die stärkere behalten oder die schwächere für genau diesen Plan freigeben lassen: estate approve, mit Grund und Enddatum.',
  },
};
