import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readText, writePrivateFile } from '../processes/private-file';
import { renderIni } from './ini';
import type { Sandbox, Site } from './sandbox';
import { hostsOf } from './services/nova';
import { services } from './services/registry';

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
  for (const { path, content } of services.flatMap((service) => service.configuration(site, sandbox))) {
    const file = join(site.folder, path);
    const text = typeof content === 'string' ? content : renderIni(content);
    if (readText(file) !== text) writePrivateFile(file, text);
  }
}

/** A host keeps its id: Nova refuses to start one that has forgotten it. */
function nameHost(site: Site, host: string): void {
  const file = join(site.folder, 'state', host, 'compute_id');
  if (!existsSync(file)) writePrivateFile(file, randomUUID());
}
