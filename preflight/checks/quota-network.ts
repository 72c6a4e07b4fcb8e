import type { Check, Result, Subject } from '../check';
import { judgeQuota, quotaOf } from '../quota';

/** Neutron's names of quotas, what people call them, and the type that uses them up one by one. */
const counted = [
  ['network', 'networks', 'openstack_networking_network_v2'],
  ['subnet', 'subnets', 'openstack_networking_subnet_v2'],
  ['router', 'routers', 'openstack_networking_router_v2'],
  ['security_group', 'security groups', 'openstack_networking_secgroup_v2'],
  ['vpnservice', 'VPN services', 'openstack_vpnaas_service_v2'],
  ['endpoint_group', 'VPN endpoint groups', 'openstack_vpnaas_endpoint_group_v2'],
  ['ikepolicy', 'IKE policies', 'openstack_vpnaas_ike_policy_v2'],
  ['ipsecpolicy', 'IPsec policies', 'openstack_vpnaas_ipsec_policy_v2'],
  ['ipsec_site_connection', 'VPN connections', 'openstack_vpnaas_site_connection_v2'],
] as const;

const check: Check = {
  id: 'quotas/network',
  rule: 'What is free of the project’s network quotas holds what is still to be made.',
  async look(subject) {
    const { cloud, wanted, existing } = subject;
    // Asked for before the quotas: Neutron makes the project's default group when groups are first listed.
    const rules = await missingRules(subject);
    const ports = await missingPorts(subject);
    const quotas = await cloud.member('network', `/quotas/${cloud.projectId}/details`, 'quota');
    const results: Result[] = [];
    for (const [quota, what, type] of counted) {
      results.push(judgeQuota(what, quotaOf(quotas[quota]), (await existing.missing(type)).length));
    }
    const floating = wanted.count('openstack_networking_floatingip_v2');
    return [
      ...results,
      judgeQuota('security group rules', quotaOf(quotas.security_group_rule), rules),
      judgeQuota('ports', quotaOf(quotas.port), ports),
      judgeQuota('floating addresses', quotaOf(quotas.floatingip), floating),
    ];
  },
};

export default check;

/** Rules have no names: those of the stack's own groups are taken for made. */
async function missingRules({ wanted, existing }: Subject): Promise<number> {
  const groups = await existing.ownIds('openstack_networking_secgroup_v2');
  const rules = await existing.of('openstack_networking_secgroup_rule_v2');
  const made = rules.filter(({ attributes }) => groups.has(String(attributes.security_group_id))).length;
  return Math.max(0, wanted.count('openstack_networking_secgroup_rule_v2') - made);
}

/** Besides the servers' own: one for each interface of a router, and one that each network takes for DHCP or metadata. */
async function missingPorts({ wanted, existing }: Subject): Promise<number> {
  const routers = await existing.ownIds('openstack_networking_router_v2');
  const interfaces = await existing.of('openstack_networking_router_interface_v2');
  const made = interfaces.filter(({ attributes }) => routers.has(String(attributes.router_id))).length;
  const joined = Math.max(0, wanted.count('openstack_networking_router_interface_v2') - made);
  const [servers, networks] = await Promise.all(
    ['openstack_networking_port_v2', 'openstack_networking_network_v2'].map((type) => existing.missing(type)),
  );
  return joined + (servers?.length ?? 0) + (networks?.length ?? 0);
}
