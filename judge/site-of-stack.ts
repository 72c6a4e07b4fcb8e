import { foreignSite } from '../estate/foreign-estate';
import type { Estate, Site } from '../estate/model';
import type { Stack } from '../graph/graph';
import { isOpenStack, matchEndpoint } from './facts/endpoint';
import { markOf } from './finding';

/**
 * The site whose identity endpoint, region, domain and project a stack's providers name. Neither the stack's
 * name nor a mark decides: they are claims. Undefined where no site fits, a provider leaves one field open, or
 * two providers name different sites. Stacks that belong to no estate of ours are each a site of its own.
 *
 * A state shows no provider, and manifests have none. There the site is the one that all marks (`estate:site`, label `estate.lausitz/site`) claim: enough to know by which
 * rules its resources are judged, and no proof of where they are. Policies that ask just that do not judge them.
 */
export function siteOfStack(
  stack: Pick<Stack, 'name' | 'providers'> & Partial<Pick<Stack, 'source' | 'resources'>>,
  estate: Estate,
): Site | undefined {
  if (estate.foreign) return foreignSite(estate.foreign, stack.name);
  if (stack.source === 'state' || stack.source === 'manifests')
    return claimedSite(stack.resources ?? [], estate);
  const sites = stack.providers.filter(isOpenStack).map((config) => matchEndpoint(config, estate).site);
  return sites.every((site) => site === sites[0]) ? sites[0] : undefined;
}

function claimedSite(resources: Stack['resources'], estate: Estate): Site | undefined {
  const marks = resources.filter((r) => r.mode === 'managed').map((r) => markOf(r, 'site'));
  const [claimed, ...others] = new Set(marks.filter((mark) => mark !== undefined));
  return others.length > 0 ? undefined : estate.sites.find(({ name }) => name === claimed);
}
