import { type Check, notOk, ok, type Result } from '../check';

const check: Check = {
  id: 'network/external-network',
  rule: 'The external network exists under its id, is external, up, and has a subnet to take an address from.',
  async look({ cloud, site }) {
    const { externalNetworkId: id } = site.network;
    const network = (await cloud.find('network', `/networks/${id}`))?.network;
    if (typeof network !== 'object' || network === null) {
      return [
        notOk(
          `network ${id} does not exist for this project`,
          'Correct network.externalNetworkId in the site’s file: openstack network list --external',
        ),
      ];
    }
    return [judge(network as Readonly<Record<string, unknown>>)];
  },
};

export default check;

function judge(network: Readonly<Record<string, unknown>>): Result {
  const { name, id, subnets, status, admin_state_up: isUp } = network;
  const faults = [
    ...(network['router:external'] === true ? [] : ['is not external']),
    ...(isUp === true && status === 'ACTIVE' ? [] : [`is ${isUp === true ? status : 'switched off'}`]),
    ...(Array.isArray(subnets) && subnets.length > 0 ? [] : ['has no subnet']),
  ];
  const text = `${name || id}`;
  if (faults.length === 0) return ok(`${text} is external and up`);
  return notOk(`${text} ${faults.join(', ')}`, 'Name another network, or have the operator mend this one.');
}
