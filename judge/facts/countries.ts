import type { Country, DataClass, Estate, Site } from '../../estate/model';
import { otcIdentityHost, otcRegions } from '../../estate/open-telekom-cloud';
import type { Resource } from '../../graph/graph';
import { isUnset } from '../../graph/value';
import { type Facts, markOf } from '../finding';
import { isOpenStack, siteOfResource } from './endpoint';

/**
 * The country that a resource is in: that of its site, else of the public region it is made in. Undefined where
 * it is not known.
 * @param ofSite what of a site counts: where it stands, or where its keys are
 */
export function countryOf(
  resource: Resource,
  facts: Pick<Facts, 'estate' | 'graph' | 'siteOfStack'>,
  ofSite: (site: Site) => Country = ({ country }) => country,
): Country | undefined {
  const site = facts.estate.foreign ? undefined : siteOfResource(resource, facts);
  if (site) return ofSite(site);
  const [provider, ...more] = facts.graph.stack(resource.stack)?.providers.filter(isOpenStack) ?? [];
  const { auth_url: url, region } = provider?.attributes ?? {};
  const hosts = [...otcRegions.keys()].map((name) => `https://${otcIdentityHost(name)}/`);
  // Whoever judges a foreign plan says which cloud it is of; its address may come from the environment.
  const isSaid = facts.estate.foreign?.cloud.kind === 'open-telekom-cloud' && isUnset(url ?? null);
  const isWritten = typeof url === 'string' && hosts.some((host) => url.startsWith(host));
  if (more.length > 0 || !(isSaid || isWritten)) return undefined;
  // Where the identity service stands says nothing: the region decides, a resource's own before the provider's.
  const own = resource.get('region');
  const decides = isUnset(own) ? region : own;
  return typeof decides === 'string' ? otcRegions.get(decides)?.country : undefined;
}

/** Classes of what it may hold or open: its dataset's, or all where no mark says, for it may be any of them. */
export function classesOf(resource: Resource, { datasets, classes }: Estate): readonly DataClass[] {
  const dataset = datasets.find(({ name }) => name === markOf(resource, 'dataset'));
  return classes.filter(({ name }) => dataset === undefined || name === dataset.dataClass);
}

/** What classes say against a country, `health permits DE, not NL`; empty where they permit it. */
export function objections(classes: readonly DataClass[], country: Country): string {
  return classes
    .filter(({ permittedCountries }) => !permittedCountries.includes(country))
    .map(({ name, permittedCountries }) => `${name} permits ${permittedCountries.join(', ')}, not ${country}`)
    .join('; ');
}
