import type { Item } from '../observe/list';
import { accountsOf, keyProjectOf, type Role } from './accounts';
import { type Preparation, refusal } from './preparation';
import { findUser, prepareAccount } from './prepare-account';

/** The site's projects with their accounts, by the names the estate gives them. */
export interface Projects {
  readonly id: string;
  /** Of the project that holds the keys, and nothing else. */
  readonly keysId: string;
  /** User ids by account name. */
  readonly users: ReadonlyMap<string, string>;
}

/** Domain, projects and accounts in Keystone. */
export async function prepareProjects(preparation: Preparation): Promise<Projects> {
  const { site } = preparation;
  const { domain: domainName, project } = site.identity;
  const known = await find(preparation, 'domain', domainName);
  await refuseAccountsWithoutFile(preparation, known);
  const domain = await prepare(preparation, 'domain', domainName, known);
  const projects = new Map<string, string>();
  for (const name of [project, keyProjectOf(site)]) {
    const found = await find(preparation, 'project', name, domain);
    projects.set(name, await prepare(preparation, 'project', name, found, { domain_id: domain }));
  }
  const roles = await prepareRoles(preparation);
  const users = new Map<string, string>();
  for (const account of accountsOf(site))
    users.set(account.name, await prepareAccount(preparation, account, { domain, projects, roles }));
  const [id = '', keysId = ''] = projects.values();
  return { id, keysId, users };
}

type Kind = 'domain' | 'project';

function find(
  { administrator: keystone }: Preparation,
  kind: Kind,
  name: string,
  domain?: string,
): Promise<Item | undefined> {
  const within = domain === undefined ? '' : `&domain_id=${domain}`;
  return keystone.named('identity', `/${kind}s?name=${encodeURIComponent(name)}${within}`, `${kind}s`, name);
}

/** @returns the id of what was found, or made */
async function prepare(
  preparation: Preparation,
  kind: Kind,
  name: string,
  found: Item | undefined,
  more: object = {},
): Promise<string> {
  const { administrator: keystone, tell } = preparation;
  if (found?.enabled === false) {
    const rule = `The ${kind} of a site is enabled.`;
    throw refusal(preparation, `${kind} ${name} is disabled.`, rule, 'Enable it, if that is meant.');
  }
  const body = { [kind]: { name, enabled: true, ...more } };
  const item = found ?? ((await keystone.post('identity', `/${kind}s`, body))[kind] as Item);
  tell(found ? 'exists' : 'made', `${kind} ${name}`);
  return String(item.id);
}

async function prepareRoles({
  site,
  administrator: keystone,
  tell,
}: Preparation): Promise<ReadonlyMap<Role, string>> {
  const ids = new Map<Role, string>();
  for (const name of new Set(accountsOf(site).flatMap(({ roles }) => roles))) {
    const found = await keystone.named('identity', `/roles?name=${name}`, 'roles', name);
    const role = found ?? ((await keystone.post('identity', '/roles', { role: { name } })).role as Item);
    if (!found) tell('made', `role ${name}`);
    ids.set(name, String(role.id));
  }
  return ids;
}

/** Before anything is made: a new account's password is shown nowhere, so it needs a file. */
async function refuseAccountsWithoutFile(preparation: Preparation, domain: Item | undefined): Promise<void> {
  const { site, administrator: keystone, passwords } = preparation;
  if (passwords.path !== undefined) return;
  const missing: string[] = [];
  for (const { name } of accountsOf(site)) {
    if (!domain || !(await findUser(keystone, String(domain.id), name))) missing.push(name);
  }
  if (missing.length === 0) return;
  throw refusal(
    preparation,
    `there are no accounts ${missing.join(', ')} yet, and no file for their passwords.`,
    'A new account gets a random password, which is shown nowhere and kept in one file.',
    'Name a file that nobody else can read: --env FILE',
  );
}
