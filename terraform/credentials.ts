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

/** Whether a variable holds some site's credential: no Terraform but that site's may see it. */
export function isSiteCredential(name: string): boolean {
  return name.startsWith('ESTATE_') && Object.keys(names).some((suffix) => name.endsWith(`_${suffix}`));
}
