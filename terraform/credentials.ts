/**
 * Names a site's credentials may have, after `ESTATE_<SITE>_`, and what the OpenStack provider reads. Application
 * credentials are left out: they bring a project of their own, and the one that was judged is then ignored
 * (gophercloud: application credentials do not support scope).
 */
const names: Readonly<Record<string, string>> = {
  USERNAME: 'OS_USERNAME',
  USER_ID: 'OS_USER_ID',
  PASSWORD: 'OS_PASSWORD',
  TOKEN: 'OS_TOKEN',
};

/**
 * The credentials of one stack: `ESTATE_PRIMARY_USERNAME` and the like, as the provider wants them. Nothing else
 * of `OS_*` reaches Terraform, and no site gets another's.
 */
export function credentialsOf(
  stack: string,
  environment: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const prefix = `ESTATE_${stack.toUpperCase().replaceAll('-', '_')}_`;
  const found = Object.entries(names).map(
    ([name, target]) => [target, environment[`${prefix}${name}`]] as const,
  );
  return Object.fromEntries(found.filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/**
 * The administrator's account at a site, `ESTATE_CLINIC_ADMIN_USERNAME` and the like, and the project and domain
 * it logs in to. Terraform never gets it.
 */
export function administratorOf(
  site: string,
  environment: NodeJS.ProcessEnv = process.env,
): { readonly project: string; readonly domain: string; readonly credentials: Record<string, string> } {
  const prefix = `ESTATE_${site.toUpperCase().replaceAll('-', '_')}_ADMIN_`;
  return {
    project: environment[`${prefix}PROJECT`] || 'admin',
    domain: environment[`${prefix}DOMAIN`] || 'Default',
    credentials: credentialsOf(`${site}-admin`, environment),
  };
}

/**
 * Whether a variable holds some site's credential: no Terraform but that site's may see it, and those of other
 * accounts (`ESTATE_CLINIC_ADMIN_PASSWORD`, `ESTATE_CLINIC_OBSERVER_PASSWORD`) none at all.
 */
export function isSiteCredential(name: string): boolean {
  const suffixes = [...Object.keys(names), 'ADMIN_PROJECT', 'ADMIN_DOMAIN'];
  return name.startsWith('ESTATE_') && suffixes.some((suffix) => name.endsWith(`_${suffix}`));
}
