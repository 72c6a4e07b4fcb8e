import type { NodeSize } from './flavor';
import type { Preparation } from './preparation';
import { quotaNeedsOf } from './quota-needs';
import type { Api } from './writer';

/**
 * Raises the project's quotas to what the estate needs. A quota that is higher already, or unlimited (-1), stays;
 * one that the cloud does not know is not asked of it.
 */
export async function prepareQuotas(
  preparation: Preparation,
  projectId: string,
  node: NodeSize,
): Promise<void> {
  const { estate, site } = preparation;
  const { compute, volumes, network } = quotaNeedsOf(estate, site, node);
  const set = `/os-quota-sets/${projectId}`;
  await raise(preparation, 'compute', set, 'quota_set', compute);
  await raise(preparation, 'volumes', set, 'quota_set', volumes);
  await raise(preparation, 'network', `/quotas/${projectId}`, 'quota', network);
}

async function raise(
  { administrator, tell }: Preparation,
  api: Api,
  path: string,
  member: string,
  needs: Readonly<Record<string, number>>,
): Promise<void> {
  const current = ((await administrator.read(api, path))?.[member] ?? {}) as Readonly<
    Record<string, unknown>
  >;
  const tooLow = Object.entries(needs).filter(([name, need]) => {
    const allowed = current[name];
    return typeof allowed === 'number' && allowed >= 0 && allowed < need;
  });
  const text = (entries: readonly (readonly [string, number])[]) =>
    entries.map(([name, need]) => `${name} ${current[name]} → ${need}`).join(', ');
  if (tooLow.length > 0) await administrator.put(api, path, { [member]: Object.fromEntries(tooLow) });
  tell(
    tooLow.length > 0 ? 'changed' : 'exists',
    `quotas of ${api}${tooLow.length > 0 ? `: ${text(tooLow)}` : ', as much as is needed or more'}`,
  );
}
