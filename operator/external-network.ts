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

/**
 * With the addresses of the estate: one subnet has the VPN gateway's alone, so that peers know it before anything is
 * applied, and the other half of the range serves the rest. Both name the owners of the ports that they are for,
 * because Neutron takes any subnet that names none. Source: docs.openstack.org/neutron, "Service subnets".
 */
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
  const there = await administrator.list('network', `/subnets?network_id=${network.id}`, 'subnets');
  const wanted = subnetsAround(name, site.network.gatewayAddress);
  const missing = wanted.filter((subnet) => !there.some((each) => each.name === subnet.name));
  for (const subnet of missing) {
    const given = { ...subnet, network_id: network.id, ip_version: 4, enable_dhcp: false };
    await administrator.post('network', '/subnets', { subnet: given });
  }
  const did = found ? (missing.length > 0 ? 'changed' : 'exists') : 'made';
  tell(did, `external network ${network.name} (imitated: flat on ${physicalNetwork})`);
  return String(network.id);
}

/** The 256 addresses in which the gateway's lies, by halves: its own, of which it is the only one given out, and the other. */
function subnetsAround(name: string, gateway: string): readonly ({ readonly name: string } & Item)[] {
  const [first, second, third, last] = gateway.split('.').map(Number);
  const range = `${first}.${second}.${third}`;
  const half = (last ?? 0) < 128 ? 0 : 128;
  return [
    {
      name: `${name}-vpn`,
      cidr: `${range}.${half}/25`,
      gateway_ip: null,
      allocation_pools: [{ start: gateway, end: gateway }],
      service_types: ['network:vpn_router_gateway'],
    },
    {
      name,
      cidr: `${range}.${128 - half}/25`,
      service_types: ['network:router_gateway', 'network:floatingip'],
    },
  ];
}
