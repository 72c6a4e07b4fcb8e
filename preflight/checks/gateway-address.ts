import { peersOf } from '../../estate/queries';
import { type Check, notApplicable, notOk, ok, type Result, type Subject } from '../check';

const check: Check = {
  id: 'network/gateway-address',
  rule: 'The VPN gateway has the address that the estate names, and tunnels there lead to the addresses of their peers.',
  async look(subject) {
    const own = await ownAddress(subject);
    return [...own, ...(await peerAddresses(subject))];
  },
};

export default check;

async function ownAddress({ cloud, site, wanted }: Subject): Promise<readonly Result[]> {
  const names = wanted.names('openstack_vpnaas_service_v2');
  if (names.length === 0) return [notApplicable('the stack has no VPN gateway')];
  const services = await cloud.list('network', '/vpn/vpnservices', 'vpnservices');
  const there = services.filter(
    ({ name, project_id: project, tenant_id: tenant }) =>
      names.includes(String(name)) && (project ?? tenant ?? cloud.projectId) === cloud.projectId,
  );
  if (there.length === 0) {
    return [notApplicable('there is no VPN gateway yet: the cloud assigns its address with the first apply')];
  }
  const { gatewayAddress } = site.network;
  return there.map(({ name, external_v4_ip: address }) => {
    if (address === gatewayAddress) return ok(`${name}: ${address}`);
    if (typeof address !== 'string' || address === '') {
      const fix =
        'Look at its status: a gateway that no agent of the cloud serves gets none. The operator can tell.';
      return notOk(`${name} is there, and has no address`, fix);
    }
    return notOk(
      `${name}: ${address}, ${gatewayAddress} in the estate`,
      `Write ${address} into network.gatewayAddress, and apply its peers again.`,
    );
  });
}

async function peerAddresses({ estate, site, existing }: Subject): Promise<readonly Result[]> {
  const tunnels = await existing.of('openstack_vpnaas_site_connection_v2');
  return peersOf(estate, site.name).flatMap(({ site: peer }) =>
    tunnels
      .filter(({ name }) => name === `${site.name}-${peer.name}`)
      .map(({ name, attributes }) => {
        const { peer_address: address, peer_id: id } = attributes;
        const { gatewayAddress } = peer.network;
        if (address === gatewayAddress && id === gatewayAddress)
          return ok(`${name} leads to ${gatewayAddress}`);
        return notOk(
          `${name} leads to ${address} (peer id ${id}), and ${peer.name} has ${gatewayAddress} in the estate`,
          `Apply ${site.name}, which corrects the tunnel, or correct network.gatewayAddress of ${peer.name}.`,
        );
      }),
  );
}
