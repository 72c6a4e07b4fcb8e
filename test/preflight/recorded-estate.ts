import { App } from 'cdktf';
import { loadEstate } from '../../estate/load-estate';
import type { Estate, Site } from '../../estate/model';
import { siteOf } from '../../estate/queries';
import { WantedObjects } from '../../preflight/wanted';
import { buildEstate } from '../../stacks/build-estate';

/** What of a site its cloud has decided, as it was when its answers were recorded. */
export interface RecordedSite {
  readonly identity: Site['identity'];
  readonly imageId: string;
  readonly flavorId: string;
  readonly externalNetworkId: string;
  /** Datasets that were applied when it was recorded. @default every one of today: nothing was applied yet */
  readonly datasets?: readonly string[];
  /** Ids of keys in its key store. */
  readonly keys: readonly string[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * This repository's estate of today, with a site where the recording was made. Its keys take recorded ids in turn,
 * so that a new dataset needs no new recording.
 */
export function estateWith(name: string, { keys, datasets: applied, ...recorded }: RecordedSite): Estate {
  const estate = loadEstate();
  const ids = new Map<string, string>();
  const renamed = (key: string) => {
    const id = ids.get(key) ?? keys[ids.size % keys.length] ?? key;
    ids.set(key, id);
    return id;
  };
  const placed = <T extends { readonly site: string; readonly key: string }>(place: T): T =>
    place.site === name ? { ...place, key: renamed(place.key) } : place;
  // They were recorded before any node had a way to an object store.
  const sites = estate.sites
    .map(({ objectAccess: _, ...site }) => site)
    .map((site) => (site.name === name ? moved(site, recorded, renamed) : site));
  const datasets = estate.datasets
    .filter((dataset) => applied?.includes(dataset.name) ?? true)
    .map((dataset) => ({
      ...dataset,
      home: placed(dataset.home),
      copies: dataset.copies.map(placed),
      backup: placed(dataset.backup),
    }));
  return { ...estate, sites, datasets };
}

function moved(
  site: Site,
  { identity, imageId, flavorId, externalNetworkId }: Omit<RecordedSite, 'keys' | 'datasets'>,
  renamed: (key: string) => string,
): Site {
  // The cloud of the recording synchronises no containers.
  const { objectStore: _, ...declared } = site;
  const { keyCustody, network } = declared;
  const systemKeys = Object.fromEntries(
    Object.entries(keyCustody.systemKeys).map(([domain, key]) => [domain, renamed(key)]),
  ) as Site['keyCustody']['systemKeys'];
  return {
    ...declared,
    identity,
    imageId,
    flavorId,
    network: { ...network, externalNetworkId },
    keyCustody: { ...keyCustody, systemKeys },
  };
}

/** What of a site is to be kept with its answers. */
export function recordedSite(estate: Estate, name: string): RecordedSite {
  const { identity, imageId, flavorId, network, keyCustody } = siteOf(estate, name);
  const placed = estate.datasets
    .flatMap(({ home, copies, backup }) => [home, ...copies, backup])
    .filter(({ site }) => site === name);
  const keys = [...placed.map(({ key }) => key), ...Object.values(keyCustody.systemKeys)];
  const { externalNetworkId } = network;
  return {
    identity,
    imageId,
    flavorId,
    externalNetworkId,
    datasets: estate.datasets.map((dataset) => dataset.name),
    keys: [...new Set(keys)].filter((k) => uuid.test(k)),
  };
}

/** What the site's stack makes of an estate, without the gate: nothing of it is kept. */
export function wantedOf(estate: Estate, name: string): WantedObjects {
  const app = new App({ outdir: 'cdktf.out', stackTraces: false });
  const stack = buildEstate(app, estate, { backend: { kind: 'local' }, profile: 'production' }).find(
    ({ node }) => node.id === name,
  );
  return WantedObjects.read(JSON.stringify(stack?.toTerraform()));
}
