import type { Item } from '../../observe/list';
import { type Check, notApplicable, notOk, ok, type Result } from '../check';

const type = 'openstack_objectstorage_container_v1';

const check: Check = {
  id: 'objects/capabilities',
  rule: 'The object store keeps versions, and knows the realm and cluster of every synchronisation.',
  async look({ cloud, wanted }) {
    const containers = wanted.of(type);
    if (containers.length === 0) return [notApplicable('the stack makes no container')];
    const info = await cloud.beside('objects', '/info');
    const targets = containers.flatMap(({ attributes }) => attributes.container_sync_to ?? []);
    const results: Result[] = [];
    if (containers.some(({ attributes }) => attributes.versioning === true)) {
      const fix = 'Have the operator enable object_versioning in Swift’s proxy (allow_object_versioning).';
      results.push(
        'object_versioning' in info ? ok('keeps versions') : notOk('does not keep versions of objects', fix),
      );
    }
    results.push(...[...new Set(targets.map(String))].map((target) => judge(target, info)));
    return results.length > 0 ? results : [ok('the containers ask for nothing special')];
  },
};

export default check;

/** @param target `//realm/cluster/account/container`, as Swift's container synchronisation writes it */
function judge(target: string, info: Item): Result {
  const [realm = '', cluster = ''] = target.replace(/^\/\//, '').split('/');
  const text = `synchronisation to realm ${realm}, cluster ${cluster}`;
  const { realms } = (info.container_sync ?? {}) as { realms?: Readonly<Record<string, unknown>> };
  if (realms === undefined) {
    return notOk(
      `${text}: the store does not synchronise`,
      'Have the operator enable container_sync in Swift.',
    );
  }
  // Swift shows names of realms and clusters in capitals.
  const known = entry(realms, realm) as { clusters?: Readonly<Record<string, unknown>> } | undefined;
  if (known === undefined || entry(known.clusters ?? {}, cluster) === undefined) {
    return notOk(
      `${text} is not known`,
      'Have the operator write it into container-sync-realms.conf of both ends.',
    );
  }
  return ok(text);
}

function entry(of: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.entries(of).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
