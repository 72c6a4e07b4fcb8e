import type { Observation } from '../../contracts/observation';
import type { Estate } from '../../estate/model';
import type { PlannedSite } from '../estate-plan';
import { Draft } from './draft';

/** A good estate with one thing broken. */
export interface Mutant {
  /** What is broken, and where; unique. */
  readonly name: string;
  /** Ids of rules, or areas: at least one of them has to see it. */
  readonly rules: readonly string[];
  /** What the estate declares instead. @default what it declares */
  declares?(estate: Estate): Estate;
  /** What was read from the sites' APIs. @default nothing was */
  observes?(estate: Estate): readonly Observation[];
  breaks(sites: readonly PlannedSite[]): readonly PlannedSite[];
}

/** A mutant of one stack. */
export function mutant(
  stack: string,
  what: string,
  rules: string | readonly string[],
  change: (draft: Draft) => void,
): Mutant {
  return {
    name: `${stack}: ${what}`,
    rules: [rules].flat(),
    breaks: (sites) =>
      sites.map((site) => {
        if (site.stack !== stack) return site;
        const draft = new Draft(site);
        change(draft);
        return draft.done();
      }),
  };
}

/** Resource types by the words that mutants use for them. */
export const types = {
  volume: 'openstack_blockstorage_volume_v3',
  server: 'openstack_compute_instance_v2',
  attach: 'openstack_compute_volume_attach_v2',
  keyPair: 'openstack_compute_keypair_v2',
  serverGroup: 'openstack_compute_servergroup_v2',
  network: 'openstack_networking_network_v2',
  subnet: 'openstack_networking_subnet_v2',
  port: 'openstack_networking_port_v2',
  router: 'openstack_networking_router_v2',
  routerInterface: 'openstack_networking_router_interface_v2',
  group: 'openstack_networking_secgroup_v2',
  rule: 'openstack_networking_secgroup_rule_v2',
  addressGroup: 'openstack_networking_address_group_v2',
  container: 'openstack_objectstorage_container_v1',
  ike: 'openstack_vpnaas_ike_policy_v2',
  ipsec: 'openstack_vpnaas_ipsec_policy_v2',
  tunnel: 'openstack_vpnaas_site_connection_v2',
  endpoints: 'openstack_vpnaas_endpoint_group_v2',
  vpn: 'openstack_vpnaas_service_v2',
} as const;
