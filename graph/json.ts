import { UnreadableInput } from './unreadable-input';

/** Far more than a configuration has, and little enough that whoever walks the value can recurse. */
const greatestDepth = 500;

/**
 * Parses a JSON object.
 * @throws UnreadableInput that says where the text stops making sense, never showing the text (it may be secret)
 */
export function parseJson(text: string, file: string, fix: string): { readonly [key: string]: unknown } {
  if (isDeeper(text, greatestDepth)) {
    throw new UnreadableInput(file, `it is nested more than ${greatestDepth} levels deep`, fix);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    const where =
      text.trim() === ''
        ? 'the file is empty'
        : `it is no JSON${position ? ` from character ${position} on` : ''}`;
    const isCut =
      /end of JSON input|Unterminated|Expected .* after/.test(String(error)) && text.trim() !== '';
    throw new UnreadableInput(
      file,
      isCut ? `${where}; it looks truncated (${text.length} characters)` : where,
      fix,
    );
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new UnreadableInput(file, 'it is JSON but no object', fix);
  }
  return value as { readonly [key: string]: unknown };
}

const quote = 34;
const backslash = 92;

/** Whether brackets stand deeper than a limit; strings are stepped over. */
function isDeeper(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return false;
}

function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}
