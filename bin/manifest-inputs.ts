import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Estate } from '../estate/model';
import { UnreadableInput } from '../graph/unreadable-input';
import { hashOf, type Input, siteOfManifests } from '../policies/judge-inputs';
import { nameForeignStacks } from './estate-option';
import { readInputFile, type Wanted } from './input-file';
import { stackOfWorkloads } from './workload-inputs';

const wanted: Wanted = {
  what: 'Kubernetes objects',
  fix: 'name a file or folder of what kubectl would apply (kustomize build, helm template), or pulumi preview --json',
};

/**
 * Kubernetes objects that the command line names, one input for each file or folder. They are of the site that all
 * their labels claim.
 * @throws UnreadableInput for a file that is missing, broken or of something else, and a folder without any
 */
export function readManifestInputs(paths: readonly string[], estate: Estate): readonly Input[] {
  const names = nameForeignStacks(paths);
  return paths.map((path, at) => {
    const files = filesOf(path);
    const texts = files.map((file) => {
      const text = String(readInputFile(file, wanted));
      // Of several each for itself, so that what is wrong is said of the file it is in.
      if (files.length > 1) siteOfManifests(text, file, estate);
      return text;
    });
    const text = texts.join('\n---\n');
    const name = path === '-' ? 'standard-input' : (names[at] ?? path);
    const site = siteOfManifests(text, path, estate);
    return {
      kind: 'manifests',
      file: path,
      stack: site ? stackOfWorkloads(site) : name,
      text,
      sha256: hashOf(text),
    };
  });
}

function filesOf(path: string): readonly string[] {
  if (path === '-' || statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ya?ml|json)$/.test(file))
    .sort();
  if (files.length === 0)
    throw new UnreadableInput(path, 'no file in it ends in .yaml, .yml or .json', wanted.fix);
  return files.map((file) => join(path, file));
}
