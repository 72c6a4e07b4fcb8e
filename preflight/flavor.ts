import { NotListed } from '../observe/list';
import type { Subject } from './check';

export interface Flavor {
  readonly name: string;
  readonly vcpus: number;
  /** MiB */
  readonly ram: number;
  /** GiB; 0 where the image says how large the root disk is. */
  readonly disk: number;
  readonly isDisabled: boolean;
}

/** The site's flavor; undefined where the project sees none of that id. @throws NotListed */
export async function readFlavor({ cloud, site }: Subject): Promise<Flavor | undefined> {
  const found = await cloud.find('compute', `/flavors/${encodeURIComponent(site.flavorId)}`);
  if (found === undefined) return undefined;
  const flavor = (found.flavor ?? {}) as Record<string, unknown>;
  const { name, vcpus, ram, disk } = flavor;
  const [cores, memory, root] = [vcpus, ram, disk].map(Number);
  // Some clouds write numbers as text.
  if (![cores, memory, root].every(Number.isFinite)) {
    throw new NotListed(`flavor ${site.flavorId} does not say how many cores and how much memory it has`);
  }
  return {
    name: String(name),
    vcpus: cores ?? 0,
    ram: memory ?? 0,
    disk: root ?? 0,
    isDisabled: flavor['OS-FLV-DISABLED:disabled'] === true,
  };
}
