/** Words that are followed by a secret more often than not, in any language of the people here. */
const telling =
  /pass(?:word|wd|wort|phrase)|kennwort|geheim|secret|token|credential|\bpsk\b|\bpin\b|private[ _-]?key|schl[üu]e?ssel|zugangsdaten|\blogin\b|\buser(?:name)?:/iu;

/** A word of a sentence: letters alone or digits alone, joined by hyphens, with what stands around words. */
const plainWord =
  /^["'(„“‚‘]*(?:\p{L}[\p{L}\p{M}]*|\d[\d.,]*)(?:[-–/'’](?:\p{L}[\p{L}\p{M}]*|\d+))*["')”“’‘.,;:!?…]*$/u;

/**
 * Whether a text is a remark of which nobody can say that it holds no secret: several words that are not all plain
 * ones. No rule reads such texts, so a pack does without them.
 */
export function isDoubtfulRemark(text: string): boolean {
  const words = text.trim().split(/\s+/);
  if (words.length < 2) return false;
  return telling.test(text) || !words.every((one) => plainWord.test(one) || /^[-–—&+,]$/.test(one));
}
