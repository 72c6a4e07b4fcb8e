import { createHash } from 'node:crypto';

/** Namespace of this project's names: the UUID of version 5 of `urn:estate:oscal` in the namespace for URLs (RFC 9562, 6.6). */
const namespace = uuidIn('6ba7b811-9dad-11d1-80b4-00c04fd430c8', 'urn:estate:oscal');

/** UUID of version 5 (RFC 9562, section 5.5): the same parts always give the same one. */
export function uuidOf(...parts: readonly string[]): string {
  return uuidIn(namespace, JSON.stringify(parts));
}

function uuidIn(space: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(space.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.subarray(0, 16).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
