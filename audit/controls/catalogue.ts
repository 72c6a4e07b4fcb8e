import type { ControlResult, ControlSource, Text } from '../pack/contents';
import { bsi } from './sources/bsi';
import { c5of2020 } from './sources/c5-2020';
import { c5of2026 } from './sources/c5-2026';
import { european } from './sources/european';
import { german } from './sources/german';
import { grundschutz } from './sources/grundschutz';

/** How far a control's source was read when the policies were written. */
export type Reading =
  /** its own text */
  | 'primary'
  /** its identifiers, in a machine-readable edition; their wording was not compared */
  | 'identifiers'
  /** named, not compared with the policy word for word */
  | 'cited'
  /** through others: confirm before it decides anything */
  | 'second-hand';

/** One checkable statement of a law or standard, in our own words. */
export type CatalogueEntry = Pick<ControlResult, 'id' | 'statement' | 'shownBy'>;

export interface CatalogueSource {
  /** What the controls of this source start with in a policy's metadata. */
  readonly source: ControlSource['source'];
  readonly title: Text;
  readonly reading: Reading;
  readonly entries: readonly CatalogueEntry[];
}

/**
 * Every statement that some policy gives evidence for, and of the same sources those that need other evidence.
 * What a policy's `controls` name is here, and nothing is named twice. None of it claims conformity.
 */
export const catalogue: readonly CatalogueSource[] = [
  c5of2020,
  c5of2026,
  grundschutz,
  ...european,
  ...german,
  ...bsi,
];

/** How far a source was read, in words; what is known through others is marked. */
export const readings: Readonly<Record<Reading, Text>> = {
  primary: { de: 'im eigenen Wortlaut gelesen', en: 'its own text was read' },
  identifiers: {
    de: 'die Kennungen wurden in einer maschinenlesbaren Ausgabe gelesen, der Wortlaut nicht verglichen',
    en: 'its identifiers were read in a machine-readable edition, their wording was not compared',
  },
  cited: { de: 'zitiert; nicht Wort für Wort verglichen', en: 'cited; not compared word for word' },
  'second-hand': {
    de: 'aus zweiter Hand: vor jeder Entscheidung am Original zu prüfen',
    en: 'second-hand: known through others; confirm it before it decides anything',
  },
};

/**
 * The source of a control such as `C5:2020 CRY-03`.
 * @throws Error for a source that is not described here
 */
export function sourceOf(control: string): CatalogueSource {
  const found = catalogue.find(({ source }) => control.startsWith(source));
  if (found !== undefined) return found;
  throw new Error(
    `control "${control}"\n  rule: every source of a control is described in audit/controls/sources\n  fix:  add it there, with how far it was read`,
  );
}
