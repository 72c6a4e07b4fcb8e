import type { ObjectStore } from '../../estate/model';
import type { Item } from '../../observe/list';
import { type Check, notApplicable, notOk, ok, type Result } from '../check';
import type { CloudReader } from '../cloud-reader';

const type = 'openstack_objectstorage_container_v1';

const check: Check = {
  id: 'objects/capabilities',
  rule: 'The object store keeps versions, is the one that other sites are told of, and knows those that it synchronises with.',
  async look({ cloud, site, wanted }) {
    const containers = wanted.of(type);
    if (containers.length === 0) return [notApplicable('the stack makes no container')];
    const info = await cloud.beside('objects', '/info');
    const results: Result[] = [];
    if (containers.some(({ attributes }) => attributes.versioning === true)) {
      const fix = 'Have the operator enable object_versioning in Swift’s proxy (allow_object_versioning).';
      results.push(
        'object_versioning' in info ? ok('keeps versions') : notOk('does not keep versions of objects', fix),
      );
    }
    const archives = containers.flatMap(({ attributes }) => archiveOf(attributes.versioning_legacy));
    results.push(...[...new Set(archives)].map((way) => judgeArchive(way, info)));
    const targets = containers.flatMap(({ attributes }) => attributes.container_sync_to ?? []);
    results.push(...[...new Set(targets.map(storeOf))].map((target) => judgeTarget(target, info)));
    const isFed = containers.some(({ attributes }) => attributes.container_sync_key !== undefined);
    if (site.objectStore !== undefined) {
      results.push(judgeAccount(site.objectStore, cloud));
      if (isFed) results.push(judgeCluster(site.objectStore, info));
    }
    return results.length > 0 ? results : [ok('the containers ask for nothing special')];
  },
};

export default check;

/** How what was overwritten is archived in another container: `versions` or `history`. */
function archiveOf(blocks: unknown): readonly string[] {
  const all = (Array.isArray(blocks) ? blocks : [blocks ?? {}]) as readonly Item[];
  return all.flatMap(({ type: way }) => (typeof way === 'string' ? way : []));
}

function judgeArchive(way: string, info: Item): Result {
  const { allowed_flags: flags } = (info.versioned_writes ?? {}) as { allowed_flags?: readonly string[] };
  const flag = `x-${way}-location`;
  if (flags?.includes(flag)) return ok(`archives by ${flag}`);
  const fix = 'Have the operator enable versioned_writes in Swift’s proxy (allow_versioned_writes).';
  return notOk(`does not archive by ${flag}`, fix);
}

/** @param target `//realm/cluster/account/container`, as Swift's container synchronisation writes it */
function storeOf(target: unknown): string {
  return String(target).replace(/^\/\//, '').split('/').slice(0, 2).join('/');
}

function judgeTarget(target: string, info: Item): Result {
  const [realm = '', name = ''] = target.split('/');
  const text = `synchronisation to realm ${realm}, cluster ${name}`;
  if (info.container_sync === undefined) {
    return notOk(
      `${text}: the store does not synchronise`,
      'Have the operator enable container_sync in Swift.',
    );
  }
  if (clusterOf(info, realm, name) !== undefined) return ok(text);
  return notOk(
    `${text} is not known`,
    'Have the operator write it into container-sync-realms.conf of both ends.',
  );
}

const correct = 'Correct objectStore in the site’s file, and apply the sites that feed it again.';

/** Whether the project's account is the one that other sites feed. */
function judgeAccount({ account }: ObjectStore, cloud: CloudReader): Result {
  const there = cloud.addressOf('objects').split('/').at(-1);
  return there === account
    ? ok(`account ${account}`)
    : notOk(`account ${there}, ${account} in the estate`, correct);
}

function judgeCluster({ realm, cluster }: ObjectStore, info: Item): Result {
  const { current } = (clusterOf(info, realm, cluster) ?? {}) as Item;
  return current === true
    ? ok(`is cluster ${cluster} of realm ${realm}`)
    : notOk(`is not cluster ${cluster} of realm ${realm}, as the estate says`, correct);
}

function clusterOf({ container_sync: sync }: Item, realm: string, name: string): unknown {
  const { realms = {} } = (sync ?? {}) as { realms?: Readonly<Record<string, unknown>> };
  const { clusters = {} } = (entry(realms, realm) ?? {}) as { clusters?: Readonly<Record<string, unknown>> };
  return entry(clusters, name);
}

/** Swift shows names of realms and clusters in capitals. */
function entry(of: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.entries(of).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
