import type { Item } from '../../observe/list';
import { type Check, notApplicable, notOk, ok, type Result, unread } from '../check';

const type = 'openstack_compute_keypair_v2';

const check: Check = {
  id: 'servers/key-pair-name-free',
  rule: 'The name of the administrators’ key pair is free, or the stack’s own: Nova refuses a second one.',
  async look({ cloud, wanted, existing }) {
    const names = wanted.names(type);
    if (names.length === 0) return [notApplicable('the stack makes no key pair')];
    if (cloud.session.writingRoles.length === 0) {
      const value = `${names.join(', ')}: key pairs belong to a user, and this account sees its own alone`;
      return [unread(value, 'Run it once more with the account that deploys.')];
    }
    const pairs = await cloud.items('compute', '/os-keypairs', 'keypairs');
    const taken = pairs.map(({ keypair }) => (keypair as Item).name);
    return Promise.all(
      names.map(async (name): Promise<Result> => {
        if (!taken.includes(name)) return ok(`${name} is free`);
        const claim = await existing.claimOfName(type, name);
        if (claim === 'managed') return ok(`${name} is the stack’s own`);
        if (claim === 'claimed') return ok(`${name} is there, beside what the stack has made`);
        return notOk(
          `${name} is taken by a key pair that the stack does not manage`,
          `Delete it (openstack keypair delete ${name}), or import it into the stack.`,
        );
      }),
    );
  },
};

export default check;
