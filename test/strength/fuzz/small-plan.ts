import type { PlannedSite } from '../../estate-plan';
import type { PlanJson } from '../plan-json';

/** A server with its disk, its port and what those hang on; a backup; a tunnel: nothing in it is amiss. */
const seeds = [
  'openstack_compute_volume_attach_v2.identity_1_attach',
  'openstack_networking_secgroup_rule_v2.identity_nodes_from-management-tcp-22',
  'openstack_networking_secgroup_rule_v2.identity_nodes_from-self-udp-51871',
  'openstack_objectstorage_container_v1.patient-records_backup',
  'openstack_vpnaas_site_connection_v2.primary_tunnel',
];

/** The clinic's plan, cut down to a few resources and all that they refer to. */
export function smallPlan(sites: readonly PlannedSite[]): PlanJson {
  const site = sites.find(({ stack }) => stack === 'clinic');
  const plan = JSON.parse(site?.plan ?? '') as PlanJson;
  const configured = plan.configuration.root_module.resources ?? [];
  const kept = new Set<string>();
  const waiting = [...seeds];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const found = configured.find(({ address }) => address === next);
    if (!found || kept.has(next)) continue;
    kept.add(next);
    const text = JSON.stringify(found.expressions ?? {});
    for (const [, name = ''] of text.matchAll(/"(openstack_\w+\.[\w-]+)"/g)) waiting.push(name);
  }
  const isKept = ({ address }: { readonly address: string }) => kept.has(address);
  plan.resource_changes = plan.resource_changes.filter(isKept);
  for (const part of [plan.planned_values.root_module, plan.configuration.root_module])
    part.resources = (part.resources as { address: string }[]).filter(isKept) as never;
  delete plan.relevant_attributes;
  delete plan.output_changes;
  return plan;
}
