import type { Item } from '../../observe/list';
import { type Check, notOk, ok, type Result, type Subject } from '../check';
import { readFlavor } from '../flavor';

const check: Check = {
  id: 'servers/image',
  rule: 'The image exists under its id, is active, is not a stranger’s nor deletable by this account, and fits the flavor.',
  async look(subject) {
    const { site, cloud } = subject;
    const image = await cloud.find('image', `/images/${encodeURIComponent(site.imageId)}`);
    if (image === undefined) {
      return [
        notOk(
          `image ${site.imageId} does not exist for this project`,
          'Correct imageId in the site’s file, or have the operator share the image with the project.',
        ),
      ];
    }
    const faults = [...faultsOf(image, cloud.projectId), ...(await misfits(image, subject))];
    return faults.length > 0 ? faults : [ok(`${image.name}: active, ${image.visibility}`)];
  },
};

export default check;

function faultsOf(image: Item, projectId: string): readonly Result[] {
  const { name, status, visibility, owner, protected: isProtected } = image;
  const faults: Result[] = [];
  if (status !== 'active') {
    faults.push(notOk(`${name} is ${status}`, 'Have the operator reactivate it, or choose another image.'));
  }
  if (visibility === 'community' && owner !== projectId) {
    faults.push(
      notOk(
        `${name} is a community image, which anybody may publish`,
        'Use an image that the operator vouches for.',
      ),
    );
  }
  if (owner === projectId && isProtected !== true) {
    faults.push(
      notOk(
        `${name} belongs to this project and is not protected, so the account that deploys can delete it`,
        `Protect it: openstack image set --protected ${image.id}`,
      ),
    );
  }
  return faults;
}

async function misfits(image: Item, subject: Subject): Promise<readonly Result[]> {
  const flavor = await readFlavor(subject);
  if (flavor === undefined) return [];
  const [disk, memory] = [Number(image.min_disk ?? 0), Number(image.min_ram ?? 0)];
  const faults: Result[] = [];
  const fix = 'Choose a larger flavor, or another image.';
  // A flavor without a root disk takes as much as the image needs.
  if (flavor.disk > 0 && disk > flavor.disk) {
    faults.push(
      notOk(`${image.name} needs ${disk} GiB of root disk, ${flavor.name} has ${flavor.disk}`, fix),
    );
  }
  if (memory > flavor.ram) {
    faults.push(notOk(`${image.name} needs ${memory} MiB of memory, ${flavor.name} has ${flavor.ram}`, fix));
  }
  return faults;
}
