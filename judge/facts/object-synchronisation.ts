import type { Estate, Site } from '../../estate/model';
import { isSameStore, readSyncTarget } from '../../estate/objects';
import type { Resource } from '../../graph/graph';
import { isList, isUnset } from '../../graph/value';

export const syncPath = 'container_sync_to';

/** Where a container passes its objects on to. */
export type SyncTarget =
  /** Not known yet. */
  | 'open'
  /** A container of a site of the estate. */
  | { readonly site: Site; readonly container: string }
  /** A place that is no site, by its address. */
  | { readonly elsewhere: string };

/** Where a container passes its objects on to; undefined where it keeps them to itself. */
export function syncTargetOf(container: Resource, { sites }: Pick<Estate, 'sites'>): SyncTarget | undefined {
  const target = container.get(syncPath);
  if (isUnset(target)) return undefined;
  if (typeof target !== 'string') return 'open';
  const read = readSyncTarget(target);
  const site =
    read &&
    sites.find(({ objectStore }) => objectStore !== undefined && isSameStore(objectStore, read.store));
  return read && site ? { site, container: read.container } : { elsewhere: target };
}

/** Whether a container keeps versions by itself, and where it does not, whether a history keeps them. */
export type KeptVersions = 'by itself' | 'in a history' | 'none' | 'open';

/**
 * How a container keeps what is overwritten or deleted. Of the older ways only `history` does: `versions` puts the
 * version before back in place of what is deleted. The provider takes them in capitals and then sets neither.
 */
export function versionsOf(container: Resource): KeptVersions {
  const itself = container.get('versioning');
  if (itself === true) return 'by itself';
  const legacy = container.blocks('versioning_legacy');
  const blocks = isUnset(legacy) ? [] : legacy;
  if (!isList(blocks)) return 'open';
  const types = blocks.map((_, at) => container.get(`versioning_legacy.${at}.type`));
  if (types.includes('history')) return 'in a history';
  const isKnown = types.every((type) => typeof type === 'string');
  return isKnown && (itself === false || isUnset(itself)) ? 'none' : 'open';
}
