import type { ObservedResource } from '../contracts/observation';

/** What Neutron's OVN driver for VPNs puts between a router and its tunnel, named after the router. */
const transitSubnet = /^vpn-transit-subnet-/;

/**
 * Marks what the cloud made by itself where only the whole shows it: the keys of volumes that Cinder had the key
 * manager make, which have no name, and the transit networks of VPNs.
 */
export function markCloudsOwn(resources: readonly ObservedResource[]): readonly ObservedResource[] {
  const volumeKeys = new Set(resources.flatMap(({ encryption }) => encryption?.keyId ?? []));
  const transit = new Set(
    resources
      .filter(({ type, name }) => type === 'openstack_networking_subnet_v2' && transitSubnet.test(name))
      .map(({ id }) => id),
  );
  return resources.map((resource) => {
    const { type, id, name, attributes } = resource;
    const isVolumeKey = type === 'openstack_keymanager_secret_v1' && name === '' && volumeKeys.has(id);
    const isTransit = transit.has(id) || transit.has(String(attributes.subnet_id));
    return isVolumeKey || isTransit ? { ...resource, madeByCloud: true } : resource;
  });
}
