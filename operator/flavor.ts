import type { Item } from '../observe/list';
import { type Preparation, refusal } from './preparation';

export interface NodeSize {
  readonly vcpus: number;
  readonly ramMiB: number;
}

/** A flavor that is made: the size of `s3.xlarge.4`. Source: otc-docs/elastic-cloud-server, general-purpose ECSs. */
const made = { vcpus: 4, ram: 16_384, disk: 40 };

/** Below this a node joins no cluster. Source: kubernetes.io, "Installing kubeadm": 2 CPUs, 2 GB of RAM. */
const least = { vcpus: 2, ram: 2048 };

/**
 * The flavor of the site's nodes, by its id. A flavor cannot be changed once it is made: one that is too small is
 * refused.
 */
export async function prepareFlavor(preparation: Preparation, projectId: string): Promise<NodeSize> {
  const { site, administrator, tell } = preparation;
  const id = site.flavorId;
  const path = `/flavors/${encodeURIComponent(id)}`;
  const found = (await administrator.read('compute', path))?.flavor as Item | undefined;
  if (!found) {
    const body = { id, name: id, ...made, 'os-flavor-access:is_public': true };
    await administrator.post('compute', '/flavors', { flavor: body });
    tell('made', `flavor ${id} (${made.vcpus} CPUs, ${made.ram} MiB, disk of ${made.disk} GiB)`);
    return { vcpus: made.vcpus, ramMiB: made.ram };
  }
  const size = { vcpus: Number(found.vcpus), ramMiB: Number(found.ram) };
  if (found['OS-FLV-DISABLED:disabled'] === true || size.vcpus < least.vcpus || size.ramMiB < least.ram) {
    throw refusal(
      preparation,
      `flavor ${id} has ${size.vcpus} CPUs and ${size.ramMiB} MiB${found['OS-FLV-DISABLED:disabled'] === true ? ', and is disabled' : ''}.`,
      `A node has at least ${least.vcpus} CPUs and ${least.ram} MiB; the numbers of a flavor cannot be changed.`,
      'Name another flavor in the site’s flavorId, or delete this one if nothing uses it.',
    );
  }
  const isOpened = await openTo(preparation, projectId, found, path);
  const text = `flavor ${id} (${size.vcpus} CPUs, ${size.ramMiB} MiB)`;
  tell(isOpened ? 'changed' : 'exists', isOpened ? `${text}: opened to the project` : text);
  return size;
}

/** Lets the project use a flavor that is not everyone's. @returns whether that had to be done */
async function openTo(
  { administrator }: Preparation,
  projectId: string,
  flavor: Item,
  path: string,
): Promise<boolean> {
  if (flavor['os-flavor-access:is_public'] !== false) return false;
  const answer = await administrator.read('compute', `${path}/os-flavor-access`);
  const access = (answer?.flavor_access ?? []) as readonly Item[];
  if (access.some(({ tenant_id: tenant }) => tenant === projectId)) return false;
  await administrator.post('compute', `${path}/action`, { addTenantAccess: { tenant: projectId } });
  return true;
}
