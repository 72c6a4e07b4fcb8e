import { type Check, notOk, ok, type Result } from '../check';
import { judgeQuota, quotaOf } from '../quota';

const type = 'openstack_blockstorage_volume_v3';

const check: Check = {
  id: 'quotas/volumes',
  rule: 'What is free of the project’s volume quotas, in all and of each type, holds the volumes still to be made.',
  async look({ cloud, wanted, existing }) {
    const path = `/os-quota-sets/${cloud.projectId}?usage=true`;
    const quotas = await cloud.member('storage', path, 'quota_set');
    const names = new Set(await existing.missing(type));
    const volumes = wanted.of(type).filter(({ name }) => name !== undefined && names.has(name));
    const sizes = (of: typeof volumes) => of.map(({ attributes }) => Number(attributes.size ?? 0));
    const sum = (of: typeof volumes) => sizes(of).reduce((all, size) => all + size, 0);
    const results = [
      judgeQuota('volumes', quotaOf(quotas.volumes), volumes.length),
      judgeQuota('GiB of volumes', quotaOf(quotas.gigabytes), sum(volumes)),
      judgeLargest(quotaOf(quotas.per_volume_gigabytes)?.limit, Math.max(0, ...sizes(volumes))),
    ];
    for (const name of new Set(volumes.map(({ attributes }) => String(attributes.volume_type)))) {
      const members = volumes.filter(({ attributes }) => attributes.volume_type === name);
      // Quotas of a type are given only by clouds that have them.
      const [count, size] = [quotaOf(quotas[`volumes_${name}`]), quotaOf(quotas[`gigabytes_${name}`])];
      if (count) results.push(judgeQuota(`volumes of type ${name}`, count, members.length));
      if (size) results.push(judgeQuota(`GiB of type ${name}`, size, sum(members)));
    }
    return results;
  },
};

export default check;

function judgeLargest(limit: number | undefined, largest: number): Result {
  if (limit === undefined || limit < 0) return ok(`largest volume: ${largest} GiB, no limit`);
  const text = `largest volume: ${largest} GiB of at most ${limit}`;
  if (largest <= limit) return ok(text);
  return notOk(text, `Raise the quota per_volume_gigabytes to ${largest}, or divide the dataset.`);
}
