import { NotListed } from '../../observe/list';
import { type Check, notApplicable, notOk, ok, type Result, type Subject, unread } from '../check';

const check: Check = {
  id: 'volumes/types-encrypt',
  rule: 'Every volume type that the estate counts as encrypted encrypts: LUKS, AES in XTS mode, 256 bits or more.',
  async look(subject) {
    const { cloud, site } = subject;
    if (site.cloud.kind !== 'openstack') {
      return [notApplicable('the Open Telekom Cloud encrypts by a volume’s metadata, not by its type')];
    }
    const types = await cloud.list('storage', '/types', 'volume_types');
    return Promise.all(
      site.cloud.encryptedVolumeTypes.map((name) => {
        const id = types.find((type) => type.name === name)?.id;
        return id === undefined
          ? notOk(`type ${name} does not exist`, 'Have the operator make it.')
          : judge(subject, name, String(id));
      }),
    );
  },
};

export default check;

async function judge(subject: Subject, name: string, id: string): Promise<Result> {
  try {
    const found = await subject.cloud.find('storage', `/types/${id}/encryption`);
    const { provider, cipher, key_size: bits } = found ?? {};
    if (!provider) {
      return notOk(
        `type ${name} does not encrypt`,
        'Have the operator make it with --encryption-provider luks.',
      );
    }
    const text = `type ${name}: ${provider}, ${cipher}, ${bits} bits`;
    const isStrong = /luks/i.test(String(provider)) && /^aes-xts/.test(String(cipher)) && Number(bits) >= 256;
    return isStrong
      ? ok(text)
      : notOk(text, 'Have the operator make it with luks, aes-xts-plain64 and 256 bits.');
  } catch (error) {
    if (!(error instanceof NotListed)) throw error;
    return (await shownByVolumes(subject, name)) ?? hidden(name, error.message);
  }
}

/** Cinder lets nobody change the encryption of a type that has volumes, so they show what it does. */
async function shownByVolumes({ existing }: Subject, name: string): Promise<Result | undefined> {
  const volumes = (await existing.of('openstack_blockstorage_volume_v3')).filter(
    ({ attributes }) => attributes.volume_type === name,
  );
  if (volumes.length === 0) return undefined;
  const plain = volumes.filter(({ encryption }) => encryption?.encrypted !== true);
  if (plain.length === 0) return ok(`type ${name}: its ${volumes.length} volumes here are all encrypted`);
  const names = plain.map(({ name: volume, id }) => volume || id).join(', ');
  return notOk(
    `type ${name} has volumes in plaintext: ${names}`,
    'Have the operator say how they came to be.',
  );
}

function hidden(name: string, reason: string): Result {
  return unread(
    `type ${name}: ${reason}; Cinder shows a type’s encryption to administrators, unless its policy says otherwise`,
    'Have the administrator look (openstack volume type list --encryption-type), or permit volume_extension:volume_type_encryption:get to readers.',
  );
}
