/**
 * Parses JSON of any size. V8 makes no string of more than half a gigabyte, so the bytes are never one string: one
 * pass over them finds where lists and objects grow large, and gives those to `JSON.parse` piece by piece. What is
 * accepted and what comes out is what `JSON.parse` of the whole would give; only a key that the outermost object has
 * twice is refused, since readers differ in which of the two they believe.
 */

/** Why bytes are no JSON, and where: within the piece that begins at a byte, so that small pieces say it better. */
export class BrokenJson extends Error {
  constructor(
    readonly why: 'empty' | 'truncated' | 'malformed' | 'too deep' | 'too long a text' | 'repeated key',
    readonly at: number,
  ) {
    super(why);
  }
}

export interface PieceLimits {
  /** How deep brackets may stand. */
  readonly depth: number;
  /** Bytes of a list or object from which on it is parsed in pieces; a piece has about as many. */
  readonly piece: number;
}

/** @throws BrokenJson where the bytes are no JSON, or beyond a limit */
export function parsePieces(bytes: Buffer, limits: PieceLimits): unknown {
  return new PieceParser(bytes, limits).parse();
}

const quote = 34;
const comma = 44;
const openList = 91;
const backslash = 92;
const closeList = 93;
const openObject = 123;
const closeObject = 125;

type Container = unknown[] | Record<string, unknown>;

/** What is known of an open list or object. */
interface Open {
  /** Where its bracket stands. */
  start: number;
  isList: boolean;
  /** The last comma of its own, or its bracket. */
  separator: number;
  /** The first byte that is not parsed yet; less than minus a piece where a comma or its end has to come next. */
  unread: number;
  /** What is parsed of it; undefined while it is small, since a small one is parsed with what holds it. */
  parsed: Container | undefined;
  /** Where a large value within it ended that was parsed on its own. */
  valueEnd: number;
}

class PieceParser {
  readonly #bytes: Buffer;
  readonly #limits: PieceLimits;
  /** By depth. */
  readonly #open: Open[] = [];
  /** Of the outermost object. */
  readonly #keys = new Set<unknown>();

  constructor(bytes: Buffer, limits: PieceLimits) {
    this.#bytes = bytes;
    this.#limits = limits;
  }

  parse(): unknown {
    const bytes = this.#bytes;
    const { length } = bytes;
    const { depth: greatest, piece } = this.#limits;
    const start = skipBlank(bytes, hasMark(bytes) ? 3 : 0);
    if (start === length) throw new BrokenJson('empty', length);
    if (bytes[start] !== openList && bytes[start] !== openObject) return this.#read(start, length, '', '');
    let depth = 0;
    let open = this.#enter(0, start);
    for (let at = start + 1; at < length; at += 1) {
      const code = bytes[at];
      if (code === quote) {
        const end = endOfString(bytes, at);
        if (end >= length) throw new BrokenJson('truncated', length);
        if (depth === 0 && !open.isList) this.#noteKey(open, at, end + 1);
        at = end;
      } else if (code === comma) {
        if (at - open.unread >= piece) this.#take(open, at);
        open.separator = at;
      } else if (code === openList || code === openObject) {
        depth += 1;
        if (depth >= greatest) throw new BrokenJson('too deep', at);
        open = this.#enter(depth, at);
      } else if (code === closeList || code === closeObject) {
        if (depth === 0) return this.#finish(open, at);
        const outer = this.#open[depth - 1] as Open;
        if (open.parsed) this.#attach(outer, open, at);
        depth -= 1;
        open = outer;
      }
    }
    throw new BrokenJson('truncated', length);
  }

