import { createHash } from 'node:crypto';

/** What a reader is told of a rule. */
export interface RuleTexts {
  /** The rule as a truth, one sentence. */
  readonly title: string;
  readonly why: string;
  /** What to do about a finding. */
  readonly remediation: string;
}

/** A rule's texts in German. */
export interface GermanRule extends RuleTexts {
  /** `hashOf` the English texts that these translate: of other texts they are no translation. */
  readonly of: string;
}

/** The rules of one area, by their name within it. */
export type GermanRules = Readonly<Record<string, GermanRule>>;

/** Of English texts, twelve hexadecimal digits: enough to see that one was changed. */
export function hashOf(...texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 12);
}

export function hashOfRule({ title, why, remediation }: RuleTexts): string {
  return hashOf(title, why, remediation);
}
