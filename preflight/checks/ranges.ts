import { isCidr, overlap } from '../../estate/cidr';
import { type Check, notOk, ok, unread } from '../check';

const check: Check = {
  id: 'network/range-free',
  rule: 'No subnet that the project sees, and the stack does not make, overlaps the site’s range.',
  async look({ cloud, site, existing }) {
    const { range } = site.network;
    const own = await existing.ownIds('openstack_networking_subnet_v2');
    // All that the project sees: shared and external ones are as much in the way as its own.
    const subnets = await cloud.list('network', '/subnets', 'subnets');
    const others = subnets.filter(({ id, ip_version: version }) => version === 4 && !own.has(String(id)));
    const results = others.flatMap(({ id, name, cidr }) => {
      const text = `${name || id} (${cidr})`;
      if (!isCidr(cidr)) return unread(`${text} is no range that can be compared`, 'Look at the subnet.');
      if (!overlap(range, cidr)) return [];
      return notOk(
        `${text} lies in the site’s range ${range}`,
        'Remove it if nobody uses it, give the site another range, or name the state that manages it with --state.',
      );
    });
    return results.length > 0 ? results : [ok(`${range} is free among ${subnets.length} subnets`)];
  },
};

export default check;
