import { join } from 'node:path';
import { loadEstate } from '../../estate/load-estate';
import type { Estate, Site } from '../../estate/model';
import { checkVariables } from '../../operator/accounts';
import { keepDeployment, readDeployment } from '../../operator/deployment-file';
import { EnvironmentFile } from '../../operator/environment-file';
import { type Administration, prepareSite } from '../../operator/prepare-site';
import type { Did } from '../../operator/preparation';
import { administratorOf } from '../../terraform/credentials';
import { withLock } from '../../terraform/lock';
import { projectRoot } from '../../terraform/project-root';
import { parseArguments } from '../arguments';
import { sandboxAdministration, sandboxFiles, setSandboxVariables } from '../sandbox-files';
import { UsageError } from '../usage-error';

const usage =
  'estate prepare SITE… [--env FILE] [--image FILE] [--deployment FILE] | estate prepare --sandbox [SITE]…';

interface Files {
  readonly env?: string | undefined;
  readonly image?: string | undefined;
  readonly deployment?: string | undefined;
}

export default {
  usage,
  summary:
    'makes, as administrator of a plain OpenStack, what a site’s stack takes for granted: project, accounts, quotas, volume types, image, flavor, keys',
  async run(args: readonly string[]): Promise<number> {
    const estate = loadEstate();
    const file = { type: 'string' } as const;
    const options = { env: file, image: file, deployment: file, sandbox: { type: 'boolean' } } as const;
    const given = parseArguments(args, options, usage, { least: 0, most: estate.sites.length });
    const isSandbox = given.has('sandbox');
    const sites = chosen(estate, given.positionals, isSandbox);
    const files: Files = {
      env: given.one('env'),
      image: given.one('image'),
      deployment: given.one('deployment'),
    };
    if (isSandbox && Object.values(files).some((path) => path !== undefined))
      throw new UsageError('--sandbox with a file', 'the sandbox has files of its own', usage);
    checkVariables(estate.sites);
    const lock = join(projectRoot(), '.estate', 'prepare.lock');
    return withLock(lock, { what: 'preparing sites' }, () =>
      isSandbox
        ? prepareSandbox(estate, sites)
        : prepareAll(estate, sites, files, (site) => administrationOf(site)),
    );
  },
};

function chosen(estate: Estate, names: readonly string[], isSandbox: boolean): readonly Site[] {
  const known = estate.sites.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`prepare ${unknown}`, `a site of the estate: ${known.join(', ')}`, usage);
  if (names.length === 0 && !isSandbox)
    throw new UsageError(
      'prepare without a site',
      'a cloud is prepared when it is named: as its administrator',
      usage,
    );
  return estate.sites.filter(({ name }) => names.length === 0 || names.includes(name));
}

async function prepareSandbox(estate: Estate, sites: readonly Site[]): Promise<number> {
  const files = sandboxFiles();
  const administrations = new Map(sites.map((site) => [site.name, sandboxAdministration(site)]));
  const code = await prepareAll(
    estate,
    sites,
    files,
    ({ name }) => administrations.get(name) as Administration,
  );
  setSandboxVariables(estate, files);
  process.stdout.write(`written: ${files.deployment}, ${files.env}\n`);
  return code;
}

async function prepareAll(
  estate: Estate,
  sites: readonly Site[],
  { env, image, deployment }: Files,
  administrationFor: (site: Site) => Administration,
): Promise<number> {
  const passwords = new EnvironmentFile(env);
  const codes: number[] = [];
  for (const site of sites) {
    const done: Record<Did, number> = { exists: 0, made: 0, changed: 0, open: 0 };
    const tell = (did: Did, what: string) => {
      done[did] += 1;
      process.stdout.write(`${site.name.padEnd(8)}  ${did.padEnd(7)}  ${what}\n`);
    };
    const prepared = await prepareSite(estate, site, administrationFor(site), {
      passwords,
      tell,
      ...(image === undefined ? {} : { imageFile: image }),
    });
    if (deployment !== undefined && prepared.deployment)
      keepDeployment(deployment, site.name, prepared.deployment);
    for (const { message } of prepared.refusals) process.stderr.write(`${message}\n`);
    const counts = Object.entries(done).map(([did, count]) => `${count} ${did}`);
    process.stdout.write(`${site.name}: ${counts.join(', ')}, ${prepared.refusals.length} refused\n`);
    codes.push(prepared.refusals.length > 0 ? 2 : done.open > 0 ? 1 : 0);
  }
  return Math.max(...codes);
}

/** Where the site's Keystone is: as the estate says, or the deployment that the run is about. */
function administrationOf(site: Site): Administration {
  const file = process.env.ESTATE_DEPLOYMENT;
  const deployed = file ? readDeployment(file).sites[site.name] : undefined;
  return { authUrl: deployed?.authUrl ?? site.identity.authUrl, ...administratorOf(site.name) };
}
