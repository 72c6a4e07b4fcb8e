/** Shorter texts stand in too many others by chance. */
const leastWithin = 4;

/** Words of one kind of letter, and short numbers: within other words they stand by chance. */
const word = /^(?:\p{Ll}{1,12}|\p{Lu}{1,12}|\d{1,7})$/u;

/** Of a longer text only the whole is looked for as it is: parts of it that are secrets are known by themselves. */
const longestInForms = 4096;

interface Pattern {
  readonly text: string;
  readonly secret: string;
  /** Whether it counts only where no letter or digit stands beside it. */
  readonly asWord: boolean;
}

/**
 * Texts that must not be shown, in every form in which they may stand in another text. Finding them takes one pass,
 * however many there are: a plan of thousands of servers has as many.
 */
export class Masks {
  /** By their first letters, the longest first. */
  readonly #starts = new Map<string, Pattern[]>();
  readonly #known = new Set<string>();
  #isSorted = true;

  add(secret: string): void {
    if (secret.length < leastWithin || this.#known.has(secret)) return;
    this.#known.add(secret);
    const asWord = word.test(secret);
    const texts = secret.length > longestInForms ? [secret] : formsOf(secret);
    for (const text of new Set(texts)) {
      if (text.length < leastWithin) continue;
      const start = text.slice(0, leastWithin);
      const others = this.#starts.get(start);
      if (others) others.push({ text, secret, asWord });
      else this.#starts.set(start, [{ text, secret, asWord }]);
    }
    this.#isSorted = false;
  }

  /** The text without any of them. */
  mask(text: string, nameOf: (secret: string) => string): string {
    if (this.#starts.size === 0 || text.length < leastWithin) return text;
    this.#sort();
    let result = '';
    let done = 0;
    for (let at = 0; at + leastWithin <= text.length; at += 1) {
      const found = this.#starts
        .get(text.slice(at, at + leastWithin))
        ?.find((one) => standsAt(one, text, at));
      if (!found) continue;
      result += text.slice(done, at) + nameOf(found.secret);
      done = at + found.text.length;
      at = done - 1;
    }
    return result + text.slice(done);
  }

  holds(text: string): boolean {
    return this.mask(text, () => '') !== text;
  }

  /** The longest first, so that none of them leaves the end of another behind. */
  #sort(): void {
    if (this.#isSorted) return;
    for (const patterns of this.#starts.values()) patterns.sort((a, b) => b.text.length - a.text.length);
    this.#isSorted = true;
  }
}

function standsAt({ text: own, asWord }: Pattern, text: string, at: number): boolean {
  if (!text.startsWith(own, at)) return false;
  return !asWord || !(isPartOfWord(text[at - 1]) || isPartOfWord(text[at + own.length]));
}

function isPartOfWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_-]/u.test(character);
}

/** As it is, as it stands in JSON, in a URL, in Base64 and in hex; of several lines each that is like a key. */
function formsOf(text: string): readonly string[] {
  const wellFormed = text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  const lines = text.includes('\n') ? text.split(/\r?\n/).map((line) => line.trim()) : [];
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(wellFormed),
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
    Buffer.from(text).toString('hex'),
    ...lines.filter((line) => /^[A-Za-z0-9+/=_-]{20,}$/.test(line)),
    text.replaceAll(/[\t\n\r]+/g, ' '),
  ];
}
