/**
 * German sentences by the English ones that they translate. Within braces stands what differs from finding to
 * finding:
 * - `{name}` names and numbers, as they are: single words without space or in quotes, and lists of such
 * - `{name~}` names that hold spaces, as they are: of services, of a standard
 * - `{name*}` sentences or phrases, which are translated in turn
 */
export type Sentences = Readonly<Record<string, string>>;

interface Pattern {
  readonly english: RegExp;
  readonly german: string;
  /** What stands between the braces, most of all its beginning: a sentence without it need not be compared. */
  readonly fixed: readonly string[];
}

/** Words of English that are no name: where one of them stands, a sentence says something else. */
const noNames = 'it|its|the|no|not|none|nothing|nobody|which|whether|what|who|whose|where|is|are|has|may|of';
const one = String.raw`(?!(?:${noNames})(?:[ ,;:]|$))(?:"(?:[^"\\]|\\.)*"|[^\s";][^\s;]*?)`;
const joint = '(?:, | and | or | → )';
const forms: Readonly<Record<string, string>> = {
  '': `${one}(?:${joint}${one})*`,
  '~': '[^;]+?',
  '*': '.+?',
};
const hole = /\{([a-z]+)([~*]?)\}/g;

/** Words that stand where a name may stand. */
const words: Readonly<Record<string, string>> = {
  anyone: 'alle',
  everyone: 'alle',
  and: 'und',
  or: 'oder',
};

/** Nobody reads a longer one, and translating it would take long. */
const longest = 2000;
/** So many parts a sentence may have. */
const most = 60;
/** So many are remembered: findings repeat each other’s parts. */
const kept = 20_000;

/** Translates by lists of sentences, of which the first that fits holds. */
export class Translator {
  readonly #patterns: readonly Pattern[];
  readonly #known = new Map<string, string | undefined>();

  constructor(...lists: readonly Sentences[]) {
    this.#patterns = lists.flatMap((list) =>
      Object.entries(list).map(([english, german]) => ({
        english: patternOf(english),
        german,
        fixed: english.split(/\{[a-z]+[~*]?\}/),
      })),
    );
  }

  /** The German of a sentence, or of several after one another; undefined where a part of it has none. */
  translate(english: string): string | undefined {
    if (english === '' || english.length > longest || countOf(english) > most) return undefined;
    if (this.#known.size > kept) this.#known.clear();
    return this.#part(english);
  }

  #part(english: string): string | undefined {
    if (this.#known.has(english)) return this.#known.get(english);
    // What is within itself has no end.
    this.#known.set(english, undefined);
    const german = this.#whole(english) ?? this.#split(english, '; ') ?? this.#split(english, ', ');
    this.#known.set(english, german);
    return german;
  }

  #whole(sentence: string): string | undefined {
    for (const { english, german, fixed } of this.#patterns) {
      if (!sentence.startsWith(fixed[0] ?? '') || !fixed.every((part) => sentence.includes(part))) continue;
      const found = english.exec(sentence);
      const filled = found ? this.#fill(german, found.groups ?? {}) : undefined;
      if (filled !== undefined) return filled;
    }
    return undefined;
  }

  #split(english: string, joint: string): string | undefined {
    for (let at = english.indexOf(joint); at > 0; at = english.indexOf(joint, at + 1)) {
      const first = this.#whole(english.slice(0, at));
      const rest = first === undefined ? undefined : this.#part(english.slice(at + joint.length));
      if (rest !== undefined) return `${first}${joint}${rest}`;
    }
    return undefined;
  }

  #fill(german: string, groups: Readonly<Record<string, string>>): string | undefined {
    let isWhole = true;
    const text = german.replaceAll(hole, (_, name: string, kind: string) => {
      const value = groups[name] ?? '';
      if (kind !== '*') return kind === '' ? namesOf(value) : value;
      const own = this.#part(value);
      if (own === undefined) isWhole = false;
      return own ?? '';
    });
    return isWhole ? text : undefined;
  }
}

function patternOf(english: string): RegExp {
  const parts = english.split(hole);
  let source = '';
  for (let at = 0; at < parts.length; at += 3) {
    source += (parts[at] ?? '').replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    if (at + 1 < parts.length) source += `(?<${parts[at + 1]}>${forms[parts[at + 2] ?? '']})`;
  }
  return new RegExp(`^${source}$`, 'u');
}

function namesOf(value: string): string {
  if (Object.hasOwn(words, value)) return words[value] as string;
  return value.replaceAll(new RegExp(`(${one})(${joint}|$)`, 'gu'), (_, name: string, between: string) => {
    const said = Object.hasOwn(words, name) ? words[name] : name;
    return `${said}${between.replace(/and|or/, (word) => words[word] as string)}`;
  });
}

function countOf(text: string): number {
  return text.split(/; |, /).length;
}
