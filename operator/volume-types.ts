import type { Site } from '../estate/model';
import type { Item } from '../observe/list';
import { type Preparation, refusal } from './preparation';

/**
 * LUKS by dm-crypt at the compute host (`front-end`), so that nothing leaves it in plaintext. Source:
 * docs.openstack.org/cinder, "Volume encryption supported by the key manager".
 */
const encryption = {
  provider: 'luks',
  cipher: 'aes-xts-plain64',
  key_size: 256,
  control_location: 'front-end',
};

/** Names by which Cinder knows LUKS, in both its formats. */
const luks = /^(luks2?|nova\.volume\.encryptors\.luks\.LuksEncryptor)$/;

/** Every type in which the site's volumes are, or may be, each encrypted. */
export async function prepareVolumeTypes(preparation: Preparation, projectId: string): Promise<void> {
  const types = await preparation.administrator.list('volumes', '/types?is_public=None', 'volume_types');
  for (const name of volumeTypesOf(preparation.site)) {
    const found = types.find((type) => type.name === name);
    await prepareType(preparation, projectId, name, found);
  }
}

export function volumeTypesOf({ cloud }: Site): readonly string[] {
  const encrypted = cloud.kind === 'openstack' ? cloud.encryptedVolumeTypes : [];
  return [...new Set([cloud.volumeType, ...encrypted])];
}

async function prepareType(
  preparation: Preparation,
  projectId: string,
  name: string,
  found: Item | undefined,
): Promise<void> {
  const { administrator, tell } = preparation;
  const type =
    found ??
    ((
      await administrator.post('volumes', '/types', {
        volume_type: { name, description: 'Encrypted with LUKS; keys in the key manager' },
      })
    ).volume_type as Item);
  const path = `/types/${type.id}`;
  const what = `volume type ${name}`;
  const current = found ? ((await administrator.read('volumes', `${path}/encryption`)) ?? {}) : {};
  const isSet = current.provider !== undefined && current.provider !== null;
  const isFit = isSet && isEncrypted(current);
  if (!isFit) {
    if (found) await refuseIfUsed(preparation, name, isSet ? current : undefined);
    if (isSet) {
      await administrator.put('volumes', `${path}/encryption/${current.encryption_id}`, { encryption });
    } else await administrator.post('volumes', `${path}/encryption`, { encryption });
  }
  const isOpened = await openTo(preparation, projectId, type, path);
  const text = `${what} (${encryption.provider}, ${encryption.cipher}, ${encryption.key_size} bits, ${encryption.control_location})`;
  if (!found) return tell('made', text);
  if (!isFit) return tell('changed', `${text}: encryption set, nothing was in it`);
  return tell(isOpened ? 'changed' : 'exists', isOpened ? `${what}: opened to the project` : what);
}

/** As strong as ours, or stronger. */
function isEncrypted({ provider, cipher, key_size: size, control_location: location }: Item): boolean {
  const isStrong = cipher === encryption.cipher && Number(size) >= encryption.key_size;
  return luks.test(String(provider)) && isStrong && location === encryption.control_location;
}

/** What a type does is settled for a volume when it is made: changed later, it would only claim to be encrypted. */
async function refuseIfUsed(preparation: Preparation, name: string, current?: Item): Promise<void> {
  const volumes = await preparation.administrator.list('volumes', '/volumes/detail?all_tenants=1', 'volumes');
  const count = volumes.filter((volume) => volume.volume_type === name).length;
  if (count === 0) return;
  const is = current
    ? `with ${current.provider}, ${current.cipher}, ${current.key_size} bits, ${current.control_location}`
    : 'in plaintext';
  throw refusal(
    preparation,
    `volume type ${name} has ${count} volumes, ${is}.`,
    `A type in which data lies is ${Object.values(encryption).join(', ')} before its first volume is made.`,
    'Make a type of another name for this estate, or move those volumes to another type first.',
  );
}

async function openTo(
  { administrator }: Preparation,
  projectId: string,
  type: Item,
  path: string,
): Promise<boolean> {
  if (type.is_public !== false && type['os-volume-type-access:is_public'] !== false) return false;
  const answer = await administrator.read('volumes', `${path}/os-volume-type-access`);
  const access = (answer?.volume_type_access ?? []) as readonly Item[];
  if (access.some(({ project_id: project }) => project === projectId)) return false;
  await administrator.post('volumes', `${path}/action`, { addProjectAccess: { project: projectId } });
  return true;
}
