import type { Item } from '../observe/list';
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

/** Of a project that holds keys alone: room for nothing else. */
const nothing = {
  compute: ['instances', 'cores', 'ram'],
  volumes: ['volumes', 'gigabytes', 'snapshots', 'backups'],
  network: ['network', 'subnet', 'router', 'port', 'floatingip'],
} as const;

/** Leaves the key custodian, a `member` of the key project, nothing to make there but keys. */
export async function closeKeyProject(
  { administrator, tell }: Preparation,
  projectId: string,
): Promise<void> {
  const paths = {
    compute: [`/os-quota-sets/${projectId}`, 'quota_set'],
    volumes: [`/os-quota-sets/${projectId}`, 'quota_set'],
    network: [`/quotas/${projectId}`, 'quota'],
  } as const;
  const changed: string[] = [];
  for (const api of ['compute', 'volumes', 'network'] as const) {
    const [path, member] = paths[api];
    const current = ((await administrator.read(api, path))?.[member] ?? {}) as Item;
    const open = nothing[api].filter((name) => current[name] !== undefined && current[name] !== 0);
    if (open.length === 0) continue;
    await administrator.put(api, path, { [member]: Object.fromEntries(open.map((name) => [name, 0])) });
    changed.push(api);
  }
  tell(changed.length > 0 ? 'changed' : 'exists', 'quotas of the key project: nothing but keys');
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
