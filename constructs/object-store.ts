import { ObjectstorageContainerV1 } from '@cdktf/provider-openstack/lib/objectstorage-container-v1';
import { Construct } from 'constructs';
import type { Dataset } from '../estate/model';
import { type ObjectPlace, objectContainer, syncTarget } from '../estate/objects';
import { keyId } from './key-ring';
import { markHeaders, type Role } from './marks';
import type { Place } from './place';
import { reference } from './reference';
import { sharedKey } from './shared-key';

export interface ObjectStoreProps {
  readonly place: Place;
  readonly dataset: Dataset;
  /** This site in the row in which the dataset's containers feed each other. */
  readonly here: ObjectPlace;
  /** The site whose container this one feeds. @default - none: the row ends here, where versions are kept */
  readonly next?: ObjectPlace | undefined;
}

/**
 * A dataset's objects at a site, private to the project. What passes objects on keeps overwritten and deleted ones in
 * a second container, because Swift passes nothing on from a container that keeps versions by itself (ADR 0012); the
 * last one does, out of reach of whoever can write to the first. The sync key is one for the dataset, since a
 * container has the same one for what it takes and what it sends. Objects are encrypted by the client for the key of
 * each site.
 */
export class ObjectStore extends Construct {
  readonly containerName: string;

  constructor(scope: Construct, id: string, { place, dataset, here, next }: ObjectStoreProps) {
    super(scope, id);
    this.containerName = objectContainer(dataset);
    const made = (role: Role) => ({
      forceDestroy: place.emptiesContainers,
      metadata: {
        'estate-keep-days': String(dataset.backup.keepDays),
        'estate-key': keyId(here.key),
        ...markHeaders(place, { role, dataset: dataset.name }),
      },
    });
    const kept = { preventDestroy: !place.destroyable };
    const key = sharedKey(this, 'key', {
      name: `sync_key_${dataset.name.replaceAll('-', '_')}`,
      description: `Key with which containers of ${dataset.name} take objects from each other, the same at every site`,
      what: 'synchronisation key',
    });
    const synchronised = {
      name: this.containerName,
      containerSyncKey: key.value,
      ...made('data'),
      lifecycle: { ...kept, ...key.lifecycle },
    };
    if (next === undefined) {
      new ObjectstorageContainerV1(this, 'objects', { ...synchronised, versioning: true });
      return;
    }
    const versions = new ObjectstorageContainerV1(this, 'versions', {
      name: `${this.containerName}-versions`,
      ...made('versions'),
      lifecycle: kept,
    });
    new ObjectstorageContainerV1(this, 'objects', {
      ...synchronised,
      containerSyncTo: syncTarget(next.store, this.containerName),
      // `versions` would put the version before back in place of what was deleted, and take it from the archive.
      versioningLegacy: { type: 'history', location: reference(versions, 'name') },
    });
  }
}
