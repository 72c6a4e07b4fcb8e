import { isTemplate, secretsIn } from './secret-forms';
import { isNameOfRemoved } from './secret-names';

/** A word of a command that is a secret, or has one in it, by what stands before it. */
export interface SecretWord {
  /** Which word of the list. */
  readonly at: number;
  readonly secret: string;
}

const lists: ReadonlySet<string> = new Set(['args', 'arguments', 'cmd', 'command', 'entrypoint']);

/**
 * Passwords that are words of their own: of `["redis-cli", "-a", "…"]` none says alone that it is one. The words are
 * read as the line that they are.
 * @param name what the list is called; one with options in it is a command whatever it is called
 */
export function secretWordsIn(words: readonly unknown[], name: string): readonly SecretWord[] {
  const texts = words.map((one) => (typeof one === 'object' ? '' : String(one)));
  if (texts.length < 2 || !(lists.has(name) || texts.some((one) => /^--?[a-z]/i.test(one)))) return [];
  const found = secretsIn(texts.join(' '));
  let start = 0;
  return texts.flatMap((text, at) => {
    const from = start;
    start += text.length + 1;
    if (text === '' || isTemplate(text) || isNameOfRemoved(text) || /^--?[a-z]/i.test(text)) return [];
    const alone = secretsIn(text);
    return found.flatMap(({ at: begin, secret }) => {
      const isHere = begin < from + text.length && begin + secret.length > from;
      if (!isHere || alone.some((one) => one.at === begin - from)) return [];
      // An argument that begins with a password is one to its end, whatever is in it.
      return [{ at, secret: begin <= from ? text : secret }];
    });
  });
}

/** The words of a container: its arguments go on where its command ends. */
export function commandOf(value: { readonly [key: string]: unknown }): readonly unknown[] {
  const { command, args } = value;
  return Array.isArray(command) && Array.isArray(args) ? [...command, ...args] : [];
}

/** Whether a word is as likely a path or a port: such a one is removed where it stands, and looked for nowhere else. */
export function isDoubtfulWord(word: string): boolean {
  return /^[./~]|^\d{1,5}$/.test(word);
}

/** A list of words without those secrets; in the place of each a name. */
export function withoutWords(
  words: readonly unknown[],
  secrets: readonly SecretWord[],
  nameOf: (secret: string) => string,
): readonly unknown[] {
  return words.map((word, at) =>
    secrets
      .filter((one) => one.at === at)
      .reduce<unknown>((rest, { secret }) => String(rest).replace(secret, () => nameOf(secret)), word),
  );
}
