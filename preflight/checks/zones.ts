import type { Item } from '../../observe/list';
import { type Check, notOk, ok, type Result } from '../check';
import type { Service } from '../cloud-reader';

const services = [
  ['compute', 'servers'],
  ['storage', 'volumes'],
] as const satisfies readonly (readonly [Service, string])[];

/**
 * Nova and Cinder each have zones of their own, and each may be asked without the other. A zone is available to Nova
 * as long as one of its hosts is enabled, even where all of them are down: whether they are, only administrators see.
 */
export const zoneChecks: readonly Check[] = services.map(([service, what]) => ({
  id: `zones/${what}`,
  rule: `The site’s availability zone exists for ${what}, and is available.`,
  async look({ cloud, site }) {
    const answer = await cloud.find(service, '/os-availability-zone');
    const zones = (answer?.availabilityZoneInfo ?? []) as readonly Item[];
    return [judge(zones, site.availabilityZone)];
  },
}));

function judge(zones: readonly Item[], wanted: string): Result {
  const zone = zones.find(({ zoneName }) => zoneName === wanted);
  if (zone === undefined) {
    const names = zones.map(({ zoneName }) => String(zoneName)).join(', ') || 'none';
    return notOk(`zone ${wanted} is not among: ${names}`, 'Correct availabilityZone in the site’s file.');
  }
  const { available } = (zone.zoneState ?? {}) as Item;
  if (available === true) return ok(`zone ${wanted} is available`);
  return notOk(`zone ${wanted} is not available`, 'Wait until the operator says that the zone is up again.');
}
