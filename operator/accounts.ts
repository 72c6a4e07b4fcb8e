import type { CredentialGrant, Right, Site } from '../estate/model';
import { InputError } from '../terraform/errors';

/** Keystone's own two, and the one that Barbican asks of who makes secrets (its documented default policy). */
export type Role = 'member' | 'reader' | 'creator';

/** One account that a site's project needs, with no more than it needs. */
export interface WantedAccount {
  readonly name: string;
  /** For people. */
  readonly purpose: string;
  readonly roles: readonly Role[];
  /** The project in which it has them. */
  readonly project: string;
  /** Its variables are this with `USERNAME` and `PASSWORD`, such as `ESTATE_CLINIC_OBSERVER_`. */
  readonly prefix: string;
}

/**
 * What a right takes in a plain OpenStack. Whoever makes encrypted volumes is `creator` as well, since Cinder has
 * Barbican make the volume's key in that account's name. Whoever makes keys is both, because Barbican asks for
 * `creator` by its older default policy and for `member` by its newer one. Nobody needs `admin`.
 */
const rolesFor: Readonly<Record<Exclude<Right, 'account'>, readonly Role[]>> = {
  deploy: ['member', 'creator'],
  'destroy-data': ['member', 'creator'],
  'destroy-keys': ['member', 'creator'],
  'use-keys': ['reader'],
  'read-data': ['reader'],
};

const purposes: readonly (readonly [Right, string])[] = [
  ['deploy', 'applies the site’s stack'],
  ['destroy-keys', 'makes and destroys keys'],
  ['use-keys', 'reads keys for what runs here'],
  ['destroy-data', 'destroys data'],
  ['read-data', 'reads data'],
];

/**
 * Where a site's keys are: a project apart. By Barbican's default policy any `creator` of a project may open a private
 * secret of that project to everyone and then delete it, and Cinder makes the pipeline a `creator`.
 */
export function keyProjectOf({ identity }: Site): string {
  return `${identity.project}-keys`;
}

/**
 * The accounts of a site: one for each credential of the estate, but for the owner's of the whole cloud,
 * who is a person; and one that only observes.
 */
export function accountsOf(site: Site): readonly WantedAccount[] {
  const prefix = variablePrefix(site.name);
  const [pipeline] = site.credentials.filter(({ rights }) => rights.includes('deploy'));
  const held = site.credentials
    .filter(({ rights }) => !rights.includes('account'))
    .map((credential) => ({
      name: credential.name,
      purpose: purposeOf(credential),
      roles: rolesOf(credential),
      project: isCustodian(site, credential) ? keyProjectOf(site) : site.identity.project,
      prefix: credential === pipeline ? prefix : `${prefix}${ownPart(site, credential.name)}_`,
    }));
  const observer: WantedAccount = {
    name: `${site.name}-observer`,
    purpose: 'reads what exists',
    roles: ['reader'],
    project: site.identity.project,
    prefix: `${prefix}OBSERVER_`,
  };
  return [...held, observer];
}

/** The account that makes and may destroy the site's keys; undefined where only the cloud's owner may. */
export function custodianOf(site: Site): WantedAccount | undefined {
  const { name } = site.credentials.find((each) => isCustodian(site, each)) ?? {};
  return accountsOf(site).find((account) => account.name === name);
}

/** The accounts that the estate lets use keys and that have not made them. */
export function keyUsersOf(site: Site): readonly WantedAccount[] {
  const users = site.credentials.filter(
    (each) =>
      site.keyCustody.usedBy.includes(each.name) &&
      each.rights.includes('use-keys') &&
      !isCustodian(site, each),
  );
  return accountsOf(site).filter(({ name }) => users.some((user) => user.name === name));
}

/** `ESTATE_CLINIC_` for clinic. */
export function variablePrefix(site: string): string {
  return `ESTATE_${inCapitals(site)}_`;
}

function isCustodian(site: Site, { name, rights }: CredentialGrant): boolean {
  const mayDestroy = rights.includes('destroy-keys') && !rights.includes('account');
  return mayDestroy && site.keyCustody.destroyedBy.includes(name);
}

function rolesOf({ rights }: CredentialGrant): readonly Role[] {
  const roles = rights.flatMap((right) => (right === 'account' ? [] : rolesFor[right]));
  // A member reads as well: Keystone implies it.
  return [...new Set(roles)].filter((role) => role !== 'reader' || !roles.includes('member'));
}

function purposeOf({ rights }: CredentialGrant): string {
  return purposes.find(([right]) => rights.includes(right))?.[1] ?? 'is named by the estate';
}

/** `clinic-workloads` is the clinic's own and need not say so twice. */
function ownPart(site: Site, name: string): string {
  return inCapitals(name.startsWith(`${site.name}-`) ? name.slice(site.name.length + 1) : name);
}

function inCapitals(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}

/**
 * Makes sure that no variable is two accounts' at once: `ESTATE_NORTH_ADMIN_PASSWORD` would be that of the
 * administrator of a site `north`, and of the pipeline of a site `north-admin`.
 * @throws InputError with every variable that is
 */
export function checkVariables(sites: readonly Site[]): void {
  const owners = sites.flatMap((site) => [
    { prefix: `${variablePrefix(site.name)}ADMIN_`, owner: `the administrator of ${site.name}` },
    ...accountsOf(site).map(({ name, prefix }) => ({ prefix, owner: `${name} at ${site.name}` })),
  ]);
  const twice = owners.filter(({ prefix }, at) => owners.findIndex((other) => other.prefix === prefix) < at);
  if (twice.length === 0) return;
  throw new InputError({
    value: twice
      .map(({ prefix, owner }) => `${prefix}PASSWORD is of ${owner}, and of another account`)
      .join('\n'),
    rule: 'Each account has variables of its own.',
    fix: 'Give the site or the credential another name.',
  });
}
