/** Names a site's credentials may have, after `ESTATE_<SITE>_`, and what the OpenStack provider reads. */
const names: Readonly<Record<string, string>> = {
  USERNAME: 'OS_USERNAME',
  USER_ID: 'OS_USER_ID',
  PASSWORD: 'OS_PASSWORD',
  TOKEN: 'OS_TOKEN',
  APPLICATION_CREDENTIAL_ID: 'OS_APPLICATION_CREDENTIAL_ID',
  APPLICATION_CREDENTIAL_SECRET: 'OS_APPLICATION_CREDENTIAL_SECRET',
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
