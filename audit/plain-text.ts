/** What a terminal obeys or a reader cannot see: control characters and those that turn the direction of a text. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A text of a plan on one line, with what a terminal would obey made visible. Addresses hold keys of `for_each`, and
 * messages names: both are whatever somebody wrote.
 */
export function onOneLine(text: string): string {
  return text.replaceAll(/[\t\n\r]+/g, ' ').replaceAll(unseen, '\ufffd');
}

/** What every format for people says first of a report about a sandbox. */
export const inSandbox =
  'In a sandbox on this machine: nothing is said of real clouds, of traffic, or of bytes on disks.';
