import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readText, writePrivateFile } from '../processes/private-file';
import { renderIni } from './ini';
import type { Sandbox, Site } from './sandbox';
import { hostsOf } from './services/nova';
import { services } from './services/registry';
import type { ConfigurationFile } from './services/service';

const folders = [
  'lock',
  'images',
  'state/image-staging',
  'state/image-tasks',
  'state/cinder',
  'state/neutron',
];

/** Writes what a site's services read. Files that say the same already are left as they are. */
export function writeSiteFiles(site: Site, sandbox: Sandbox): void {
  for (const folder of [...folders, 'swift/node/d1'])
    mkdirSync(join(site.folder, folder), { recursive: true, mode: 0o700 });
  for (const host of [...hostsOf(site), `${site.name}-control`]) nameHost(site, host);
  const files = services.flatMap((service) => service.configuration(site, sandbox));
  for (const folder of foldersOfMore(files))
    mkdirSync(join(site.folder, folder), { recursive: true, mode: 0o700 });
  for (const { path, content } of files) {
    const file = join(site.folder, path);
    const text = typeof content === 'string' ? content : renderIni(content);
    if (readText(file) !== text) writePrivateFile(file, text);
  }
}

/**
 * Whatever files it is told to read, oslo.config reads those of the first PROJECT.conf.d that it finds after them: one
 * of the site's own, and empty, is found before any in /etc.
 */
function foldersOfMore(files: readonly ConfigurationFile[]): readonly string[] {
  const projects = new Set(files.flatMap(({ path }) => /^\.(\w+)\//.exec(path)?.[1] ?? []));
  return [...projects].map((project) => `.${project}/${project}.conf.d`);
}

/** A host keeps its id: Nova refuses to start one that has forgotten it. */
function nameHost(site: Site, host: string): void {
  const file = join(site.folder, 'state', host, 'compute_id');
  if (!existsSync(file)) writePrivateFile(file, randomUUID());
}
