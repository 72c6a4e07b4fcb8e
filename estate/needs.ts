import { type Draft, present } from './draft';
import type { Dataset, Site, SiteLimits } from './model';

/** GiB of the encrypted volume of each node that holds etcd, kubelet, swap, temporary files and logs. */
export const systemVolumeGiB = 64;

/** Whether a link between this site and another one is declared, at either end. */
function isLinked(site: Draft<Site>, sites: readonly Draft<Site>[]): boolean {
  const outgoing = present(site.links).length > 0;
  return outgoing || sites.some((other) => present(other.links).some(({ item }) => item.to === site.name));
}

/**
 * What the estate needs at a site, in the units of its limits: a server and a system volume for each node, a
 * volume for each home or copy placed there, one VPN gateway for all links. Backups are objects, no volumes.
 */
export function needsOf(
  site: Draft<Site>,
  estate: { readonly sites: readonly Draft<Site>[]; readonly datasets: readonly Draft<Dataset>[] },
): SiteLimits {
  const nodes = Object.values(site.nodePools ?? {}).reduce((sum, pool) => sum + (pool?.nodes ?? 0), 0);
  const sizes = estate.datasets.flatMap(({ home, copies, sizeGiB }) =>
    [home, ...(copies ?? [])].flatMap((place) =>
      site.name !== undefined && place?.site === site.name ? [sizeGiB ?? 0] : [],
    ),
  );
  return {
    instances: nodes,
    volumes: nodes + sizes.length,
    volumeGigabytes: nodes * systemVolumeGiB + sizes.reduce((sum, size) => sum + size, 0),
    vpnGateways: isLinked(site, estate.sites) ? 1 : 0,
  };
}