  /** Of a text of the outermost object, sees whether it is a key, and one that was there already. */
  #noteKey({ separator }: Open, from: number, to: number): void {
    if (skipBlank(this.#bytes, separator + 1) !== from) return;
    const key = this.#read(from, to, '', '');
    if (this.#keys.has(key)) throw new BrokenJson('repeated key', from);
    this.#keys.add(key);
  }

  #enter(depth: number, at: number): Open {
    const isList = this.#bytes[at] === openList;
    const known = this.#open[depth];
    if (known === undefined) {
      const made = { start: at, isList, separator: at, unread: at + 1, parsed: undefined, valueEnd: 0 };
      this.#open[depth] = made;
      return made;
    }
    known.start = at;
    known.isList = isList;
    known.separator = at;
    known.unread = at + 1;
    known.parsed = undefined;
    return known;
  }

  /** Parses what is unread of a container, up to a comma of its own or its end. */
  #take(open: Open, to: number): void {
    if (open.unread < 0) this.#expectBlank(open.valueEnd, to);
    else {
      const [before, after] = open.isList ? ['[', ']'] : ['{', '}'];
      const part = this.#read(open.unread, to, before, after) as Container;
      // Nothing stands between two commas, or after the last.
      if (isEmpty(part)) throw new BrokenJson('malformed', to);
      open.parsed = open.parsed === undefined ? part : join(open.parsed, part);
    }
    open.unread = to + 1;
  }

  /** Parses the rest of a large container. */
  #complete(open: Open, end: number): Container {
    if (open.isList !== (this.#bytes[end] === closeList)) throw new BrokenJson('malformed', end);
    this.#take(open, end);
    return open.parsed as Container;
  }

  /** Puts a large value, which ends here, into the container that holds it. */
  #attach(outer: Open, inner: Open, end: number): void {
    const value = this.#complete(inner, end);
    if (outer.unread < 0) throw new BrokenJson('malformed', inner.start);
    if (outer.unread <= outer.separator) this.#take(outer, outer.separator);
    outer.parsed ??= outer.isList ? [] : {};
    if (Array.isArray(outer.parsed)) {
      this.#expectBlank(outer.unread, inner.start);
      outer.parsed.push(value);
    } else {
      const named = this.#read(outer.unread, inner.start, '{', 'null}') as Record<string, null>;
      for (const key of Object.keys(named)) put(outer.parsed, key, value);
    }
    outer.unread = -1 - this.#limits.piece;
    outer.valueEnd = end + 1;
  }

  #finish(open: Open, end: number): unknown {
    const value = open.parsed ? this.#complete(open, end) : this.#read(open.start, end + 1, '', '');
    this.#expectBlank(end + 1, this.#bytes.length);
    return value;
  }

  #expectBlank(from: number, to: number): void {
    const at = skipBlank(this.#bytes, from);
    if (at < to) throw new BrokenJson('malformed', at);
  }

  #read(from: number, to: number, before: string, after: string): unknown {
    try {
      return JSON.parse(`${before}${this.#bytes.toString('utf8', from, to)}${after}`);
    } catch (error) {
      if ((error as { code?: string }).code === 'ERR_STRING_TOO_LONG')
        throw new BrokenJson('too long a text', from);
      throw new BrokenJson('malformed', skipBlank(this.#bytes, from));
    }
  }
}

/** A byte order mark. */
function hasMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function skipBlank(bytes: Buffer, from: number): number {
  let at = from;
  for (let code = bytes[at]; code === 32 || code === 10 || code === 13 || code === 9; code = bytes[at])
    at += 1;
  return at;
}

function endOfString(bytes: Buffer, from: number): number {
  const { length } = bytes;
  let at = from + 1;
  for (; at < length; at += 1) {
    const code = bytes[at];
    if (code === quote) return at;
    if (code === backslash) at += 1;
  }
  return at;
}

function isEmpty(part: Container): boolean {
  for (const _ in part) return false;
  return true;
}

function join(all: Container, part: Container): Container {
  if (Array.isArray(all)) for (const one of part as unknown[]) all.push(one);
  else for (const [key, value] of Object.entries(part)) put(all, key, value);
  return all;
}

/** Sets an own property as `JSON.parse` does, also `__proto__`. */
function put(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}
