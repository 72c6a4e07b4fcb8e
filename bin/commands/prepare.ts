import { join } from 'node:path';
import { loadEstate } from '../../estate/load-estate';
import type { Site } from '../../estate/model';
import { checkVariables } from '../../operator/accounts';
import { readDeployment } from '../../operator/deployment-file';
import type { Administration } from '../../operator/prepare-site';
import { administratorOf } from '../../terraform/credentials';
import { withLock } from '../../terraform/lock';
import { projectRoot } from '../../terraform/project-root';
import { parseArguments } from '../arguments';
import { chooseSites } from '../choose-sites';
import { prepareSites } from '../prepare-sites';

const usage = 'estate prepare SITE… [--env FILE] [--image FILE] [--deployment FILE]';

export default {
  usage,
  summary:
    'makes, as administrator of a plain OpenStack, what a site’s stack takes for granted: project, accounts, quotas, volume types, image, flavor, keys',
  async run(args: readonly string[]): Promise<number> {
    const estate = loadEstate();
    const file = { type: 'string' } as const;
    const options = { env: file, image: file, deployment: file } as const;
    const given = parseArguments(args, options, usage, { least: 1, most: estate.sites.length });
    const sites = chooseSites(estate.sites, given.positionals, { command: 'prepare', usage });
    checkVariables(estate.sites);
    const lock = join(projectRoot(), '.estate', 'prepare.lock');
    return withLock(lock, { what: 'preparing sites' }, () =>
      prepareSites(estate, sites, administrationOf, {
        env: given.one('env'),
        image: given.one('image'),
        deployment: given.one('deployment'),
      }),
    );
  },
};

/** Where the site's Keystone is: as the estate says, or the deployment that the run is about. */
function administrationOf(site: Site): Administration {
  const file = process.env.ESTATE_DEPLOYMENT;
  const deployed = file ? readDeployment(file).sites[site.name] : undefined;
  return { authUrl: deployed?.authUrl ?? site.identity.authUrl, ...administratorOf(site.name) };
}
