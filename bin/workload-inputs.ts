import { contractOf } from '../contracts/cluster';
import type { Estate } from '../estate/model';
import type { Input } from '../policies/judge-inputs';

/** What the objects of a site's cluster are called among the inputs, beside the site's own stack. */
export function stackOfWorkloads(site: string): string {
  return `${site}-workloads`;
}

/**
 * What runs at every site, rendered without engine or cluster from contracts that the estate gives: volumes that nobody
 * has made yet have planned ids.
 * @throws what a workload's program throws
 */
export async function renderWorkloads(estate: Estate): Promise<readonly Input[]> {
  // Loaded only when asked for: the SDK takes longer than everything else here.
  const { renderSites } = require('../workloads/render') as typeof import('../workloads/render');
  const contracts = new Map(estate.sites.map(({ name }) => [name, contractOf(estate, name)]));
  const rendered = await renderSites(estate, contracts);
  return [...rendered].map(([site, items]) => {
    const stack = stackOfWorkloads(site);
    return {
      kind: 'manifests',
      stack,
      draft: true,
      file: `${stack}.json`,
      text: `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, undefined, 1)}\n`,
    };
  });
}
