import type { Site } from '../../estate/model';
import type { Resource } from '../../graph/graph';
import { isUnknown, isUnset, Unknown } from '../../graph/value';
import { type Facts, type Finding, fail, pass, seen, undecided } from '../finding';

export const volumeType = 'openstack_blockstorage_volume_v3';

/**
 * Whether a volume is encrypted from its creation on, in its cloud's own way.
 *
 * Open Telekom Cloud: metadata `__system__encrypted = "1"` and `__system__cmkid`, at creation only, never on a
 * volume from an image, snapshot or volume (Elastic Volume Service, disk encryption; creating disks, EVS.1043).
 * Plain OpenStack: a volume type that the operator has set up with encryption.
 */
export function volumeEncryption(
  volume: Resource,
  site: Site,
  context: Pick<Facts, 'hasCreationEvidence'>,
): Finding {
  const asked =
    site.cloud.kind === 'open-telekom-cloud' ? askedByMetadata(volume) : askedByType(volume, site);
  if (asked.outcome === 'fail' || volume.isMadeNow) return asked;
  if (context.hasCreationEvidence(volume)) return asked;
  return asked.outcome === 'undecided' ? asked : judgedByLineage(volume, site);
}

function askedByMetadata(volume: Resource): Finding {
  for (const origin of ['image_id', 'snapshot_id', 'source_vol_id', 'source_replica', 'backup_id']) {
    const value = volume.get(origin);
    if (isUnset(value)) continue;
    return undecided(
      `encryption is inherited from its ${origin}, whose encryption is not known`,
      seen(volume, origin),
    );
  }
  const flag = volume.get('metadata.__system__encrypted');
  const key = volume.get('metadata.__system__cmkid');
  const evidence = [seen(volume, 'metadata.__system__encrypted'), seen(volume, 'metadata.__system__cmkid')];
  if (isConfigured(flag) || isConfigured(key)) {
    const isDefinite = (flag !== '1' && !isConfigured(flag)) || key === null || key === '';
    if (!isDefinite)
      return undecided('whether it is encrypted depends on a value that is not known yet', ...evidence);
  }
  if (flag !== '1') return fail('the volume is created without encryption', ...evidence);
  if (typeof key !== 'string' || key === '') {
    return isConfigured(key) ? pass : fail('encryption is asked for, but no key is named', ...evidence);
  }
  return pass;
}

function isConfigured(value: unknown): boolean {
  return value instanceof Unknown && value.kind === 'reference';
}

/** Only the operator knows what a type does; an estate of ours names at least one. */
export const typeUnknown =
  'which volume types encrypt is not in the plan; --encrypted-type names those that the operator vouches for';

function askedByType(volume: Resource, site: Site): Finding {
  if (site.cloud.kind !== 'openstack') return pass;
  const type = volume.get('volume_type');
  const evidence = seen(volume, 'volume_type');
  const permitted = site.cloud.encryptedVolumeTypes;
  if (isConfigured(type)) return undecided('its volume type is not known yet', evidence);
  if (typeof type === 'string' && permitted.includes(type)) return pass;
  if (permitted.length === 0) return undecided(typeUnknown, evidence);
  const given =
    isUnknown(type) || type === null
      ? 'has no volume type, so the cloud takes its default'
      : `has type ${volume.show('volume_type')}`;
  return fail(`the volume ${given}; encrypted types at ${site.name} are: ${permitted.join(', ')}`, evidence);
}

/** An existing volume: what a plan says of it now is no evidence of how it was made. */
function judgedByLineage(volume: Resource, site: Site): Finding {
  if (site.cloud.kind === 'open-telekom-cloud' && volume.before) {
    const before = volume.at(volume.before, 'metadata.__system__encrypted');
    const evidence = {
      path: 'before.metadata.__system__encrypted',
      value: volume.show('metadata.__system__encrypted', volume.before),
      source: `${volume.stack}:${volume.address}`,
    };
    if (before !== '1') {
      return fail(
        'encryption is switched on by an update, which leaves an existing volume in plaintext',
        evidence,
      );
    }
  }
  return undecided('the volume exists already, and nothing shows that it was encrypted when it was made', {
    path: 'actions',
    value: volume.action,
    source: `${volume.stack}:${volume.address}`,
  });
}
