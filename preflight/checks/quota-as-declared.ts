import type { SiteLimits } from '../../estate/model';
import { NotListed } from '../../observe/list';
import { type Check, notOk, ok, type Result, type Subject, unread } from '../check';
import type { Service } from '../cloud-reader';
import { quotaOf } from '../quota';

/** Where the quota stands that a limit of the estate speaks of. */
const places: Readonly<
  Record<keyof SiteLimits, readonly [Service, (project: string) => string, string, string]>
> = {
  instances: ['compute', (id) => `/os-quota-sets/${id}/detail`, 'quota_set', 'instances'],
  volumes: ['storage', (id) => `/os-quota-sets/${id}?usage=true`, 'quota_set', 'volumes'],
  volumeGigabytes: ['storage', (id) => `/os-quota-sets/${id}?usage=true`, 'quota_set', 'gigabytes'],
  vpnGateways: ['network', (id) => `/quotas/${id}/details`, 'quota', 'vpnservice'],
};

const check: Check = {
  id: 'quotas/as-declared',
  rule: 'The project’s quotas are no smaller than the limits that the estate was checked against.',
  look: (subject) =>
    Promise.all(
      (Object.keys(places) as (keyof SiteLimits)[]).map(async (name) => {
        try {
          return await compare(subject, name);
        } catch (error) {
          if (!(error instanceof NotListed)) throw error;
          const fix = `Have the operator say how large the quota is, and write it into limits.${name}.`;
          return unread(`limits.${name}: ${error.message}`, fix);
        }
      }),
    ),
};

export default check;

async function compare({ site, cloud }: Subject, name: keyof SiteLimits): Promise<Result> {
  const [service, path, member, quota] = places[name];
  const quotas = await cloud.member(service, path(cloud.projectId), member);
  const limit = quotaOf(quotas[quota])?.limit;
  if (limit === undefined) throw new NotListed('the answer has no such quota');
  const text = `limits.${name}: ${site.limits[name]} declared, ${limit < 0 ? 'no limit' : limit} there`;
  if (limit < 0 || limit >= site.limits[name]) return ok(text);
  return notOk(text, `Raise the quota to ${site.limits[name]}, or write ${limit} into limits.${name}.`);
}
