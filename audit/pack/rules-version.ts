import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../terraform/project-root';

/** Whatever decides a verdict: the rules, the judge, the readers and the provider's schema. */
const folders = ['contracts', 'estate', 'graph', 'judge', 'policies'];
const schemas = ['schema.json', 'forces-new.json'].map((name) =>
  join('packages', 'provider-openstack', name),
);

let known: string | undefined;

/**
 * SHA-256 over the sources of what judges. Two programs with the same one say the same of the same files; what the
 * estate itself declares is in the pack, and only its default entries are in here as well.
 */
export function rulesVersion(root: string = projectRoot()): string {
  known ??= versionOf(root);
  return known;
}

function versionOf(root: string): string {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(folder, name)),
  );
  const hash = createHash('sha256');
  const all = [...files, ...schemas].map((file) => file.replaceAll('\\', '/'));
  for (const file of all.toSorted()) {
    const own = createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex');
    hash.update(`${own}  ${file}\n`);
  }
  return hash.digest('hex');
}
