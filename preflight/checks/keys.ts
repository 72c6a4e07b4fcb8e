import type { Estate, Site } from '../../estate/model';
import { domains } from '../../estate/model';
import { backupsAt, datasetsAt, placementsOf } from '../../estate/queries';
import { type Item, NotListed } from '../../observe/list';
import { type Check, notOk, ok, type Result, type Subject, unread } from '../check';

const check: Check = {
  id: 'keys/exist-and-last',
  rule: 'Every key that the estate names exists in the site’s key store, is active, has 256 bits of AES, and lasts as long as the custodian guarantees.',
  async look(subject) {
    const { cloud, site, estate } = subject;
    if (cloud.session.endpoint('key-manager') === undefined && site.cloud.kind === 'open-telekom-cloud') {
      throw new NotListed('the Open Telekom Cloud keeps keys in its KMS, which is no OpenStack API');
    }
    cloud.addressOf('keys');
    return Promise.all([...keysAt(estate, site)].map(([id, uses]) => look(subject, id, uses.join(', '))));
  },
};

export default check;

/** Ids of keys at a site, and what each is for. */
function keysAt(estate: Estate, site: Site): ReadonlyMap<string, readonly string[]> {
  const data = datasetsAt(estate, site.name).flatMap((dataset) =>
    placementsOf(dataset)
      .filter((place) => place.site === site.name)
      .map(({ key }) => [key, dataset.name] as const),
  );
  const backups = backupsAt(estate, site.name).map(
    ({ dataset, backup }) => [backup.key, `backup of ${dataset.name}`] as const,
  );
  const systems = domains.map(
    (domain) => [site.keyCustody.systemKeys[domain], `system disks of ${domain}`] as const,
  );
  const uses = new Map<string, string[]>();
  for (const [id, use] of [...data, ...backups, ...systems]) uses.set(id, [...(uses.get(id) ?? []), use]);
  return uses;
}

async function look({ cloud, site }: Subject, id: string, uses: string): Promise<Result> {
  const text = `${id} (${uses})`;
  try {
    const secret = await cloud.find('keys', `/secrets/${id}`);
    if (secret === undefined) {
      return notOk(
        `${text} does not exist`,
        'Have the key custodian make it, or correct its id in the estate.',
      );
    }
    const faults = faultsOf(secret, site.keyCustody.keysLiveUntil);
    if (faults.length === 0) return ok(`${text}: ${secret.algorithm}, ${secret.bit_length} bits`);
    return notOk(
      `${text} ${faults.join(', ')}`,
      'Have the key custodian make a key that lasts, and name that one.',
    );
  } catch (error) {
    if (!(error instanceof NotListed)) throw error;
    return unread(
      `${text}: ${error.message.replace(/ to \/secrets.*/, '')}`,
      'Have the key custodian look, or let this account read its metadata (openstack acl user add --operation-type read).',
    );
  }
}

/** @param lives the last day on which the key has to exist */
function faultsOf(secret: Item, lives: string): readonly string[] {
  const { status, algorithm, bit_length: bits, expiration } = secret;
  const faults: string[] = [];
  if (status !== 'ACTIVE') faults.push(`is ${status}`);
  if (String(algorithm).toLowerCase() !== 'aes') faults.push(`is of ${algorithm ?? 'no algorithm'}, not AES`);
  if (Number(bits) < 256 || !bits) faults.push(`has ${bits ?? 'no'} bits`);
  if (typeof expiration === 'string' && expiration.slice(0, 10) <= lives) {
    faults.push(`expires ${expiration.slice(0, 10)}, and is to live beyond ${lives}`);
  }
  return faults;
}
