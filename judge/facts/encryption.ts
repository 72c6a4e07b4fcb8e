import type { Site } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isMap, isUnset } from '../../graph/value';
import { type Facts, type Finding, fail, pass, seen, undecided } from '../finding';
import { encryptionAtCreation, existing } from './encryption-at-creation';
import { encryptionChangedInPlace } from './encryption-changed';

export const volumeType = 'openstack_blockstorage_volume_v3';

/** What the encryption of a volume is judged by. */
export type EncryptionFacts = Pick<Facts, 'graph' | 'hasCreationEvidence' | 'observations' | 'estate'>;

/**
 * Whether a volume is encrypted, from its creation on, in its cloud's own way: all three questions that the
 * policies ask one by one.
 * @param earlier volumes that are made from it, so that a circle ends
 */
export function volumeEncryption(
  volume: Resource,
  site: Site,
  facts: EncryptionFacts,
  earlier: ReadonlySet<Resource> = new Set(),
): Finding {
  return (
    encryptionChangedInPlace(volume, site) ??
    inheritedEncryption(volume, site, facts, earlier) ??
    encryptionAtCreation(volume, site, facts)
  );
}

const origins = ['image_id', 'snapshot_id', 'source_vol_id', 'source_replica', 'backup_id'] as const;
const snapshotType = 'openstack_blockstorage_snapshot_v3';

/**
 * Whether a volume that is made from something else is encrypted; undefined where it comes from nothing else, or
 * where its own volume type decides.
 *
 * On the Open Telekom Cloud it inherits the encryption of its source, whatever its own metadata say (creating
 * disks, EVS.1043). On plain OpenStack it takes the type of its source unless it names one: what comes from an
 * image is then encrypted as it is written, while a copy of a volume keeps its bytes whatever the type says.
 */
export function inheritedEncryption(
  volume: Resource,
  site: Site,
  facts: EncryptionFacts,
  earlier: ReadonlySet<Resource> = new Set(),
): Finding | undefined {
  const origin = origins.find((one) => !isUnset(volume.get(one)));
  if (origin === undefined) return undefined;
  const isWrittenAnew = site.cloud.kind === 'openstack' && origin === 'image_id';
  if (isWrittenAnew && !isUnset(volume.get('volume_type'))) return undefined;
  const evidence = seen(volume, origin);
  // What it has inherited, the cloud says of the volume itself.
  if (!volume.isMadeNow && facts.observations?.encryption(volume)) return existing(volume, facts, pass);
  const source = earlier.has(volume) ? undefined : sourceOf(volume, origin, facts.graph);
  if (source === undefined) {
    return undecided(`encryption is inherited from its ${origin}, whose encryption is not known`, evidence);
  }
  const finding =
    source.mode === 'data'
      ? readVolume(source, site)
      : volumeEncryption(source, site, facts, new Set([...earlier, volume]));
  if (finding.outcome === 'pass') {
    return volume.isMadeNow ? pass : existing(volume, facts, pass);
  }
  const message = `encryption is inherited from ${source.address}: ${finding.message}`;
  return { ...finding, message, evidence: [evidence, ...finding.evidence] };
}

/** The one volume that it is surely made from, through a snapshot too; undefined where the plan does not show it. */
function sourceOf(volume: Resource, origin: string, graph: Graph): Resource | undefined {
  const edge = graph.follow(volume, origin);
  const [target] = edge.targets;
  if (!edge.certain || target === undefined || edge.targets.length > 1) return undefined;
  if (target.type === snapshotType) return sourceOf(target, 'volume_id', graph);
  return target.type === volumeType ? target : undefined;
}

/** A volume that is looked up: its mark may have been added later, and without one it is in plaintext. */
function readVolume(source: Resource, { cloud }: Site): Finding {
  const path = 'metadata.__system__encrypted';
  const isRead = cloud.kind === 'open-telekom-cloud' && isMap(source.get('metadata'));
  return isRead && isUnset(source.get(path))
    ? fail('it was made without encryption', seen(source, path))
    : undecided('nothing shows that it was encrypted when it was made', seen(source, 'id'));
}
