import type { Draft } from './draft';
import type { Dataset, Estate, ObjectStore, Site } from './model';
import { placementsOf } from './queries';

/** The realm of container synchronisation that the sites' operators have agreed on. */
export const objectRealm = 'lausitz';

/** A site's object store by the operators' custom: the cluster has the name of the site. */
export function objectStoreOf(site: string, account: string): ObjectStore {
  return { realm: objectRealm, cluster: site, account };
}

/** A site in the row in which containers of a dataset feed each other. */
export interface ObjectPlace {
  readonly site: Site;
  readonly store: ObjectStore;
  /** The placement's key. */
  readonly key: string;
}

/** What a draft and a dataset both say of where a dataset is. */
type Placed = Pick<Draft<Dataset>, 'home' | 'copies' | 'outOfReach'>;

/**
 * Names of the sites that hold a dataset, in the order in which containers feed each other: home, copies as
 * declared, and last the copy out of reach. A container of Swift has one target only, so this is a row; only what
 * stands last can keep versions by itself, and what stands there is fed and feeds nobody.
 */
export function feedingOrder({ home, copies = [], outOfReach }: Placed): (string | undefined)[] {
  const names = [home?.site, ...copies.map((copy) => copy?.site)];
  const before = names.filter((name) => name !== outOfReach);
  return names.includes(outOfReach) ? [...before, outOfReach] : before;
}

/**
 * Where containers hold a dataset, each of which feeds the next. Empty where it is not made of objects, and where
 * one of its sites has no Swift: then its application keeps the copies current, on volumes alone.
 */
export function objectPlaces(dataset: Dataset, { sites }: Pick<Estate, 'sites'>): readonly ObjectPlace[] {
  if (dataset.objects !== true) return [];
  const placements = placementsOf(dataset);
  const places = feedingOrder(dataset).flatMap((name): ObjectPlace[] => {
    const site = sites.find((each) => each.name === name);
    const key = placements.find((placement) => placement.site === name)?.key;
    if (site?.objectStore === undefined || key === undefined || !site.capabilities.objects) return [];
    return [{ site, store: site.objectStore, key }];
  });
  return places.length === placements.length ? places : [];
}

/** Name of a dataset's container, the same at each site. */
export function objectContainer({ name }: Pick<Dataset, 'name'>): string {
  return `${name}-objects`;
}

/** How a container at another site is named as a target: `//realm/cluster/account/container`. */
export function syncTarget({ realm, cluster, account }: ObjectStore, container: string): string {
  return `//${realm}/${cluster}/${account}/${container}`;
}

/**
 * The container that a target names. Swift does not tell realms and clusters apart by capitals.
 * @returns undefined where it is none within a realm, as a whole URL is
 */
export function readSyncTarget(
  target: string,
): { readonly store: ObjectStore; readonly container: string } | undefined {
  const [, realm, cluster, account, container] =
    /^\/\/([^/]+)\/([^/]+)\/([^/]+)\/([^/?#]+)$/.exec(target) ?? [];
  if (realm === undefined || cluster === undefined || account === undefined || container === undefined)
    return;
  return { store: { realm: realm.toLowerCase(), cluster: cluster.toLowerCase(), account }, container };
}

/** Whether two object stores are one. */
export function isSameStore(one: ObjectStore, other: ObjectStore): boolean {
  return one.realm === other.realm && one.cluster === other.cluster && one.account === other.account;
}
