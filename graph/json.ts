import { BrokenJson, parsePieces } from './json-pieces';
import { UnreadableInput } from './unreadable-input';

/** Far more than a configuration has, and little enough that whoever walks the value can recurse. */
const greatestDepth = 500;
/** Large enough that the pieces cost nothing, small enough that none of them is a burden. */
const pieceSize = 1 << 16;

/**
 * Parses a JSON object of any size.
 * @param content UTF-8; bytes rather than a text where it may be large, since a string ends at half a gigabyte
 * @throws UnreadableInput that says where the text stops making sense, never showing the text (it may be secret)
 */
export function parseJson(
  content: string | Buffer,
  file: string,
  fix: string,
): { readonly [key: string]: unknown } {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  let value: unknown;
  try {
    value = parsePieces(bytes, { depth: greatestDepth, piece: pieceSize });
  } catch (error) {
    if (!(error instanceof BrokenJson)) throw error;
    throw new UnreadableInput(file, reasonOf(located(error, bytes), bytes.length), fix);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new UnreadableInput(file, 'it is JSON but no object', fix);
  }
  return value as { readonly [key: string]: unknown };
}

/** The same error, found again in the smallest pieces. */
function located(error: BrokenJson, bytes: Buffer): BrokenJson {
  if (error.why !== 'malformed') return error;
  try {
    parsePieces(bytes, { depth: greatestDepth, piece: 0 });
  } catch (finer) {
    if (finer instanceof BrokenJson) return finer;
  }
  return error;
}

function reasonOf({ why, at }: BrokenJson, length: number): string {
  switch (why) {
    case 'empty':
      return 'the file is empty';
    case 'truncated':
      return `it is no whole JSON; it looks truncated (${length} bytes)`;
    case 'too deep':
      return `it is nested more than ${greatestDepth} levels deep`;
    case 'too long a text':
      return `a text in it, at byte ${at}, is longer than can be read`;
    case 'repeated key':
      return `it has one key twice, again at byte ${at}: which of the two is meant, nobody can say`;
    case 'malformed':
      return `it is no JSON from byte ${at} on`;
  }
}
