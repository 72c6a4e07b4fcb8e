import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceFailure } from '../../processes/failure';
import { withLock } from '../../terraform/lock';
import type { Builds } from './build-program';
import { go } from './go';

/** Definitions of custom resources, as the project that owns them publishes them in its Go module. */
export interface Definitions {
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** Hash of the whole module, as go.sum and the checksum database write it. */
  readonly sum: string;
  /** Folder of its YAML files in the module. */
  readonly folder: string;
}

/** Another operator's resources are one more entry here; a test holds them to `workloads/operators.ts`. */
export const definitions: readonly Definitions[] = [
  {
    name: 'cloudnative-pg',
    module: 'github.com/cloudnative-pg/cloudnative-pg',
    version: 'v1.30.0',
    sum: 'h1:fnhVq44xXx97MNiuvJsPrX1vSjYbgdyBK5MSGfdHdp0=',
    folder: 'config/crd/bases',
  },
  {
    name: 'cert-manager',
    module: 'github.com/cert-manager/cert-manager',
    version: 'v1.21.2',
    sum: 'h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=',
    folder: 'deploy/crds',
  },
];

/** Where an entry's YAML files are once they are fetched. */
export function definitionsFolder(entry: Definitions, builds: Builds): string {
  const hash = createHash('sha256').update(JSON.stringify(entry)).digest('hex').slice(0, 16);
  return join(builds.cacheFolder, `definitions-${entry.name}-${hash}`);
}

/** Texts of an entry's files, in the order of their names. */
export function readDefinitions(entry: Definitions, builds: Builds): readonly string[] {
  const folder = definitionsFolder(entry, builds);
  return yamlFiles(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Takes the files out of the module, unless they are there. */
export async function fetchDefinitions(entry: Definitions, builds: Builds): Promise<void> {
  const target = definitionsFolder(entry, builds);
  if (existsSync(target)) return;
  await withLock(`${target}.lock`, { what: `fetching ${entry.name}` }, async () => {
    if (existsSync(target)) return;
    const draft = `${target}.draft`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    const module = join(await download(entry, draft), entry.folder);
    const names = yamlFiles(module);
    if (names.length === 0)
      throw new ServiceFailure(`${entry.module}@${entry.version} has no YAML file in ${entry.folder}.`);
    for (const name of names)
      writeFileSync(join(draft, name), readFileSync(join(module, name)), { mode: 0o600 });
    renameSync(draft, target);
  });
}

async function download({ module, version, sum }: Definitions, folder: string): Promise<string> {
  const told = await go(folder, 'mod', 'download', '-json', `${module}@${version}`);
  const { Dir: place, Sum: found } = JSON.parse(told) as { Dir: string; Sum: string };
  if (found === sum) return place;
  throw new ServiceFailure(`${module}@${version} has the hash ${found}, and ${sum} is expected.`);
}

function yamlFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
    .toSorted();
}
