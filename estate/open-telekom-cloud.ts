/**
 * What the Open Telekom Cloud fixes for everyone.
 * Source: opentelekomcloud-docs/regions-and-endpoints (regions, zones, identity endpoints),
 * elastic-volume-service (types and sizes of volumes), virtual-private-network (gateways per tenant and
 * region), direct-connect (the reserved range).
 */
export const otcRegions: ReadonlyMap<
  string,
  { readonly country: string; readonly zones: readonly string[] }
> = new Map([
  ['eu-de', { country: 'DE', zones: ['eu-de-01', 'eu-de-02', 'eu-de-03'] }],
  ['eu-nl', { country: 'NL', zones: ['eu-nl-01', 'eu-nl-02', 'eu-nl-03'] }],
]);

/** SATA is left out: its sale has ended. */
export const otcVolumeTypes = ['SSD', 'SAS', 'GPSSD', 'ESSD'] as const;

/** GiB */
export const otcVolumeSize = { least: 10, greatest: 32_768 } as const;

/** Classic VPN; a site's project is the tenant. */
export const otcVpnGateways = 2;

export const otcReservedRange = '100.64.0.0/10';

export const otcDomainPattern = /^OTC-EU-(DE|NL)-\d+$/;

/** Host name of a region's identity service. */
export function otcIdentityHost(region: string): string {
  return `iam.${region}.otc.t-systems.com`;
}
