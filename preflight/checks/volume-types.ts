import { type Check, notOk, ok } from '../check';

const check: Check = {
  id: 'volumes/types-exist',
  rule: 'Every volume type that the stack uses, or whose encryption the operator vouches for, exists.',
  async look({ cloud, site, wanted }) {
    const there = (await cloud.list('storage', '/types', 'volume_types')).map(({ name }) => String(name));
    const used = wanted
      .of('openstack_blockstorage_volume_v3')
      .map(({ attributes }) => attributes.volume_type);
    const vouched = site.cloud.kind === 'openstack' ? site.cloud.encryptedVolumeTypes : [];
    const names = new Set([site.cloud.volumeType, ...used.map(String), ...vouched]);
    return [...names]
      .sort()
      .map((name) =>
        there.includes(name)
          ? ok(`type ${name} exists`)
          : notOk(
              `type ${name} is not among: ${there.join(', ') || 'none'}`,
              'Have the operator make it, or correct cloud in the site’s file.',
            ),
      );
  },
};

export default check;
