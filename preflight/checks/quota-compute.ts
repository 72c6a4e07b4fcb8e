import type { Item } from '../../observe/list';
import { type Check, notOk, ok, type Result, type Subject, unread } from '../check';
import { readFlavor } from '../flavor';
import { judgeQuota, quotaOf } from '../quota';

const check: Check = {
  id: 'quotas/compute',
  rule: 'What is free of the project’s compute quotas holds the servers that are still to be made.',
  async look(subject) {
    const { cloud, existing } = subject;
    const quotas = await cloud.member('compute', `/os-quota-sets/${cloud.projectId}/detail`, 'quota_set');
    const servers = (await existing.missing('openstack_compute_instance_v2')).length;
    const groups = (await existing.missing('openstack_compute_servergroup_v2')).length;
    return [
      judgeQuota('servers', quotaOf(quotas.instances), servers),
      ...(await judgeSize(subject, quotas, servers)),
      judgeQuota('server groups', quotaOf(quotas.server_groups), groups),
      judgeMembers(subject, quotas),
      await judgeKeyPairs(subject, quotas),
    ];
  },
};

export default check;

async function judgeSize(subject: Subject, quotas: Item, servers: number): Promise<readonly Result[]> {
  const flavor = await readFlavor(subject);
  if (flavor === undefined) {
    const fix = 'Name a flavor that exists in flavorId.';
    return [unread(`cores and memory: flavor ${subject.site.flavorId} does not exist`, fix)];
  }
  return [
    judgeQuota('cores', quotaOf(quotas.cores), servers * flavor.vcpus),
    judgeQuota('MiB of memory', quotaOf(quotas.ram), servers * flavor.ram),
  ];
}

/** The quota is on each group, not on all of them together. */
function judgeMembers({ wanted }: Subject, quotas: Item): Result {
  const members = new Map<string, number>();
  for (const { attributes } of wanted.of('openstack_compute_instance_v2')) {
    for (const { group } of (attributes.scheduler_hints ?? []) as readonly Item[]) {
      if (typeof group === 'string') members.set(group, (members.get(group) ?? 0) + 1);
    }
  }
  const limit = quotaOf(quotas.server_group_members);
  return judgeQuota('servers in one group', limit && { ...limit, used: 0 }, Math.max(0, ...members.values()));
}

/** Key pairs belong to a user, and Nova counts none of them in the project's use. */
async function judgeKeyPairs({ cloud, wanted }: Subject, quotas: Item): Promise<Result> {
  const names = wanted.names('openstack_compute_keypair_v2');
  const limit = quotaOf(quotas.key_pairs);
  const pairs = await cloud.items('compute', '/os-keypairs', 'keypairs');
  const own = pairs.map(({ keypair }) => (keypair as Item).name);
  const missing = names.filter((name) => !own.includes(name)).length;
  if (limit && limit.limit >= 0 && own.length > limit.limit) {
    return notOk(`key pairs: ${own.length} of ${limit.limit}`, 'Remove key pairs that nobody uses.');
  }
  if (missing === 0) return ok(`key pairs: ${own.length} there, none to be made`);
  return judgeQuota('key pairs', limit && { ...limit, used: own.length }, missing);
}
