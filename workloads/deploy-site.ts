import type { ClusterContract } from '../contracts/cluster';
import type { Estate, Site } from '../estate/model';
import { loadCatalogue, workloadsAt } from './catalogue';
import { addAdmissionPolicies } from './components/admission';
import { addNamespace } from './components/workload-namespace';
import { namespaceOf } from './model';

/** Registers everything that runs at a site with the engine, or with what stands in for it. */
export function deploySite(estate: Estate, site: Site, contract: ClusterContract): void {
  const neighbours = workloadsAt(loadCatalogue(estate), site, estate);
  addAdmissionPolicies(site, neighbours);
  for (const workload of neighbours) {
    const place = { estate, site, contract, workload, neighbours, namespace: namespaceOf(workload) };
    addNamespace(place);
    workload.deploy(place);
  }
}
