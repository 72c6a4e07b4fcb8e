import { domains, type Estate, type Site } from '../estate/model';
import { systemVolumeGiB } from '../estate/needs';
import { datasetsAt, peersOf, placementsOf } from '../estate/queries';
import type { NodeSize } from './flavor';

/** Quotas by the names of the APIs. */
export interface QuotaNeeds {
  readonly compute: Readonly<Record<string, number>>;
  readonly volumes: Readonly<Record<string, number>>;
  readonly network: Readonly<Record<string, number>>;
}

/** Rules of a pool's group at most; a test counts those of the stacks. */
const rulesOfPool = 24;
/** Two for each family of addresses, which Neutron puts into a project's `default` group. */
const rulesOfDefault = 4;
/** What Neutron adds to a network: metadata or DHCP, and the router's interface. */
const portsOfNetwork = 4;

/**
 * What a project has to be allowed so that the site's stack fits: of servers and volumes what the estate declares
 * as limits, of the rest what the stack makes.
 */
export function quotaNeedsOf(estate: Estate, site: Site, node: NodeSize): QuotaNeeds {
  const { instances, volumes, volumeGigabytes, vpnGateways } = site.limits;
  const datasets = datasetsAt(estate, site.name);
  const peers = peersOf(estate, site.name);
  const suites = new Set(peers.map(({ link }) => link.suite.name)).size;
  const nodes = domains.map((domain) => site.nodePools[domain].nodes);
  // The driver of VPNs puts a network of its own between router and tunnels.
  const networks = domains.length + 1;
  const partners = datasets.reduce((sum, dataset) => sum + placementsOf(dataset).length - 1, 0);
  const type = site.cloud.volumeType;
  return {
    compute: {
      instances,
      cores: instances * node.vcpus,
      ram: instances * node.ramMiB,
      key_pairs: 1,
      server_groups: domains.length,
      server_group_members: Math.max(...nodes),
    },
    volumes: {
      volumes,
      gigabytes: volumeGigabytes,
      per_volume_gigabytes: Math.max(systemVolumeGiB, ...datasets.map(({ sizeGiB }) => sizeGiB)),
      [`volumes_${type}`]: volumes,
      [`gigabytes_${type}`]: volumeGigabytes,
    },
    network: {
      network: networks,
      subnet: networks,
      router: 1,
      port: instances + networks * portsOfNetwork + 2,
      security_group: domains.length + datasets.length + 1,
      security_group_rule: domains.length * rulesOfPool + partners * 2 + rulesOfDefault,
      vpnservice: vpnGateways,
      ipsec_site_connection: peers.length,
      endpoint_group: peers.length + 1,
      ikepolicy: suites,
      ipsecpolicy: suites,
    },
  };
}
