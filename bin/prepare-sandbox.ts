import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLoopback } from '../estate/deployment';
import type { Estate, Site } from '../estate/model';
import { checkVariables } from '../operator/accounts';
import { EnvironmentFile } from '../operator/environment-file';
import type { Administration } from '../operator/prepare-site';
import { sharedSecretsOf } from '../operator/shared-secrets';
import { InputError } from '../terraform/errors';
import { newPublicKey } from '../terraform/offline-variables';
import { projectRoot } from '../terraform/project-root';
import { prepareSites } from './prepare-sites';

/**
 * Prepares sites of the running sandbox as `estate prepare` does, and writes down what the programs need there. Once
 * the sites are applied it notes the addresses of their VPN gateways, for the next apply.
 */
export async function prepareSandbox(estate: Estate, sites: readonly Site[]): Promise<number> {
  checkVariables(estate.sites);
  const files = sandboxFiles();
  const administrations = new Map(sites.map((site) => [site.name, administrationOf(site)]));
  const of = ({ name }: Site) => administrations.get(name) as Administration;
  const code = await prepareSites(estate, sites, of, files);
  setVariables(estate, files);
  process.stdout.write(`written: ${files.deployment}, ${files.env}\n`);
  return code;
}

interface SandboxFiles {
  /** What its clouds assigned: `ESTATE_DEPLOYMENT`. */
  readonly deployment: string;
  /** For `. .sandbox/env`. */
  readonly env: string;
}

/** What a prepared sandbox is used with. */
function sandboxFiles(): SandboxFiles {
  return { deployment: inSandbox('deployment.json'), env: inSandbox('env') };
}

const fields = ['authUrl', 'region', 'username', 'password', 'project', 'domain'] as const;

/**
 * The administrator of a site of the sandbox, which it leaves there when it starts.
 * @throws InputError where there is none, or it is of something else than this site on loopback
 */
function administrationOf(site: Site): Administration {
  const file = inSandbox('admin', `${site.name}.json`);
  const found = readObject(file, 'the administrator of each site');
  const missing = fields.filter((name) => typeof found[name] !== 'string' || found[name] === '');
  const { authUrl, region, username, password, project, domain } = found as Record<string, string>;
  const isOfSite = missing.length === 0 && region === site.identity.region && isLoopback(authUrl ?? '');
  if (isOfSite) {
    return {
      authUrl: authUrl ?? '',
      project: project ?? '',
      domain: domain ?? '',
      credentials: { OS_USERNAME: username ?? '', OS_PASSWORD: password ?? '' },
    };
  }
  throw new InputError({
    value:
      missing.length > 0
        ? `${file} has no ${missing.join(', ')}.`
        : `${file} names ${authUrl} in region ${region}.`,
    rule: `It is the administrator of ${site.name}, on loopback and in region ${site.identity.region}.`,
    fix: 'Reset and start the sandbox for this estate.',
  });
}

/** The rest of what the stacks ask for at the sandbox; what is set already stays. */
function setVariables(estate: Estate, { deployment, env }: SandboxFiles): void {
  const file = new EnvironmentFile(env);
  const { pgConnStr } = readObject(inSandbox('state.json'), 'the connection to the store of states');
  const drawn = { ...sharedSecretsOf(estate), TF_VAR_admin_public_key: () => newPublicKey('sandbox') };
  const missing = Object.entries(drawn).filter(([name]) => file.written(name) === undefined);
  file.set({
    ESTATE_PROFILE: 'sandbox',
    ESTATE_DEPLOYMENT: deployment,
    ESTATE_BACKEND: 'pg',
    PG_CONN_STR: String(pgConnStr),
    ...Object.fromEntries(missing.map(([name, draw]) => [name, draw()])),
  });
}

function readObject(file: string, what: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof found === 'object' && found !== null ? { ...found } : {};
  } catch {
    throw new InputError({
      value: `${file} is not there, or is no JSON.`,
      rule: `The sandbox leaves ${what} there when it starts.`,
      fix: 'npm run sandbox start',
    });
  }
}

function inSandbox(...path: readonly string[]): string {
  return join(projectRoot(), '.sandbox', ...path);
}
