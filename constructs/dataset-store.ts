import { ComputeVolumeAttachV2 } from '@cdktf/provider-openstack/lib/compute-volume-attach-v2';
import { Construct } from 'constructs';
import type { Dataset, ObjectAccess, Placement } from '../estate/model';
import { AccessGroup, type NamedRange } from './access-group';
import { EncryptedVolume } from './encrypted-volume';
import { InputError } from './input-error';
import type { NodePool } from './node-pool';
import type { Place } from './place';
import { tcp } from './ports';

export interface DatasetStoreProps {
  readonly place: Place;
  readonly dataset: Dataset;
  /** The dataset's copy (or home) here. */
  readonly placement: Placement;
  /** Pool of the dataset's domain here. */
  readonly pool: NodePool;
  /** Subnets of the dataset's domain at the other sites that hold it, named by site. */
  readonly partners: readonly NamedRange[];
  /** Where its backup is written. @default none: nothing is opened for it */
  readonly backup?: BackupWay;
}

/** The object store that keeps a backup, as nodes reach it. */
export interface BackupWay {
  /** Name of the site that keeps it. */
  readonly site: string;
  readonly access: ObjectAccess;
}

/** A copy of a dataset at a site: a volume under a key of its own, on one node, and the path that keeps it current. */
export class DatasetStore extends Construct {
  /** The data volume. */
  readonly volume: EncryptedVolume;

  constructor(
    scope: Construct,
    id: string,
    { place, dataset, placement, pool, partners, backup }: DatasetStoreProps,
  ) {
    super(scope, id);
    const { name, domain } = dataset;
    const node = pool.nodeFor(name);
    if (node === undefined) {
      throw new InputError(
        `dataset "${name}" at ${place.site.name}`,
        `a copy is attached to a node of its domain, and the ${domain} pool there has none`,
        `give nodePools.${domain} of site "${place.site.name}" at least one node`,
      );
    }
    this.volume = new EncryptedVolume(this, 'data', {
      place,
      name: `${place.site.name}-${name}`,
      sizeGiB: dataset.sizeGiB,
      key: placement.key,
      marks: { role: 'data', dataset: name },
    });
    const { volumeId } = this.volume;
    new ComputeVolumeAttachV2(this, 'attach', { instanceId: node.serverId, volumeId });
    const access = new AccessGroup(this, 'access', {
      place,
      name: `${place.site.name}-${name}`,
      description: `Replication of ${name}: ${dataset.replication.protocol}`,
      marks: { role: 'access', dataset: name },
    });
    // Both directions: a copy that takes over as home is replicated from.
    for (const partner of partners) {
      access.admitFrom(partner, tcp(dataset.replication.port), `replication of ${name} from ${partner.name}`);
      access.allowTo(partner, tcp(dataset.replication.port), `replication of ${name} to ${partner.name}`);
    }
    // At a copy too: one that takes over as home writes the backup, and one brings it back to see that it can be.
    if (backup) {
      const store: NamedRange = { name: `${backup.site}-objects`, cidr: backup.access.range };
      access.allowTo(store, tcp(backup.access.port), `backup of ${name} at ${backup.site}`);
    }
    node.join(access);
  }
}
