import type { App } from 'cdktf';
import { InputError } from '../constructs/input-error';
import type { Estate } from '../estate/model';
import { readBackend, type StateBackend } from './backend';
import { withoutCreationStacks } from './creation-stacks';
import { OpenTelekomCloudSite } from './open-telekom-cloud-site';
import { OpenStackSite } from './openstack-site';
import { type Profile, profileNamed } from './profile';
import { setting } from './settings';
import type { SiteStack, SiteStackProps } from './site-stack';

export interface BuildOptions {
  /** @default - what `ESTATE_BACKEND` or the context asks for, else a local file */
  readonly backend?: StateBackend;
  /** @default - what `ESTATE_PROFILE` or the context asks for, else production */
  readonly profile?: Profile['name'];
}

/**
 * One stack for each site of the estate, named as the site. Stacks do not refer to each other: a site can be
 * planned, applied and rebuilt while the others are lost.
 * @throws InputError for settings of the run, and for parts of the estate, that cannot be built
 */
export function buildEstate(app: App, estate: Estate, options: BuildOptions = {}): SiteStack[] {
  const backend = options.backend ?? readBackend(app);
  const profile = profileNamed(options.profile ?? setting(app, 'estateProfile'));
  checkProfile(profile, estate);
  return withoutCreationStacks(() =>
    estate.sites.map((site) => buildSite(app, { estate, site, backend, profile })),
  );
}

/** What lifts every protection only ever meets a cloud on this very machine. */
function checkProfile({ name }: Profile, { sandbox }: Estate): void {
  if ((name === 'sandbox') === (sandbox === true)) return;
  throw new InputError(
    `profile ${name} for an estate ${sandbox ? 'in a sandbox' : 'on real clouds'}`,
    'the profile sandbox, which lifts every protection, is for a deployment on this machine, and only for it',
    'set both, as “. .sandbox/env” does, or neither; decommission is the profile to take a real site down',
  );
}

function buildSite(app: App, props: SiteStackProps): SiteStack {
  const { cloud } = props.site;
  return cloud.kind === 'open-telekom-cloud'
    ? new OpenTelekomCloudSite(app, props, cloud)
    : new OpenStackSite(app, props, cloud);
}
