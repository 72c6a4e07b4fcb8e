import { gunzipSync, inflateSync } from 'node:zlib';

const longestUnpacked = 1 << 24;

/** Base64, on one line or broken into several as MIME has it, or digits in hex; long enough to hold something. */
export const packed =
  /(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/]{60,76}\s+)*[A-Za-z0-9+/_-]{12,}={0,2}(?![A-Za-z0-9+/=_-])/g;

/** What a packed text stands for, where that is text: Base64, hex, and gzip or zlib within. Undefined for anything else. */
export function unpacked(given: string): string | undefined {
  const piece = given.replaceAll(/\s+/g, '');
  if (/^(?:[0-9a-f]{2}){8,}$/i.test(piece)) return asText(Buffer.from(piece, 'hex')) ?? fromBase64(piece);
  return fromBase64(piece);
}

function fromBase64(piece: string): string | undefined {
  return asText(Buffer.from(piece, /[-_]/.test(piece) ? 'base64url' : 'base64'));
}

function asText(bytes: Buffer): string | undefined {
  const text = inflated(bytes) ?? bytes.toString('utf8');
  const isText = text !== '' && !/[^\t\n\r\u0020-\u007e\u00a0-\ufffc]/.test(text);
  return isText ? text : undefined;
}

function inflated(bytes: Buffer): string | undefined {
  const unzip =
    bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync : bytes[0] === 0x78 ? inflateSync : undefined;
  try {
    return unzip?.(bytes, { maxOutputLength: longestUnpacked }).toString('utf8');
  } catch {
    return undefined;
  }
}

/** What a text in a URL stands for; nothing where it is none. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** What a text in JSON stands for; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
