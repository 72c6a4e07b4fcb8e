import type { Estate, Site } from '../../estate/model';
import type { ProviderConfig, Resource } from '../../graph/graph';
import { isMap, Unknown, type Value } from '../../graph/value';
import type { Facts } from '../finding';

/** What a provider block says of the site it talks to. */
export interface EndpointMatch {
  /** The site all of whose endpoint, region, project and domain the block names. */
  readonly site?: Site;
  /** Sites that nothing in the block contradicts. */
  readonly candidates: readonly Site[];
  /** What the block leaves open: to a variable, to the environment, or to something outside the plan. */
  readonly open: readonly string[];
}

/**
 * Whether a provider configuration is one of the OpenStack provider, whatever its local name is, or of what makes
 * resources of its types in its place.
 */
export function isOpenStack({ name, source, makesOpenStack }: ProviderConfig): boolean {
  if (makesOpenStack) return true;
  return source.endsWith('terraform-provider-openstack/openstack') || /(^|:)openstack(\.|$)/.test(name);
}

/** Arguments that let something outside the block decide where requests go, or which project they are for. */
const elsewhere = [
  'cloud',
  'endpoint_overrides',
  'system_scope',
  'tenant_id',
  'application_credential_id',
  'application_credential_name',
  'domain_id',
  'project_domain_id',
  'user_domain_id',
] as const;

/** Compares a provider block with every site. An argument that is not set is taken from the environment: open. */
export function matchEndpoint({ attributes }: ProviderConfig, estate: Estate): EndpointMatch {
  const get = (name: string): Value => attributes[name] ?? null;
  const open = [
    ...(['auth_url', 'region', 'tenant_name'] as const).filter((name) => isOpen(get(name))),
    ...(domainsOf(attributes).some(isOpen) ? ['project_domain_name, user_domain_name'] : []),
    ...elsewhere.filter((name) => isSet(get(name))),
  ];
  const candidates = estate.sites.filter(({ identity }) =>
    [
      agrees(withoutSlash(get('auth_url')), withoutSlash(identity.authUrl)),
      agrees(get('region'), identity.region),
      agrees(get('tenant_name'), identity.project),
      ...domainsOf(attributes).map((domain) => agrees(domain, identity.domain)),
    ].every(Boolean),
  );
  const [only, ...more] = candidates;
  return { candidates, open, ...(only && more.length === 0 && open.length === 0 ? { site: only } : {}) };
}

/** The project's domain and the users': each by its own argument, else by the one for both. */
function domainsOf(attributes: ProviderConfig['attributes']): readonly Value[] {
  const both = attributes.domain_name ?? null;
  return [attributes.project_domain_name ?? both, attributes.user_domain_name ?? both];
}

function isOpen(value: Value): boolean {
  return value === null || value === '' || value instanceof Unknown;
}

function isSet(value: Value): boolean {
  if (isMap(value)) return Object.keys(value).length > 0;
  return value !== null && value !== '' && value !== false;
}

function agrees(value: Value, wanted: Value): boolean {
  return isOpen(value) || value === wanted;
}

function withoutSlash(url: Value): Value {
  return typeof url === 'string' ? url.replace(/\/+$/, '') : url;
}

/**
 * The site a resource stands at: that of its stack, unless its own `region` leads elsewhere (then undefined).
 * A region that is not set is the provider's. Where there is no estate, no region is elsewhere.
 */
export function siteOfResource(
  resource: Resource,
  context: Pick<Facts, 'siteOfStack' | 'estate'>,
): Site | undefined {
  const site = context.siteOfStack(resource.stack);
  if (context.estate.foreign) return site;
  const region = resource.get('region');
  const isProviders =
    region === null || region === '' || (region instanceof Unknown && region.kind === 'left-to-cloud');
  return isProviders || region === site?.identity.region ? site : undefined;
}
