import { domains, type Estate } from '../../estate/model';
import { placementsOf } from '../../estate/queries';
import type { Resource } from '../../graph/graph';
import { isUnset, Unknown } from '../../graph/value';
import { type Facts, markOf } from '../finding';
import { volumeType } from './encryption';
import { domainOfVolume } from './system-domain';

export const containerType = 'openstack_objectstorage_container_v1';

/** Where a resource names the key that opens it. */
const keyPaths: ReadonlyMap<string, readonly string[]> = new Map([
  [volumeType, ['metadata.__system__cmkid', 'metadata.estate:key']],
  [containerType, ['metadata.estate-key']],
]);

/** The path at which it names its key; undefined where it names none. */
export function keyPathOf(resource: Resource): string | undefined {
  return keyPaths.get(resource.type)?.find((one) => !isUnset(resource.get(one)));
}

/** The path at which it names its key, or would if it named one. */
export function keyPlaceOf(resource: Resource): string {
  return keyPathOf(resource) ?? keyPaths.get(resource.type)?.[0] ?? '';
}

/** Something that a key opens. What belongs to one owner may share one key. */
export interface KeyUse {
  readonly resource: Resource;
  readonly path: string;
  /** The same for the same key; undefined where it is not known which key it is. */
  readonly key: string | undefined;
  /** `imaging at primary`, `system volumes of identity at primary`; undefined where no mark says whose it is. */
  readonly owner: string | undefined;
}

export function keyUses(facts: Pick<Facts, 'graph' | 'siteOfStack'>): readonly KeyUse[] {
  return facts.graph.ofType(...keyPaths.keys()).flatMap((resource): KeyUse[] => {
    const path = keyPathOf(resource);
    if (path === undefined) return [];
    return [{ resource, path, key: keyOf(resource, path), owner: ownerOf(resource, facts) }];
  });
}

/** Without a domain where it is not known which one a system volume serves. */
function ownerOf(
  resource: Resource,
  { graph, siteOfStack }: Pick<Facts, 'graph' | 'siteOfStack'>,
): string | undefined {
  const site = siteOfStack(resource.stack);
  const place = site?.name ?? resource.stack;
  if (markOf(resource, 'role') !== 'system') {
    const dataset = markOf(resource, 'dataset');
    return dataset && `${dataset} at ${place}`;
  }
  const domain = site && domainOfVolume(graph, resource, site);
  return systemOwner(place, domain);
}

function systemOwner(place: string, domain?: string): string {
  return domain === undefined ? `system volumes at ${place}` : `system volumes of ${domain} at ${place}`;
}

/** Whether two owners may be the same: system volumes of a site, of which one does not say for which domain. */
export function mayBeSame(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [one, other].map((owner) => /^system volumes( of \S+)? at (.*)$/.exec(owner));
  return !!a && !!b && a[2] === b[2] && (a[1] === undefined || b[1] === undefined);
}

/** Key stores tell no key from another by capitals: ids are UUIDs, alone or at the end of an address. */
export function sameKey(id: string): string {
  return id.toLowerCase();
}

/** A key made by a resource of the same stack is known by that resource's name before it has an id. */
function keyOf(resource: Resource, path: string): string | undefined {
  const value = resource.get(path);
  if (typeof value === 'string') return sameKey(value);
  const [made] = value instanceof Unknown && value.exact ? value.references : [];
  if (made?.kind !== 'resource' || made.attribute === '') return undefined;
  return [resource.stack, resource.module, made.address, made.index, made.attribute].join(' ');
}

/** Whose key is whose by `sameKey`, as the estate has it; a key may belong elsewhere though nothing in the inputs uses it there. */
export function declaredOwners({ datasets, sites }: Estate): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>();
  const add = (id: string, owner: string) => {
    const key = sameKey(id);
    owners.set(key, (owners.get(key) ?? new Set()).add(owner));
  };
  for (const dataset of datasets) {
    for (const { site, key } of [...placementsOf(dataset), dataset.backup])
      add(key, `${dataset.name} at ${site}`);
  }
  for (const { name, keyCustody } of sites) {
    for (const domain of domains) add(keyCustody.systemKeys[domain], systemOwner(name, domain));
  }
  return owners;
}
