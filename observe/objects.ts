import type { ObservedResource } from '../contracts/observation';
import { type Kind, observed } from './kind';
import { list, NotListed } from './list';
import type { Session } from './session';

/** Object Storage API v1 (Swift). A container's readers, versions and synchronisation are in its headers. */
export const objectKinds: readonly Kind[] = [
  {
    types: ['openstack_objectstorage_container_v1'],
    read: async (session) => {
      const items = await list(session, { service: ['object-store'], path: '', marker: 'name' });
      const found: ObservedResource[] = [];
      for (const { name } of items) {
        const container = await readContainer(session, String(name));
        if (container) found.push(container);
      }
      return found;
    },
  },
];

async function readContainer(session: Session, name: string): Promise<ObservedResource | undefined> {
  const { status, headers } = await session.head(
    `${session.endpoint('object-store')}/${encodeURIComponent(name)}`,
  );
  // Deleted since it was listed.
  if (status === 404) return undefined;
  if (status < 200 || status > 299) throw new NotListed(`container ${name} answered ${status}`);
  // Swift answers as Python writes it: True.
  const versions = headers.get('x-versions-enabled')?.toLowerCase() === 'true';
  const legacy = (['history', 'versions'] as const).flatMap((type) => {
    const location = headers.get(`x-${type}-location`);
    return location === null ? [] : [{ type, location }];
  });
  return observed(
    'openstack_objectstorage_container_v1',
    { id: name, name },
    {
      name,
      container_read: headers.get('x-container-read'),
      container_write: headers.get('x-container-write'),
      // Never its key, which is a secret.
      container_sync_to: headers.get('x-container-sync-to'),
      metadata: marksIn(headers),
      versioning: versions,
      versioning_legacy: legacy,
    },
  );
}

/** Marks alone, as everywhere; Swift's metadata is in headers. */
function marksIn(headers: Headers): Record<string, string> {
  const prefix = 'x-container-meta-';
  const marks = [...headers].filter(([name]) => name.startsWith(`${prefix}estate-`));
  return Object.fromEntries(marks.map(([name, value]) => [name.slice(prefix.length), value]));
}
