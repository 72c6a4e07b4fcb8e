import { randomBytes } from 'node:crypto';
import type { Item } from '../observe/list';
import { logIn, type Scope } from '../observe/session';
import { InputError } from '../terraform/errors';
import { accountsOf, type Role, variablePrefix, type WantedAccount } from './accounts';
import { type Preparation, refusal } from './preparation';
import { Writer } from './writer';

/** The project with its accounts, by the names the estate gives them. */
export interface Project {
  readonly id: string;
  /** User ids by account name. */
  readonly users: ReadonlyMap<string, string>;
}

/**
 * Domain, project and accounts in Keystone. A password is kept before the account gets it, so that a run that is
 * killed in between leaves one that the next run can set.
 */
export async function prepareProject(preparation: Preparation): Promise<Project> {
  const { site, administrator: keystone, tell } = preparation;
  const { domain, project } = site.identity;
  checkPasswordsHavePlace(preparation, await missingAccounts(preparation));
  const theDomain = await theOne(preparation, 'domain', domain, {}, `name=${encodeURIComponent(domain)}`);
  const within = `domain_id=${theDomain}&name=`;
  const id = await theOne(
    preparation,
    'project',
    project,
    { domain_id: theDomain },
    within + encodeURIComponent(project),
  );
  const roles = new Map<Role, string>();
  for (const role of new Set(accountsOf(site).flatMap((account) => account.roles))) {
    const found = await keystone.named('identity', `/roles?name=${role}`, 'roles', role);
    const made =
      found ?? ((await keystone.post('identity', '/roles', { role: { name: role } })).role as Item);
    if (!found) tell('made', `role ${role}`);
    roles.set(role, String(made.id));
  }
  const users = new Map<string, string>();
  for (const account of accountsOf(site)) {
    users.set(account.name, await prepareAccount(preparation, account, { domain: theDomain, id, roles }));
  }
  return { id, users };
}

/** A login of one of the prepared accounts, in the site's project. @throws InputError where its password is unknown */
export async function logInAs(
  preparation: Preparation,
  { name, prefix, roles }: WantedAccount,
): Promise<Writer> {
  const { site, passwords } = preparation;
  const password = passwords.value(`${prefix}PASSWORD`);
  const credentials = { OS_USERNAME: name, OS_PASSWORD: password };
  const account = { prefix: prefix.slice(variablePrefix(site.name).length), role: roles.join(' and ') };
  return new Writer(site.name, await logIn(site.name, scopeOf(preparation), credentials, account));
}

function scopeOf({ site, administrator }: Preparation): Scope {
  return { ...site.identity, authUrl: administrator.session.scope.authUrl };
}

/** The id of a domain or project, made where it is missing. */
async function theOne(
  preparation: Preparation,
  kind: 'domain' | 'project',
  name: string,
  more: object,
  filter: string,
): Promise<string> {
  const { administrator: keystone, tell } = preparation;
  const found = await keystone.named('identity', `/${kind}s?${filter}`, `${kind}s`, name);
  if (found?.enabled === false) {
    const rule = `The ${kind} of a site is enabled.`;
    throw refusal(preparation, `${kind} ${name} is disabled.`, rule, 'Enable it, if that is meant.');
  }
  const body = { [kind]: { name, enabled: true, ...more } };
  const item = found ?? ((await keystone.post('identity', `/${kind}s`, body))[kind] as Item);
  tell(found ? 'exists' : 'made', `${kind} ${name}`);
  return String(item.id);
}

interface Within {
  /** Id of the domain. */
  readonly domain: string;
  /** Id of the project. */
  readonly id: string;
  readonly roles: ReadonlyMap<Role, string>;
}

