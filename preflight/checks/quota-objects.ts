import { backupsAt } from '../../estate/queries';
import { type Check, notApplicable, notOk, ok } from '../check';

const gibibyte = 2 ** 30;

const check: Check = {
  id: 'quotas/objects',
  rule: 'The object account’s quota holds at least one whole backup of each dataset that is kept there.',
  async look({ estate, site, cloud }) {
    const backups = backupsAt(estate, site.name);
    if (backups.length === 0) return [notApplicable('no backup is kept at this site')];
    const headers = await cloud.headersOf('objects', '');
    const quota = headers?.get('x-account-meta-quota-bytes');
    const used = Number(headers?.get('x-account-bytes-used') ?? 0);
    const needed = backups.reduce((sum, { dataset }) => sum + dataset.sizeGiB, 0);
    if (!quota) return [ok(`backups: ${needed} GiB, the account has no quota`)];
    const free = Math.floor((Number(quota) - used) / gibibyte);
    const text = `backups: ${needed} GiB, ${free} GiB free`;
    // What is stored already may be the backups themselves.
    if (Number(quota) / gibibyte >= needed) return [ok(text)];
    return [notOk(text, `Raise the account’s quota to at least ${needed} GiB.`)];
  },
};

export default check;
