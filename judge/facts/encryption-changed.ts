import type { Site } from '../../estate/model';
import type { Resource } from '../../graph/graph';
import { isOpen, isUnset, type Value } from '../../graph/value';
import { type Evidence, type Finding, fail, seen, undecided } from '../finding';

const flagPath = 'metadata.__system__encrypted';
const keyPath = 'metadata.__system__cmkid';

/**
 * What an update in place does to the encryption of a volume; undefined where it leaves it alone.
 *
 * Open Telekom Cloud: both keys count at creation only, and an update of them plans cleanly and changes the mark,
 * never the disk (Elastic Volume Service, disk encryption). Plain OpenStack: a change of type between encrypted
 * and not takes a migration, which Cinder refuses unless `volume_retype_policy` is `on-demand`.
 */
export function encryptionChangedInPlace(volume: Resource, site: Site): Finding | undefined {
  if (volume.action !== 'update' || volume.before === undefined) return undefined;
  return site.cloud.kind === 'open-telekom-cloud'
    ? changedByMetadata(volume, volume.before)
    : changedByType(volume, volume.before, site);
}

type Values = NonNullable<Resource['before']>;

function changedByMetadata(volume: Resource, before: Values): Finding | undefined {
  const [wasOn, isOn] = [volume.at(before, flagPath) === '1', volume.get(flagPath)];
  const flags = [seenBefore(volume, before, flagPath), seen(volume, flagPath)];
  if (!wasOn && isOn === '1') {
    return fail(
      'encryption is switched on by an update, which leaves an existing volume in plaintext',
      ...flags,
    );
  }
  if (!wasOn && isOpen(isOn)) {
    return undecided('whether an update switches encryption on is not known yet', ...flags);
  }
  if (!wasOn || isOpen(isOn)) return undefined;
  if (isOn !== '1') {
    return fail('an update takes away the mark of its encryption, and no later plan shows it', ...flags);
  }
  const [old, now] = [volume.at(before, keyPath), volume.get(keyPath)];
  if (same(old, now) || isOpen(now)) return undefined;
  const keys = [seenBefore(volume, before, keyPath), seen(volume, keyPath)];
  return fail('an update names another key, and the disk stays encrypted with the old one', ...keys);
}

function same(one: Value, other: Value): boolean {
  return one === other || (isUnset(one) && isUnset(other));
}

function changedByType(volume: Resource, before: Values, { cloud }: Site): Finding | undefined {
  if (cloud.kind !== 'openstack') return undefined;
  const [old, now] = [volume.at(before, 'volume_type'), volume.get('volume_type')];
  const isEncrypted = (type: Value) => typeof type === 'string' && cloud.encryptedVolumeTypes.includes(type);
  if (isEncrypted(old) || !isEncrypted(now)) return undefined;
  const evidence = [
    seenBefore(volume, before, 'volume_type'),
    seen(volume, 'volume_type'),
    seen(volume, 'volume_retype_policy'),
  ];
  const policy = volume.get('volume_retype_policy');
  return typeof policy === 'string' && policy.toLowerCase() === 'on-demand'
    ? undecided(
        'an update moves it to an encrypted type, and whether what lay in plaintext is erased is not shown',
        ...evidence,
      )
    : fail(
        'an update names an encrypted type, and without a migration the volume stays in plaintext',
        ...evidence,
      );
}

function seenBefore(volume: Resource, before: Values, path: string): Evidence {
  return {
    path: `before.${path}`,
    value: volume.show(path, before),
    source: `${volume.stack}:${volume.address}`,
  };
}
