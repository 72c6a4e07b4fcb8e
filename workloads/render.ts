import './lazy-pulumi';
import type { ClusterContract } from '../contracts/cluster';
import type { Estate } from '../estate/model';
import { captureObjects } from './capture';
import { deploySite } from './deploy-site';
import { registerObjects } from './register';
import type { KubernetesObject } from './rendered';

/**
 * Everything that runs at the sites, rendered in this process without an engine, a cluster or credentials, in the order
 * in which it was registered. One rendering at a time: the SDK has one engine, or what stands in for it.
 * @throws what the program throws, and Error where not every object that it registered came out
 */
export async function renderSites(
  estate: Estate,
  contracts: ReadonlyMap<string, ClusterContract>,
): Promise<ReadonlyMap<string, readonly KubernetesObject[]>> {
  const rendered = new Map<string, readonly KubernetesObject[]>();
  for (const [name, contract] of contracts) {
    const site = estate.sites.find((one) => one.name === name);
    if (site === undefined) throw new Error(`there is no site ${name}`);
    const program = () => deploySite(estate, site, contract);
    rendered.set(name, (await captureObjects(name, program)) ?? (await registerObjects(name, program)));
  }
  return rendered;
}
