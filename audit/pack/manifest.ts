import { createHash } from 'node:crypto';
import { UnreadableInput } from '../../graph/unreadable-input';
import { names } from './pack-index';

/** Files beside the manifest that it cannot list: it, and what was made of it. */
export const besideManifest: ReadonlySet<string> = new Set([
  names.manifest,
  names.signature,
  names.timestamp,
  names.signatureTimestamp,
]);

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** As `sha256sum` writes it and `sha256sum -c` reads it: hash, two spaces, path, in the order of the paths. */
export function renderManifest(files: ReadonlyMap<string, string>): string {
  return [...files]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, text]) => `${sha256(text)}  ${path}\n`)
    .join('');
}

/** Parts of a path that no pack of ours has: they lead out of it, or are not what they seem. */
const plainPath = /^(?!\.)[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,3}$/;

/**
 * The hashes of a manifest by path.
 * @throws UnreadableInput for a line of another form, a path that leads out of the pack, and one that is there twice
 */
export function parseManifest(text: string, file: string): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>();
  const refuse = (at: number, why: string) =>
    new UnreadableInput(file, `line ${at + 1}: ${why}`, 'take the pack from where it was made, unchanged');
  for (const [at, line] of text.replace(/\n$/, '').split('\n').entries()) {
    const [, hash, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (hash === undefined || path === undefined)
      throw refuse(at, 'it is no hash with a path, as sha256sum writes it');
    if (!plainPath.test(path)) {
      throw refuse(
        at,
        `the path ${JSON.stringify(path.slice(0, 80))} is none of a pack: it leads out of it, or is hidden`,
      );
    }
    if (besideManifest.has(path)) throw refuse(at, `${path} cannot be in it: it is made after it`);
    if (hashes.has(path)) throw refuse(at, `${path} is in it twice`);
    hashes.set(path, hash);
  }
  return hashes;
}
