import { gunzipSync } from 'node:zlib';
import type { Resource } from '../../graph/graph';
import { isOpen, isUnset, Unknown, type Value } from '../../graph/value';

/** What is known of user data: its text, as far as the source states it, and whether that is all of it. */
export interface UserData {
  readonly text: string;
  readonly isWhole: boolean;
}

/** Nova takes 64 KiB; of more, this much is read. */
const longestText = 1 << 20;

/**
 * The user data of a server. A plan and a state hold only its hash, so the configuration that a plan carries is read
 * instead: a literal stands there as it was written.
 * @returns null where it has none, undefined where nothing of it is known
 */
export function userDataOf(server: Resource): UserData | null | undefined {
  const value = server.get('user_data');
  if (isUnset(value)) return null;
  const isShown = server.action === 'declared' || value instanceof Unknown;
  return readUserData(isShown ? value : (server.stated('user_data') ?? new Unknown('reference')));
}

/** Undefined where nothing of it is known. Base64, which clouds take as well, is decoded, and so is gzip in it. */
export function readUserData(value: Value): UserData | undefined {
  if (typeof value === 'string') {
    return { text: expanded(value.slice(0, longestText)), isWhole: value.length <= longestText };
  }
  if (!(value instanceof Unknown) || !isOpen(value) || value.template === undefined) return undefined;
  const text = value.template.slice(0, longestText).replaceAll(/[$%]\{(?:[^{}]|\{[^{}]*\})*\}/g, ' ');
  if (text.trim() === '') return undefined;
  // The id of a resource is no password; anything else may hold one.
  const isWhole = value.references.every(({ kind, attribute }) => kind === 'resource' && attribute === 'id');
  return { text: expanded(text), isWhole };
}

/** Base64 of some length, on one line or broken into lines as MIME parts are; looked for at beginnings of words only. */
const base64 = /(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{60,76}\s+)*[A-Za-z0-9+/]{16,}={0,2}/g;

/** Shorter than any piece that `base64` finds. */
const shortestPacked = 16;

/** A text with what is packed into it appended: `write_files` and MIME parts carry base64 and gzip as well. */
export function expanded(text: string, depth = 2): string {
  if (depth === 0 || text.length < shortestPacked) return text;
  const packed = [...text.matchAll(base64)].flatMap(([piece]) => unpacked(piece.replaceAll(/\s/g, '')) ?? []);
  const inner = packed.map((one) => expanded(one, depth - 1));
  return [text, ...inner].join('\n').slice(0, 4 * longestText);
}

/** The text that a piece of base64 stands for; undefined where it is no text. */
function unpacked(piece: string): string | undefined {
  const bytes = Buffer.from(piece, 'base64');
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = isGzip ? unzipped(bytes) : bytes.toString('utf8');
  return text !== undefined && isText(text) ? text : undefined;
}

function unzipped(bytes: Buffer): string | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: longestText }).toString('utf8');
  } catch {
    return undefined;
  }
}

/** Random bytes and keys in binary form hold what no text does. */
function isText(text: string): boolean {
  return text.length > 0 && !/[^\t\n\r\u0020-\u007e\u00a0-\ufffc]/.test(text);
}
