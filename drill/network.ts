import type { Session } from '../observe/session';

interface Rule {
  readonly id: string;
  readonly security_group_id: string;
  readonly direction: string;
}

/**
 * Deletes one rule that Terraform manages, past Terraform: the first that lets something into a group of the site.
 * @throws Error where there is none, or it stays
 */
export async function breakSomething(session: Session, site: string): Promise<void> {
  const network = session.endpoint('network');
  if (network === undefined) throw new Error('the catalogue names no network service');
  const url = `${network.replace(/\/v2\.0$/, '')}/v2.0`;
  const groups = await listed<{ id: string; name: string }>(
    session,
    `${url}/security-groups`,
    'security_groups',
  );
  const ours = groups.filter(({ name }) => name.startsWith(`${site}-`)).map(({ id }) => id);
  const rules = await listed<Rule>(session, `${url}/security-group-rules`, 'security_group_rules');
  const rule = rules
    .filter((each) => each.direction === 'ingress' && ours.includes(each.security_group_id))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))[0];
  if (rule === undefined) throw new Error('there is no rule to delete');
  const response = await fetch(`${url}/security-group-rules/${rule.id}`, {
    method: 'DELETE',
    headers: { 'X-Auth-Token': session.secret },
    signal: AbortSignal.timeout(30_000),
  });
  if (response.status !== 204) throw new Error(`deleting a rule was answered ${response.status}`);
}

async function listed<T>(session: Session, url: string, name: string): Promise<readonly T[]> {
  const { status, json } = await session.get(url);
  const list = (json as Record<string, unknown> | undefined)?.[name];
  if (status !== 200 || !Array.isArray(list)) throw new Error(`${url} was answered ${status}`);
  return list as T[];
}
