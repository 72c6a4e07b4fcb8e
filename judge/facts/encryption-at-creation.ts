import type { Site } from '../../estate/model';
import type { Resource } from '../../graph/graph';
import { isOpen, isUnknown, isUnset } from '../../graph/value';
import { type Facts, type Finding, fail, pass, seen, undecided } from '../finding';

/**
 * Whether a volume that comes from nothing else was made with encryption.
 *
 * Open Telekom Cloud: metadata `__system__encrypted = "1"` and `__system__cmkid`, at creation only, never on a
 * volume from an image, snapshot or volume (Elastic Volume Service, disk encryption; creating disks, EVS.1043).
 * Plain OpenStack: a volume type that the operator has set up with encryption.
 */
export function encryptionAtCreation(volume: Resource, site: Site, facts: CreationFacts): Finding {
  const asked =
    site.cloud.kind === 'open-telekom-cloud' ? askedByMetadata(volume) : askedByType(volume, site);
  if (asked.outcome === 'fail' || volume.isMadeNow) return asked;
  // What a type does that nobody vouches for, the cloud says of each volume that keeps it.
  const isSeen = facts.observations?.encryption(volume) !== undefined && keepsType(volume);
  return existing(volume, facts, asked.message === typeUnknown && isSeen ? pass : asked);
}

function keepsType({ before, attributes }: Resource): boolean {
  return before === undefined || before.volume_type === attributes.volume_type;
}

/** What is known of how volumes were made that exist already. */
export type CreationFacts = Pick<Facts, 'hasCreationEvidence' | 'observations' | 'estate'>;

/**
 * An existing volume: what a plan or state says of it now is no evidence of how it was made. That is shown by the
 * judged apply that made it, or by the cloud itself, which says of each disk whether it is encrypted: as long as
 * that was looked up lately, it counts for and against.
 * @param asked what the configuration asks for
 */
export function existing(volume: Resource, facts: CreationFacts, asked: Finding): Finding {
  const observed = facts.observations?.encryption(volume);
  if (observed && !observed.encrypted) {
    return fail('the cloud says that the existing volume is not encrypted', observed.evidence);
  }
  // In a sandbox Cinder stands in for the Key Management Service, and makes each volume's key itself.
  const key = facts.estate.sandbox ? null : volume.get('metadata.__system__cmkid');
  if (observed && typeof observed.keyId === 'string' && typeof key === 'string' && key !== observed.keyId) {
    return fail(
      'the cloud says that the existing volume is encrypted with another key than it names',
      observed.evidence,
      seen(volume, 'metadata.__system__cmkid'),
    );
  }
  if (asked.outcome !== 'pass' || observed || facts.hasCreationEvidence(volume)) return asked;
  const unused = facts.observations?.whyUnused(volume.stack);
  const known = 'the volume exists already, and nothing shows that it was encrypted when it was made';
  return undecided(unused === undefined ? known : `${known}: ${unused}`, {
    path: 'actions',
    value: volume.action,
    source: `${volume.stack}:${volume.address}`,
  });
}

/** Ids of keys in the Key Management Service have 36 characters (KMS API reference, `key_id`). */
const keyId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function askedByMetadata(volume: Resource): Finding {
  const flag = volume.get('metadata.__system__encrypted');
  const key = volume.get('metadata.__system__cmkid');
  const evidence = [seen(volume, 'metadata.__system__encrypted'), seen(volume, 'metadata.__system__cmkid')];
  if (isOpen(flag) || isOpen(key)) {
    const isDefinite = (flag !== '1' && !isOpen(flag)) || key === null || key === '';
    if (!isDefinite)
      return undecided('whether it is encrypted depends on a value that is not known yet', ...evidence);
  }
  if (flag !== '1') return fail('the volume is created without encryption', ...evidence);
  if (typeof key !== 'string' || key === '') {
    return isOpen(key) ? pass : fail('encryption is asked for, but no key is named', ...evidence);
  }
  if (!keyId.test(key)) {
    return fail(
      'encryption is asked for with what is no id of a key: those have the form of a UUID',
      ...evidence,
    );
  }
  return pass;
}

/** Only the operator knows what a type does; an estate of ours names at least one. */
export const typeUnknown =
  'which volume types encrypt is not in the plan; --encrypted-type names those that the operator vouches for';

function askedByType(volume: Resource, site: Site): Finding {
  if (site.cloud.kind !== 'openstack') return pass;
  const type = volume.get('volume_type');
  const evidence = seen(volume, 'volume_type');
  const permitted = site.cloud.encryptedVolumeTypes;
  if (isOpen(type)) return undecided('its volume type is not known yet', evidence);
  if (typeof type === 'string' && permitted.includes(type)) return pass;
  if (permitted.length === 0) return undecided(typeUnknown, evidence);
  const given =
    isUnknown(type) || isUnset(type)
      ? 'has no volume type, so the cloud takes its default'
      : `has type ${volume.show('volume_type')}`;
  return fail(`the volume ${given}; encrypted types at ${site.name} are: ${permitted.join(', ')}`, evidence);
}
