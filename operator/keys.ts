import { setTimeout as sleep } from 'node:timers/promises';
import { domains, type Estate, type Site } from '../estate/model';
import { backupsAt, datasetsAt, placementsOf } from '../estate/queries';
import type { Item } from '../observe/list';
import { custodianOf, keyUsersOf } from './accounts';
import { type Preparation, refusal } from './preparation';
import { logInAs } from './prepare-account';
import type { Writer } from './writer';

/** A key that the estate names at a site, and what it is for, which is its name in the key store. */
export interface WantedKey {
  readonly id: string;
  readonly name: string;
}

/** What the estate asks for: AES with 256 bits, made in the key store, so that nobody has ever seen it. */
const algorithm = { algorithm: 'aes', bit_length: 256 };
const attempts = 60;

/** Every key of a site: of its copies, of the backups kept there, and of its nodes' system disks. */
export function keysOf(estate: Estate, site: Site): readonly WantedKey[] {
  const copies = datasetsAt(estate, site.name).flatMap((dataset) =>
    placementsOf(dataset)
      .filter((place) => place.site === site.name)
      .map(({ key }) => ({ id: key, name: `${site.name}-${dataset.name}-data` })),
  );
  const backups = backupsAt(estate, site.name).map(({ dataset, backup }) => ({
    id: backup.key,
    name: `${site.name}-${dataset.name}-backup`,
  }));
  const systems = domains.map((domain) => ({
    id: site.keyCustody.systemKeys[domain],
    name: `${site.name}-${domain}-system`,
  }));
  const all = [...copies, ...backups, ...systems];
  return all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index);
}

/**
 * The site's keys in Barbican, made by their custodian in a project apart. Each is readable by the accounts that the
 * estate lets use keys, who have no role in that project, and by nobody else: the pipeline can neither read nor
 * delete it.
 * @returns the id in the key store of each key of the estate
 */
export async function prepareKeys(
  preparation: Preparation,
  users: ReadonlyMap<string, string>,
): Promise<Readonly<Record<string, string>>> {
  const { estate, site, imitation, tell } = preparation;
  const custodian = custodianOf(site);
  if (!custodian) {
    throw refusal(
      preparation,
      'nobody but the owner of the cloud may destroy keys.',
      'Keys are made by a custodian of their own, who does not deploy.',
      'List one in credentials (right destroy-keys) and in keyCustody.destroyedBy.',
    );
  }
  const writer = await logInAs(preparation, custodian);
  const readers = keyUsersOf(site).map(({ name }) => users.get(name) ?? '');
  const ids: Record<string, string> = {};
  for (const key of keysOf(estate, site)) {
    const { secret, did } = await findOrMake(preparation, writer, key, users.get(custodian.name) ?? '');
    const isClosed = await closeTo(writer, secret, readers);
    ids[key.id] = secret;
    if (secret !== key.id && !imitation)
      tell('open', `key ${key.name} is ${secret}: write that into the estate, which names ${key.id}`);
    else tell(did === 'exists' && isClosed ? 'changed' : did, `key ${key.name}`);
  }
  return ids;
}

async function findOrMake(
  preparation: Preparation,
  custodian: Writer,
  { id, name }: WantedKey,
  custodianId: string,
): Promise<{ readonly secret: string; readonly did: 'exists' | 'made' }> {
  if (await custodian.read('keys', `/secrets/${id}`)) return { secret: id, did: 'exists' };
  const found = await secretNamed(custodian, name);
  if (found) {
    if (found.creator_id === custodianId) return { secret: idOf(found.secret_ref), did: 'exists' };
    throw refusal(
      preparation,
      `the key store has a secret ${name} that another account has made.`,
      'A key is its custodian’s from the start: whoever made it may delete it.',
      'Find out who made it and what it opens; remove or rename it, and run this again.',
    );
  }
  const meta = { name, ...algorithm, payload_content_type: 'application/octet-stream' };
  const order = idOf((await custodian.post('keys', '/orders', { type: 'key', meta })).order_ref);
  return { secret: await made(preparation, custodian, name, order), did: 'made' };
}

/** Of two, which a run that was killed can leave, always the first. */
async function secretNamed(custodian: Writer, name: string): Promise<Item | undefined> {
  const path = `/secrets?name=${encodeURIComponent(name)}`;
  const secrets = await custodian.list('keys', path, 'secrets', 'secret_ref');
  const active = secrets.filter((secret) => secret.name === name && secret.status === 'ACTIVE');
  return [...active].sort((a, b) =>
    `${a.created}${a.secret_ref}` < `${b.created}${b.secret_ref}` ? -1 : 1,
  )[0];
}

/** Barbican makes keys when it comes to it. */
async function made(
  preparation: Preparation,
  custodian: Writer,
  name: string,
  order: string,
): Promise<string> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const answer = await custodian.read('keys', `/orders/${order}`);
    if (answer?.status === 'ACTIVE' && answer.secret_ref) return idOf(answer.secret_ref);
    if (answer?.status === 'ERROR') break;
    await sleep(Math.min(attempt * 100, 1000));
  }
  throw refusal(
    preparation,
    `key ${name} was ordered and not made (order ${order}).`,
    'Barbican makes an ordered key within a minute.',
    'Look into Barbican’s log and its worker, and run this again.',
  );
}

/** @returns whether something had to be changed */
async function closeTo(custodian: Writer, secret: string, readers: readonly string[]): Promise<boolean> {
  const path = `/secrets/${secret}/acl`;
  const { read } = ((await custodian.read('keys', path)) ?? {}) as { readonly read?: Item };
  const users = (read?.users ?? []) as readonly string[];
  const isSame = users.length === readers.length && readers.every((reader) => users.includes(reader));
  if (read?.['project-access'] === false && isSame) return false;
  await custodian.put('keys', path, { read: { users: readers, 'project-access': false } });
  return true;
}

/** Barbican names things by their address, which ends in the id. */
function idOf(reference: unknown): string {
  return String(reference).split('/').at(-1) ?? '';
}
