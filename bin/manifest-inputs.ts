import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Estate } from '../estate/model';
import { joinManifests } from '../graph/read-manifests';
import { UnreadableInput } from '../graph/unreadable-input';
import { hashOf, type Input, siteOfManifests } from '../policies/judge-inputs';
import { nameForeignStacks } from './estate-option';
import { checkYaml, readInputFile, type Wanted } from './input-file';
import { stackOfWorkloads } from './workload-inputs';

const wanted: Wanted = {
  what: 'Kubernetes objects',
  fix: 'name a file or folder of what kubectl would apply (kustomize build, helm template), or pulumi preview --json --show-sames',
};

/**
 * Kubernetes objects that the command line names, one input for each file or folder. They are of the site that all
 * their labels claim.
 * @throws UnreadableInput for a file that is missing, broken or of something else, and a folder without any
 */
export function readManifestInputs(paths: readonly string[], estate: Estate): readonly Input[] {
  const names = nameForeignStacks(paths);
  return paths.map((path, at) => {
    const files = filesOf(path).map((file) => {
      const bytes = readInputFile(file, wanted);
      return { file, bytes, content: String(checkYaml(bytes, file)) };
    });
    const [first, ...more] = files;
    const alone = more.length === 0 ? first : undefined;
    const name = path === '-' ? 'standard-input' : (names[at] ?? path);
    const text = alone?.content ?? joinManifests(files);
    const site = siteOfManifests(text, path, estate);
    return {
      kind: 'manifests',
      file: path,
      stack: site ? stackOfWorkloads(site) : name,
      text,
      sha256: hashOf(alone?.bytes ?? files.map(({ content }) => content).join('\n---\n')),
    };
  });
}

function filesOf(path: string): readonly string[] {
  if (path === '-' || !isFolder(path)) return [path];
  const files = entriesOf(path)
    .filter((entry) => !entry.isDirectory() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0)
    throw new UnreadableInput(path, 'no file in it ends in .yaml, .yml or .json', wanted.fix);
  return files;
}

/** What cannot be looked at is told of when it is read. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true });
  } catch (error) {
    const { code = 'no reason given' } = error as NodeJS.ErrnoException;
    throw new UnreadableInput(path, `a folder in it cannot be read (${code})`, wanted.fix);
  }
}
