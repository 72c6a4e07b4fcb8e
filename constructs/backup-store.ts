import { ObjectstorageContainerV1 } from '@cdktf/provider-openstack/lib/objectstorage-container-v1';
import { Construct } from 'constructs';
import { backupContainer } from '../estate/backups';
import type { Dataset } from '../estate/model';
import { keyId } from './key-ring';
import { markHeaders } from './marks';
import type { Place } from './place';

export interface BackupStoreProps {
  readonly place: Place;
  readonly dataset: Dataset;
}

/**
 * Versioned container for a dataset's backups at this site. Without read or write lists only the project itself
 * has access. Objects are encrypted by the client before they are sent, with the key named in the metadata.
 */
export class BackupStore extends Construct {
  readonly containerName: string;

  constructor(scope: Construct, id: string, { place, dataset }: BackupStoreProps) {
    super(scope, id);
    this.containerName = backupContainer(dataset);
    new ObjectstorageContainerV1(this, 'backup', {
      name: this.containerName,
      versioning: true,
      forceDestroy: place.emptiesContainers,
      metadata: {
        'estate-keep-days': String(dataset.backup.keepDays),
        'estate-key': keyId(dataset.backup.key),
        ...markHeaders(place, { role: 'backup', dataset: dataset.name }),
      },
      lifecycle: { preventDestroy: !place.destroyable },
    });
  }
}
