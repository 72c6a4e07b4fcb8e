import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function requirementsFile(sources: string): string {
  return join(sources, 'requirements.lock');
}

/** Names an installation by all that decides it, so that a changed lock is never met by an old one. */
export function lockHash(sources: string): string {
  return createHash('sha256')
    .update(readFileSync(requirementsFile(sources)))
    .digest('hex')
    .slice(0, 16);
}
