import { type Check, notOk, ok, type Result, unread } from '../check';
import { readFlavor } from '../flavor';

const check: Check = {
  id: 'servers/flavor',
  rule: 'The flavor exists under its id, may be used, and has a root disk for servers that start from an image.',
  async look(subject) {
    const { site } = subject;
    const flavor = await readFlavor(subject);
    if (flavor === undefined) {
      return [
        notOk(
          `flavor ${site.flavorId} does not exist for this project`,
          'Correct flavorId in the site’s file, or have the operator give the project access to it.',
        ),
      ];
    }
    const { name, vcpus, ram, disk, isDisabled } = flavor;
    const text = `${name}: ${vcpus} cores, ${ram} MiB of memory, ${disk} GiB of root disk`;
    if (isDisabled) return [notOk(`${text}; disabled`, 'Choose another flavor, or have it enabled.')];
    return [site.cloud.kind === 'openstack' && disk === 0 ? rootless(text) : ok(text)];
  },
};

export default check;

/** Nova lets administrators alone start a server from an image with such a flavor, unless its policy says otherwise. */
function rootless(text: string): Result {
  return unread(
    `${text}; whether a project may use that is in Nova’s policy (servers:create:zero_disk_flavor)`,
    'Choose a flavor with a root disk, or have the administrator permit it to the project.',
  );
}
