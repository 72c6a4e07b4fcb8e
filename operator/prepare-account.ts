import { randomBytes } from 'node:crypto';
import type { Item } from '../observe/list';
import { logIn, type Scope } from '../observe/session';
import { InputError } from '../terraform/errors';
import { type Role, variablePrefix, type WantedAccount } from './accounts';
import { type Preparation, refusal } from './preparation';
import { Writer } from './writer';

/** What the accounts of a site stand in: ids of Keystone. */
export interface Within {
  readonly domain: string;
  /** Of the site's projects, by name. */
  readonly projects: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<Role, string>;
}

/**
 * An account with its roles and, where there is a file for it, its password. The password is kept before Keystone
 * gets it, and tried: so a run that was killed in between is finished by the next.
 * @returns its id
 */
export async function prepareAccount(
  preparation: Preparation,
  account: WantedAccount,
  within: Within,
): Promise<string> {
  const { administrator: keystone, tell } = preparation;
  const { name, purpose } = account;
  const found = await findUser(keystone, within.domain, name);
  if (found?.enabled === false) {
    const rule = 'An account of the estate is enabled.';
    throw refusal(preparation, `account ${name} is disabled.`, rule, 'Enable it, if that is meant.');
  }
  const kept = keepPassword(preparation, account);
  const user = { name, domain_id: within.domain, enabled: true, description: purpose, ...kept };
  const id = String((found ?? ((await keystone.post('identity', '/users', { user })).user as Item)).id);
  const done = (await giveRoles(preparation, account, id, within)).map((role) => `given ${role}`);
  if (found && kept && !(await canLogIn(preparation, account))) {
    await keystone.patch('identity', `/users/${id}`, { user: kept });
    await logInAs(preparation, account);
    done.push('password set');
  }
  const text = `account ${name} (${purpose}; ${account.roles.join(' and ')} in ${account.project})`;
  if (!found) tell('made', text);
  else tell(done.length > 0 ? 'changed' : 'exists', [text, ...done].join(', '));
  return id;
}

/** The account's password in the file, drawn where it lacks one; undefined where there is no file. */
function keepPassword(
  { passwords }: Preparation,
  { name, prefix }: WantedAccount,
): { readonly password: string } | undefined {
  if (passwords.path === undefined) return undefined;
  const password = passwords.value(`${prefix}PASSWORD`) || randomBytes(24).toString('base64url');
  passwords.set({ [`${prefix}USERNAME`]: name, [`${prefix}PASSWORD`]: password });
  return { password };
}

/** A login of a prepared account, in its project. @throws InputError where it cannot: no password, or another one */
export async function logInAs(
  { site, passwords, administrator }: Preparation,
  { name, prefix, roles, project }: WantedAccount,
): Promise<Writer> {
  const credentials = { OS_USERNAME: name, OS_PASSWORD: passwords.value(`${prefix}PASSWORD`) };
  const account = { prefix: prefix.slice(variablePrefix(site.name).length), role: roles.join(' and ') };
  const scope: Scope = { ...site.identity, project, authUrl: administrator.session.scope.authUrl };
  return new Writer(site.name, await logIn(site.name, scope, credentials, account));
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

export function findUser(keystone: Writer, domain: string, name: string): Promise<Item | undefined> {
  const path = `/users?domain_id=${domain}&name=${encodeURIComponent(name)}`;
  return keystone.named('identity', path, 'users', name);
}

interface Held {
  readonly role: { readonly id: string; readonly name?: string };
  /** Undefined for a role in a domain or in the whole system. */
  readonly project: string | undefined;
}

/**
 * Gives an account the roles it lacks.
 * @returns the roles that were missing
 * @throws InputError where it has more: somebody wanted that, and has to say so or take it away
 */
async function giveRoles(
  preparation: Preparation,
  account: WantedAccount,
  userId: string,
  { projects, roles }: Within,
): Promise<readonly Role[]> {
  const { administrator: keystone } = preparation;
  const here = projects.get(account.project);
  const held = await rolesHeldBy(keystone, userId);
  const wanted = account.roles.map((role) => ({ role, id: roles.get(role) }));
  const isWanted = ({ role, project }: Held) => project === here && wanted.some(({ id }) => id === role.id);
  const isOurs = ({ project }: Held) => project === undefined || [...projects.values()].includes(project);
  const beyond = held.filter((each) => isOurs(each) && !isWanted(each));
  if (beyond.length > 0) throw hasMore(preparation, account, beyond, projects);
  const missing = wanted.filter(
    ({ id }) => !held.some(({ role, project }) => role.id === id && project === here),
  );
  for (const { id } of missing)
    await keystone.put('identity', `/projects/${here}/users/${userId}/roles/${id}`);
  return missing.map(({ role }) => role);
}

async function rolesHeldBy(keystone: Writer, userId: string): Promise<readonly Held[]> {
  const path = `/role_assignments?user.id=${userId}&include_names=true`;
  const found = ((await keystone.read('identity', path))?.role_assignments ?? []) as readonly Item[];
  return found.map(({ role, scope }) => ({
    role: role as Held['role'],
    project: (scope as { readonly project?: { readonly id: string } }).project?.id,
  }));
}

function hasMore(
  preparation: Preparation,
  account: WantedAccount,
  beyond: readonly Held[],
  projects: Within['projects'],
): InputError {
  const nameOf = (id?: string) => [...projects].find(([, each]) => each === id)?.[0] ?? 'more than a project';
  const list = beyond.map(({ role, project }) => `${role.name ?? role.id} in ${nameOf(project)}`);
  return refusal(
    preparation,
    `account ${account.name} has also: ${list.join(', ')}.`,
    `Whoever ${account.purpose} has ${account.roles.join(' and ')} in project ${account.project}, and no more.`,
    'Take the other roles away, or give them to another account.',
  );
}
