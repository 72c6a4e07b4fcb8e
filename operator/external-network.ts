import type { Item } from '../observe/list';
import { type Preparation, refusal } from './preparation';

/** Where an imitated site's external network ends. */
const physicalNetwork = 'physnet1';

/**
 * The external network of the site's edge router. In a real cloud it is looked at and never made. In an imitation it
 * is the one flat network there, and Neutron gives it an id of its own.
 * @returns its id
 */
export async function prepareExternalNetwork(preparation: Preparation): Promise<string> {
  const { site, imitation, administrator } = preparation;
  const { externalNetworkId } = site.network;
  const found = (await administrator.read('network', `/networks/${externalNetworkId}`))?.network;
  if (found) return checked(preparation, found as Item);
  if (!imitation) {
    throw refusal(
      preparation,
      `Neutron has no network ${externalNetworkId}.`,
      'The edge router joins an external network, which belongs to the whole cloud.',
      'Write the id of the cloud’s external network into network.externalNetworkId: openstack network list --external',
    );
  }
  return imitate(preparation);
}

async function checked(preparation: Preparation, network: Item): Promise<string> {
  const { administrator, tell } = preparation;
  const subnets = await administrator.list('network', `/subnets?network_id=${network.id}`, 'subnets');
  const hasAddresses = subnets.some(({ ip_version: version }) => version === 4);
  if (network['router:external'] !== true || !hasAddresses) {
    throw refusal(
      preparation,
      `network ${network.id} is ${network['router:external'] === true ? 'without an IPv4 subnet' : 'not external'}.`,
      'The edge router gets an address of an external network.',
      'Correct network.externalNetworkId in the estate, or give the network a subnet.',
    );
  }
  tell('exists', `external network ${network.id}`);
  return String(network.id);
}

/** As the site's gateway is addressed in the estate, so that tunnels name the same kind of address. */
async function imitate(preparation: Preparation): Promise<string> {
  const { site, administrator, tell } = preparation;
  const filter = `/networks?router:external=true&provider:physical_network=${physicalNetwork}`;
  const [found] = await administrator.list('network', filter, 'networks');
  const name = `${site.name}-external`;
  const network =
    found ??
    ((
      await administrator.post('network', '/networks', {
        network: {
          name,
          'router:external': true,
          'provider:network_type': 'flat',
          'provider:physical_network': physicalNetwork,
        },
      })
    ).network as Item);
  const subnets = await administrator.list('network', `/subnets?network_id=${network.id}`, 'subnets');
  const range = rangeAround(site.network.gatewayAddress);
  if (subnets.length === 0) {
    await administrator.post('network', '/subnets', {
      subnet: { name, network_id: network.id, ip_version: 4, cidr: range, enable_dhcp: false },
    });
  }
  const did = found ? (subnets.length === 0 ? 'changed' : 'exists') : 'made';
  tell(did, `external network ${network.name} (imitated: flat on ${physicalNetwork})`);
  return String(network.id);
}

/** The 256 addresses in which one lies. */
function rangeAround(address: string): string {
  return `${address.split('.').slice(0, 3).join('.')}.0/24`;
}
