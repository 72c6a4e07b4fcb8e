import { hashOf } from './rule-texts';

/** An assumption of the estate in German. */
export interface GermanAssumption {
  /** Hash of the English statement and source that this translates. */
  readonly of: string;
  readonly statement: string;
  readonly source: string;
}

/** By name. The English in `estate/assumptions.ts` is what holds. */
export const germanAssumptions: Readonly<Record<string, GermanAssumption>> = {
  'zones-in-different-buildings': {
    of: 'b72aadea5ec2',
    statement: 'eu-de-01 und eu-de-02 stehen in verschiedenen Rechenzentren: Biere und Magdeburg',
    source:
      'keine öffentliche Angabe sagt, welche Zone in welchem Gebäude steht; der Anbieter muss es schriftlich bestätigen',
  },
  'keys-provisioned': {
    of: '093e5703a427',
    statement:
      'die Schlüsselkennungen aller Orte nennen bestehende Schlüssel, jeder von einer Schlüsselverwaltung nur für diesen Datenbestand angelegt',
    source:
      'der Betreiber trägt die Kennungen in estate/datasets ein, sobald die Schlüsselverwaltung die Schlüssel angelegt hat',
  },
  'clinic-luks-type-encrypted': {
    of: '470fd9a9398c',
    statement:
      'die Datenträgerart „luks“ der Klinik verschlüsselt mit LUKS und je Datenträger einem Schlüssel in Barbican',
    source:
      'Verschlüsselung nach Datenträgerart in Cinder, eingerichtet vom Betreiber; der Provider kann sie in keinem Plan zeigen',
  },
  'clinic-volume-keys-in-custody': {
    of: '76516a997612',
    statement:
      'das Barbican der Klinik hindert die Pipeline, in deren Namen Cinder die Schlüssel der Datenträger anlegt, daran, diese zu löschen',
    source:
      'nach der Vorgabe von Barbican darf löschen, wer ein Geheimnis angelegt hat; es entscheidet die Richtlinie des Betreibers, kein Plan',
  },
  'c5-attestation': {
    of: '9965b3c3fc3b',
    statement: 'die Open Telekom Cloud hat für die verwendeten Dienste ein aktuelles C5-Testat vom Typ 2',
    source: '§ 393 SGB V; das Testat wird jährlich beim Anbieter angefordert',
  },
};

/** What was assumed, in German; undefined where there is none of exactly this English. */
export function germanOfAssumption(
  name: string,
  english: { readonly statement: string; readonly source: string },
): GermanAssumption | undefined {
  const german = Object.hasOwn(germanAssumptions, name) ? germanAssumptions[name] : undefined;
  return german?.of === hashOf(english.statement, english.source) ? german : undefined;
}
