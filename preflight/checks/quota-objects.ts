import { objectPlaces } from '../../estate/objects';
import { backupsAt } from '../../estate/queries';
import { type Check, notApplicable, notOk, ok } from '../check';

const gibibyte = 2 ** 30;

const check: Check = {
  id: 'quotas/objects',
  rule: 'The object account’s quota holds each dataset that is made of objects there, and one whole backup of each that is kept there.',
  async look({ estate, site, cloud }) {
    const objects = estate.datasets.filter((dataset) =>
      objectPlaces(dataset, estate).some((place) => place.site.name === site.name),
    );
    const backups = backupsAt(estate, site.name).map(({ dataset }) => dataset);
    const kept = [...objects, ...backups];
    if (kept.length === 0) return [notApplicable('neither objects nor backups are kept at this site')];
    const headers = await cloud.headersOf('objects', '');
    const quota = headers?.get('x-account-meta-quota-bytes');
    const used = Number(headers?.get('x-account-bytes-used') ?? 0);
    const needed = kept.reduce((sum, { sizeGiB }) => sum + sizeGiB, 0);
    if (!quota) return [ok(`objects and backups: ${needed} GiB, the account has no quota`)];
    const free = Math.floor((Number(quota) - used) / gibibyte);
    const text = `objects and backups: ${needed} GiB, ${free} GiB free`;
    // What is stored already may be just these.
    if (Number(quota) / gibibyte >= needed) return [ok(text)];
    return [notOk(text, `Raise the account’s quota to at least ${needed} GiB.`)];
  },
};

export default check;
