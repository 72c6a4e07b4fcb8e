import { onOneLine } from './plain-text';

/** A character that shows nothing and keeps what it parts from being read as one word. */
const joiner = '\u2060';

/**
 * A text of a plan, as text in Markdown: nothing in it makes a heading, link, image, tag or end of a cell. GitHub and
 * GitLab look for mentions (`@team`), references (`#1`, `!1`), addresses and URLs after Markdown is done, so escaping
 * does not stop them: they are parted.
 */
export function escapeMarkdown(text: string): string {
  return entities(
    onOneLine(text)
      .replaceAll(/([@#!~%$&])(?=[\p{L}\p{N}"_])/gu, `$1${joiner}`)
      .replaceAll(/:(?=\/\/)/g, `:${joiner}`)
      .replaceAll(/\b(www|GH|mailto|xmpp)(?=[.:-])/gi, `$1${joiner}`)
      .replaceAll(/:(?=[\w+-]+:)/g, `:${joiner}`),
  );
}

/** An address or a value as code; in an HTML tag, since a code span cannot hold every text and a table's bar. */
export function code(text: string): string {
  return `<code>${entities(onOneLine(text))}</code>`;
}

function entities(text: string): string {
  return text.replaceAll(
    /[&<>"'`*[\]\\|~#!@${}^=+]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
    (character) => `&#${character.codePointAt(0)};`,
  );
}
