import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../terraform/project-root';

/** Whatever decides a verdict: the rules, the judge, the readers and the provider's schema. */
const folders = ['contracts', 'estate', 'graph', 'judge', 'policies'];
const schemas = ['schema.json', 'forces-new.json'].map((name) =>
  join('packages', 'provider-openstack', name),
);

/** Whatever decides how it is said; what only runs programs or reads arguments does not. */
const sayers = ['audit', 'compare'];

const known = new Map<readonly string[], string>();

/**
 * SHA-256 over the sources of what judges. Two programs with the same one say the same of the same files; what the
 * estate itself declares is in the pack, and only its default entries are in here as well.
 */
export function rulesVersion(root: string = projectRoot()): string {
  return versionOf(folders, schemas, root);
}

/** The same over the sources of what renders a report. */
export function renderersVersion(root: string = projectRoot()): string {
  return versionOf(sayers, [], root);
}

function versionOf(of: readonly string[], others: readonly string[], root: string): string {
  const version = known.get(of) ?? hashOfSources(of, others, root);
  known.set(of, version);
  return version;
}

function hashOfSources(of: readonly string[], others: readonly string[], root: string): string {
  const files = of.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(folder, name)),
  );
  const hash = createHash('sha256');
  const all = [...files, ...others].map((file) => file.replaceAll('\\', '/'));
  for (const file of all.toSorted()) {
    const own = createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex');
    hash.update(`${own}  ${file}\n`);
  }
  return hash.digest('hex');
}
