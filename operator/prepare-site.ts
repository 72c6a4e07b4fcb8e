import type { SiteDeployment } from '../estate/deployment';
import { isLoopback } from '../estate/deployment';
import type { Estate, Site } from '../estate/model';
import { logIn, type Scope } from '../observe/session';
import { InputError } from '../terraform/errors';
import type { EnvironmentFile } from './environment-file';
import { prepareExternalNetwork } from './external-network';
import { prepareFlavor } from './flavor';
import { gatewayAddressOf } from './gateway';
import { prepareProjects } from './identity';
import { prepareImage } from './image';
import { prepareKeys } from './keys';
import { isImitation } from './loopback';
import type { Preparation } from './preparation';
import { closeKeyProject, prepareQuotas } from './quotas';
import { prepareVolumeTypes } from './volume-types';
import { Writer } from './writer';
import { prepareZone } from './zone';

/** Who prepares a site: an administrator's login, in the region that the estate names. */
export interface Administration {
  readonly authUrl: string;
  readonly project: string;
  readonly domain: string;
  /** `OS_USERNAME` and `OS_PASSWORD`, as the provider would be given them. */
  readonly credentials: Readonly<Record<string, string>>;
}

export interface PrepareOptions {
  readonly passwords: EnvironmentFile;
  readonly imageFile?: string;
  readonly tell: Preparation['tell'];
}

/** What the cloud assigned, for the deployment file of an imitated site; `gatewayAddress` once an apply has made one. */
export type PreparedSite = SiteDeployment & Required<Pick<SiteDeployment, 'objects' | 'keys'>>;

export interface Prepared {
  /** All that could not be mended, in order; what depends on it was left out. */
  readonly refusals: readonly InputError[];
  /** Undefined where something was refused, or the cloud is a real one. */
  readonly deployment?: PreparedSite;
}

/**
 * What an operator of a plain OpenStack prepares for a site. Looks first, makes what is missing, changes what is
 * safe to change; a run that was killed is finished by the next.
 * @throws InputError where nothing can be begun: no login, a cloud that is not for this, no answer
 */
export async function prepareSite(
  estate: Estate,
  site: Site,
  { authUrl, project, domain, credentials }: Administration,
  { passwords, imageFile, tell }: PrepareOptions,
): Promise<Prepared> {
  if (site.cloud.kind === 'open-telekom-cloud' && !isLoopback(authUrl)) throw notHere(site, authUrl);
  const scope: Scope = { authUrl, region: site.identity.region, project, domain };
  const session = await logIn(site.name, scope, credentials, { prefix: 'ADMIN_', role: 'admin' });
  const imitation = isImitation(scope, session.token.catalog ?? []);
  const preparation: Preparation = {
    estate,
    site,
    administrator: new Writer(site.name, session),
    imitation,
    passwords,
    tell,
    ...(imageFile === undefined ? {} : { imageFile }),
  };
  if (site.cloud.kind === 'open-telekom-cloud' && !imitation)
    throw notHere(site, `the catalogue at ${authUrl}`);
  return steps(preparation);
}

async function steps(preparation: Preparation): Promise<Prepared> {
  const { imitation, administrator } = preparation;
  const refusals: InputError[] = [];
  async function step<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refusals.push(error);
      return undefined;
    }
  }
  await step(() => prepareZone(preparation));
  const network = await step(() => prepareExternalNetwork(preparation));
  const project = await step(() => prepareProjects(preparation));
  if (project === undefined) return { refusals };
  await step(() => prepareVolumeTypes(preparation, project.id));
  await step(() => prepareImage(preparation, project.id));
  const node = await step(() => prepareFlavor(preparation, project.id));
  if (node) await step(() => prepareQuotas(preparation, project.id, node));
  await step(() => closeKeyProject(preparation, project.keysId));
  const keys = await step(() => prepareKeys(preparation, project.users));
  if (!imitation || refusals.length > 0 || network === undefined || keys === undefined) return { refusals };
  const account = objectAccount(preparation, project.id);
  const gateway = await gatewayAddressOf(preparation, project.id);
  return {
    refusals,
    deployment: {
      authUrl: administrator.session.scope.authUrl,
      externalNetworkId: network,
      ...(gateway === undefined ? {} : { gatewayAddress: gateway }),
      objects: account !== undefined,
      ...(account === undefined ? {} : { objectAccount: account }),
      keys,
    },
  };
}

/** Name of the project's account in Swift, as the catalogue has it for the administrator's; undefined without one. */
function objectAccount({ administrator: { session } }: Preparation, projectId: string): string | undefined {
  const own = session.endpoint('object-store')?.split('/').at(-1);
  return own?.replace(session.token.project.id, projectId);
}

function notHere(site: Site, where: string): InputError {
  return new InputError({
    value: `${site.name} is in the Open Telekom Cloud, and ${where} is not on loopback.`,
    rule: 'There, domains, projects, accounts and keys are made in its console; only an imitation of it is prepared here.',
    fix: 'Follow docs/deploying.md for this site; an imitation is named by a deployment file (ESTATE_DEPLOYMENT).',
  });
}
