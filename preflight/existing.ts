import type { ObservedResource } from '../contracts/observation';
import { computeKinds } from '../observe/compute';
import type { Kind } from '../observe/kind';
import { networkKinds } from '../observe/network';
import { objectKinds } from '../observe/objects';
import { storageKinds } from '../observe/storage';
import type { CloudReader, Service } from './cloud-reader';
import type { Managed } from './state';
import type { WantedObjects } from './wanted';

const kinds: readonly (readonly [Service, readonly Kind[]])[] = [
  ['compute', computeKinds],
  ['network', networkKinds],
  ['storage', storageKinds],
  ['objects', objectKinds],
];

/** Whether an object that has the name of one that the stack makes is that one. */
export type Claim =
  /** The state manages it. */
  | 'managed'
  /** No state was given; its marks, or those of the servers and volumes beside it, say so. */
  | 'claimed'
  | 'foreign';

export interface Namesake {
  readonly object: ObservedResource;
  readonly claim: Claim;
}

/**
 * What exists in the project, and what of it the site's stack has made. Only a state knows that. Without one an
 * object with a name that the stack uses is taken for the stack's where it bears the site's mark, or, where its kind
 * bears none, where servers or volumes beside it do.
 */
export class Existing {
  private readonly read = new Map<Kind, Promise<readonly ObservedResource[]>>();

  constructor(
    private readonly cloud: CloudReader,
    private readonly siteName: string,
    private readonly wanted: WantedObjects,
    private readonly managed: Managed | undefined,
  ) {}

  /** Objects of a type in the project, without what the cloud made by itself. @throws NotListed */
  async of(type: string): Promise<readonly ObservedResource[]> {
    return (await this.all(type)).filter(({ madeByCloud }) => !madeByCloud);
  }

  /** Objects of a type that have a name the stack uses, each with whose it is. @throws NotListed */
  async namesakes(type: string): Promise<readonly Namesake[]> {
    const names = new Set(this.wanted.names(type));
    const found = (await this.of(type)).filter(({ name }) => names.has(name));
    return Promise.all(found.map(async (object) => ({ object, claim: await this.claimOf(type, object) })));
  }

  /** Ids of what the stack has made of a type, among what has a name of its own. @throws NotListed */
  async ownIds(type: string): Promise<ReadonlySet<string>> {
    const own = (await this.namesakes(type)).filter(({ claim }) => claim !== 'foreign');
    return new Set(own.map(({ object }) => object.id));
  }

  /** Names of a type that the stack still has to make. @throws NotListed */
  async missing(type: string): Promise<readonly string[]> {
    const own = (await this.namesakes(type)).filter(({ claim }) => claim !== 'foreign');
    const made = new Set(own.map(({ object }) => object.name));
    return this.wanted.names(type).filter((name) => !made.has(name));
  }

  /** Whether a name that the API lists elsewhere (key pairs) is the stack's. @throws NotListed */
  async claimOfName(type: string, id: string): Promise<Claim> {
    if (this.managed) return this.managed.get(type)?.has(id) ? 'managed' : 'foreign';
    return (await this.wasApplied()) ? 'claimed' : 'foreign';
  }

  /** Whether servers or volumes there bear this site's mark. @throws NotListed */
  async wasApplied(): Promise<boolean> {
    for (const type of ['openstack_blockstorage_volume_v3', 'openstack_compute_instance_v2']) {
      if ((await this.of(type)).some((object) => this.isMarked(object))) return true;
    }
    return false;
  }

  get knowsState(): boolean {
    return this.managed !== undefined;
  }

  private async claimOf(type: string, object: ObservedResource): Promise<Claim> {
    if (this.managed) return this.claimOfName(type, object.id);
    if ('metadata' in object.attributes) return this.isMarked(object) ? 'claimed' : 'foreign';
    return this.claimOfName(type, object.id);
  }

  private isMarked({ attributes }: ObservedResource): boolean {
    const metadata = attributes.metadata as Readonly<Record<string, unknown>> | undefined;
    // A header of Swift cannot hold a colon.
    return (metadata?.['estate:site'] ?? metadata?.['estate-site']) === this.siteName;
  }

  private all(type: string): Promise<readonly ObservedResource[]> {
    for (const [service, members] of kinds) {
      const kind = members.find(({ types }) => types.includes(type));
      if (!kind) continue;
      const reading = this.read.get(kind) ?? this.readKind(service, kind);
      this.read.set(kind, reading);
      return reading.then((objects) => objects.filter((object) => object.type === type));
    }
    throw new Error(`nobody lists objects of type ${type}`);
  }

  private async readKind(service: Service, kind: Kind): Promise<readonly ObservedResource[]> {
    return this.cloud.guarded(this.cloud.addressOf(service), () => kind.read(this.cloud.session));
  }
}

/** Types that `Existing` can list. */
export const listedTypes: ReadonlySet<string> = new Set(
  kinds.flatMap(([, members]) => members.flatMap(({ types }) => types)),
);
