import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Estate } from '../estate/model';
import { objectRealm } from '../estate/objects';
import { openSandbox, type Sandbox } from '../sandbox/sandbox';
import { projectRoot } from '../terraform/project-root';

/** The sandbox of this project's estate, in `.sandbox`; laid out when it is not there yet. */
export function sandboxOf({ sites }: Estate): Sandbox {
  const net = process.env.ESTATE_SANDBOX_NET;
  return openSandbox({
    folder: join(projectRoot(), '.sandbox'),
    cacheFolder: join(homedir(), '.cache', 'lausitz-estate', 'openstack'),
    sources: join(projectRoot(), 'sandbox'),
    realm: objectRealm,
    sites: sites.map(({ name, identity, availabilityZone }) => ({
      name,
      region: identity.region,
      zone: availabilityZone,
    })),
    ...(net === undefined ? {} : { net }),
  });
}