async function prepareAccount(
  preparation: Preparation,
  account: WantedAccount,
  { domain, id, roles }: Within,
): Promise<string> {
  const { administrator: keystone, passwords, tell } = preparation;
  const { name, prefix, purpose } = account;
  const found = await findUser(keystone, domain, name);
  const isNew = passwords.path !== undefined && passwords.value(`${prefix}PASSWORD`) === undefined;
  if (isNew) passwords.set({ [`${prefix}PASSWORD`]: randomBytes(24).toString('base64url') });
  if (passwords.path !== undefined)
    passwords.set({
      [`${prefix}USERNAME`]: name,
      [`${prefix}PASSWORD`]: passwords.value(`${prefix}PASSWORD`) ?? '',
    });
  const password = passwords.value(`${prefix}PASSWORD`);
  const user =
    found ??
    ((
      await keystone.post('identity', '/users', {
        user: { name, domain_id: domain, password, enabled: true, description: purpose },
      })
    ).user as Item);
  const userId = String(user.id);
  const given = await assign(preparation, account, userId, { id, roles });
  const fits = !found || password === undefined || (!isNew && (await canLogIn(preparation, account)));
  if (!fits) {
    await keystone.patch('identity', `/users/${userId}`, { user: { password } });
    await logInAs(preparation, account);
  }
  const did = !found ? 'made' : given.length > 0 || !fits ? 'changed' : 'exists';
  const what = [...given.map((role) => `given ${role}`), ...(fits ? [] : ['password set'])];
  const detail = did === 'changed' ? `: ${what.join(', ')}` : '';
  tell(did, `account ${name} (${purpose}; ${account.roles.join(', ')})${detail}`);
  return userId;
}

/**
 * Gives an account the roles it lacks.
 * @returns the roles that were missing
 * @throws InputError where it has more: somebody wanted that, and has to say so or take it away
 */
async function assign(
  preparation: Preparation,
  account: WantedAccount,
  userId: string,
  { id, roles }: Pick<Within, 'id' | 'roles'>,
): Promise<readonly Role[]> {
  const { administrator: keystone, site } = preparation;
  const path = `/role_assignments?user.id=${userId}&include_names=true`;
  const assignments = ((await keystone.read('identity', path))?.role_assignments ?? []) as readonly Item[];
  const held = assignments.map(({ role, scope }) => ({
    role: role as { readonly id: string; readonly name?: string },
    project: (scope as { readonly project?: { readonly id: string } }).project?.id,
  }));
  const wanted = new Map(account.roles.map((role) => [roles.get(role), role]));
  const beyond = held.filter(
    ({ role, project }) => project === undefined || (project === id && !wanted.has(role.id)),
  );
  if (beyond.length > 0) {
    const list = beyond.map(({ role, project }) => `${role.name}${project ? '' : ' beyond its project'}`);
    throw refusal(
      preparation,
      `account ${account.name} has also: ${list.join(', ')}.`,
      `Whoever ${account.purpose} has ${account.roles.join(' and ')} in project ${site.identity.project}, and no more.`,
      'Take the other roles away, or give them to another account.',
    );
  }
  const missing = [...wanted].filter(
    ([roleId]) => !held.some(({ role, project }) => role.id === roleId && project === id),
  );
  for (const [roleId] of missing)
    await keystone.put('identity', `/projects/${id}/users/${userId}/roles/${roleId}`);
  return missing.map(([, role]) => role);
}

async function canLogIn(preparation: Preparation, account: WantedAccount): Promise<boolean> {
  try {
    await logInAs(preparation, account);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

async function findUser(keystone: Writer, domain: string, name: string): Promise<Item | undefined> {
  return keystone.named(
    'identity',
    `/users?domain_id=${domain}&name=${encodeURIComponent(name)}`,
    'users',
    name,
  );
}

async function missingAccounts({ site, administrator: keystone }: Preparation): Promise<readonly string[]> {
  const { domain } = site.identity;
  const path = `/domains?name=${encodeURIComponent(domain)}`;
  const found = await keystone.named('identity', path, 'domains', domain);
  const missing: string[] = [];
  for (const { name } of accountsOf(site)) {
    if (!found || !(await findUser(keystone, String(found.id), name))) missing.push(name);
  }
  return missing;
}

function checkPasswordsHavePlace(preparation: Preparation, missing: readonly string[]): void {
  if (preparation.passwords.path !== undefined || missing.length === 0) return;
  throw refusal(
    preparation,
    `there are no accounts ${missing.join(', ')} yet, and no file for their passwords.`,
    'A new account gets a random password, which is shown nowhere and kept in one file.',
    'Name a file that nobody else can read: --env FILE',
  );
}
