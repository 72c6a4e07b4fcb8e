import { foreignSite } from '../estate/foreign-estate';
import type { Estate, Site } from '../estate/model';
import type { Stack } from '../graph/graph';
import { isOpenStack, matchEndpoint } from './facts/endpoint';

/**
 * The site whose identity endpoint, region, domain and project a stack's providers name. Neither the stack's
 * name nor a mark decides: they are claims. Undefined where no site fits, a provider leaves one field open, or
 * two providers name different sites. Stacks that belong to no estate of ours are each a site of its own.
 */
export function siteOfStack(stack: Pick<Stack, 'name' | 'providers'>, estate: Estate): Site | undefined {
  if (estate.foreign) return foreignSite(estate.foreign, stack.name);
  const sites = stack.providers.filter(isOpenStack).map((config) => matchEndpoint(config, estate).site);
  return sites.every((site) => site === sites[0]) ? sites[0] : undefined;
}
