import { BlockstorageVolumeV3 } from '@cdktf/provider-openstack/lib/blockstorage-volume-v3';
import { Construct } from 'constructs';
import { type Marks, markMetadata } from './marks';
import type { Place } from './place';
import { address, reference } from './reference';

export interface EncryptedVolumeProps {
  readonly place: Place;
  /** Name in the cloud. */
  readonly name: string;
  readonly sizeGiB: number;
  /** Id of the key in the site's key store, UUID. */
  readonly key: string;
  readonly marks: Marks;
}

/**
 * A volume encrypted from its creation on, in the site's zone. It comes from no image, snapshot or other volume:
 * those hand down their own encryption (error EVS.1043 on the Open Telekom Cloud).
 */
export class EncryptedVolume extends Construct {
  /** Reference to the volume's id. */
  readonly volumeId: string;
  /** References to its size in GiB, and to the zone in which it really is. */
  readonly size: string;
  readonly zone: string;
  /** Expression for the serial under which virtio shows the volume: the first 20 characters of its id. */
  readonly serial: string;

  constructor(scope: Construct, id: string, { place, name, sizeGiB, key, marks }: EncryptedVolumeProps) {
    super(scope, id);
    const { volumeType, metadata } = place.keyRing.encrypt(key);
    const volume = new BlockstorageVolumeV3(this, 'Default', {
      name,
      size: sizeGiB,
      // Without a zone the cloud picks one, and the copy's failure domain would be anyone's guess.
      availabilityZone: place.site.availabilityZone,
      volumeType,
      metadata: { ...metadata, ...markMetadata(place, marks) },
      lifecycle: { preventDestroy: !place.destroyable },
    });
    this.volumeId = reference(volume, 'id');
    this.size = reference(volume, 'size');
    this.zone = reference(volume, 'availability_zone');
    this.serial = `\${substr(${address(volume)}.id, 0, 20)}`;
  }
}
