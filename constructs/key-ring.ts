import type { OpenTelekomCloud, PlainOpenStack } from '../estate/model';
import { InputError } from './input-error';

/** What makes a volume an encrypted one. */
export interface VolumeEncryption {
  readonly volumeType: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The keys of a site. They are made apart from data, by another role: a key ring only takes key ids, never key
 * material, and has no way to say "none".
 */
export interface KeyRing {
  /**
   * What a volume needs to be encrypted from its creation on.
   * @param key id of a key in this site's key store, UUID
   * @throws InputError when `key` is no id
   */
  encrypt(key: string): VolumeEncryption;
}

/**
 * Keys of the Open Telekom Cloud's KMS. EVS encrypts a volume (XTS-AES-256) that has both metadata keys when it
 * is created; added later they change nothing. Source: otc-docs/elastic-volume-service, disk_encryption.
 */
export class KmsKeyRing implements KeyRing {
  constructor(private readonly cloud: OpenTelekomCloud) {}

  encrypt(key: string): VolumeEncryption {
    return {
      volumeType: this.cloud.volumeType,
      metadata: { __system__encrypted: '1', __system__cmkid: keyId(key) },
    };
  }
}

/**
 * Keys in the Barbican of a plain OpenStack. Cinder encrypts by volume type (LUKS) and makes a key for each volume
 * itself, in Barbican: that key opens the disk, and no plan knows its id. The placement's secret id is carried as
 * a mark, for what the application encrypts on top (backups, exports); it does not open the volume.
 */
export class BarbicanKeyRing implements KeyRing {
  constructor(private readonly cloud: PlainOpenStack) {}

  encrypt(key: string): VolumeEncryption {
    return { volumeType: this.cloud.volumeType, metadata: { 'estate:key': keyId(key) } };
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id itself, after a check: an empty id would leave a volume of the Open Telekom Cloud in plaintext. */
export function keyId(key: string): string {
  if (uuid.test(key)) return key;
  // What is not an id may be key material written in the wrong place, so the value itself is not shown.
  throw new InputError(
    `a key id of ${key.length} characters`,
    'a key is named by its id in the key store, a lower-case UUID; key material never stands in the estate',
    'write the id that the key custodian gave you into the placement (estate/datasets) or into systemKeys',
  );
}
