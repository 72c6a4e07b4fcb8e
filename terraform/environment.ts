import { isSiteCredential } from './credentials';
import { InputError } from './errors';
import { readStateConnection } from './state-connection';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Names that would make Terraform plan something else than what is judged: another scope (`-target`), workspace,
 * data folder, provider program or configuration.
 */
const DROPPED = [
  'TF_CLI_CONFIG_FILE',
  'TERRAFORM_CONFIG',
  'TF_DATA_DIR',
  'TF_PLUGIN_CACHE_DIR',
  'TF_REATTACH_PROVIDERS',
];
const REFUSED = /^TF_(WORKSPACE|CLI_ARGS(_(init|plan|apply|destroy|refresh|show))?)$/;

/**
 * The environment Terraform runs in. Without any `OS_*` variable, since `OS_CLOUD` silently overrides an explicit
 * `auth_url`, and without any site's credentials, which are given on top; with the user's `TF_VAR_*`; with `settings` (from `ensureProvider`) on top. The secret part of
 * `PG_CONN_STR` is handed on as the driver's own variables, since the stacks name the rest.
 *
 * @throws InputError if the user set extra arguments or a workspace. Dropping them would plan something else than
 * they asked for, keeping them something else than the judge was told. Also where the connection to the state is
 * not safe.
 */
export function terraformEnvironment(
  settings: Environment = {},
  base: Environment = process.env,
): Record<string, string> {
  const refused = Object.keys(base).filter((name) => REFUSED.test(name) && base[name] !== '');
  if (refused.length > 0) {
    throw new InputError({
      value: refused.map((name) => `${name}=${base[name]}`).join('\n'),
      rule: 'A plan that is judged covers the whole stack, so nothing from outside may narrow or change it.',
      fix: `unset ${refused.join(' ')}`,
    });
  }
  const kept = Object.entries(base).filter(([name]) => !isDropped(name));
  const state = base.PG_CONN_STR ? readStateConnection(base.PG_CONN_STR).credentials : {};
  const all = { ...Object.fromEntries(kept), ...state, ...settings, TF_IN_AUTOMATION: '1', TF_INPUT: '0' };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function isDropped(name: string): boolean {
  return (
    name.startsWith('OS_') ||
    isSiteCredential(name) ||
    name.startsWith('TF_CLI_ARGS') ||
    name === 'TF_WORKSPACE' ||
    DROPPED.includes(name)
  );
}
