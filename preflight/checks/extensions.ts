import { type Check, notOk, ok, type Subject } from '../check';

const check: Check = {
  id: 'network/extensions',
  rule: 'Neutron has every extension that the stack uses.',
  async look(subject) {
    const answers = await subject.cloud.items('network', '/extensions', 'extensions');
    const there = new Set(answers.map(({ alias }) => String(alias)));
    return needed(subject).map(([alias, use]) =>
      there.has(alias)
        ? ok(`${alias} is there`)
        : notOk(`${alias} is missing, which ${use} need`, `Have the operator enable ${alias} in Neutron.`),
    );
  },
};

export default check;

function needed({ wanted }: Subject): readonly (readonly [alias: string, use: string])[] {
  const types = new Set(wanted.types);
  const isTagged = wanted.types.some(
    (type) =>
      type.startsWith('openstack_networking_') &&
      wanted.of(type).some(({ attributes }) => ((attributes.tags as unknown[] | undefined) ?? []).length > 0),
  );
  const guarded = ['openstack_networking_network_v2', 'openstack_networking_port_v2'].some((type) =>
    wanted.of(type).some(({ attributes }) => attributes.port_security_enabled !== undefined),
  );
  const list: (readonly [string, string])[] = [];
  if (types.has('openstack_networking_router_v2'))
    list.push(['router', 'routers'], ['external-net', 'gateways']);
  if (types.has('openstack_networking_secgroup_v2')) list.push(['security-group', 'security groups']);
  if (guarded) list.push(['port-security', 'ports that keep to their groups']);
  if (isTagged) list.push(['standard-attr-tag', 'marks']);
  if (types.has('openstack_vpnaas_service_v2')) list.push(['vpnaas', 'tunnels']);
  if (types.has('openstack_vpnaas_endpoint_group_v2')) list.push(['vpn-endpoint-groups', 'tunnels']);
  return list;
}
