import type { ObservedResource } from '../contracts/observation';
import { type Kind, observed, pick } from './kind';
import { type Item, list } from './list';
import type { Session } from './session';

const service = ['network'];
const version = '/v2.0';

/** Networking API v2. What other projects share or an administrator may see is left out: it is not the site's. */
export const networkKinds: readonly Kind[] = [
  simple(
    'openstack_networking_network_v2',
    'networks',
    'name',
    'shared',
    'port_security_enabled',
    'admin_state_up',
    'tags',
  ),
  simple(
    'openstack_networking_subnet_v2',
    'subnets',
    'name',
    'network_id',
    'cidr',
    'ip_version',
    'gateway_ip',
    'enable_dhcp',
    'tags',
  ),
  {
    types: ['openstack_networking_router_v2'],
    read: async (session) => {
      const items = await listOwn(session, 'routers');
      return items.map((item) => {
        const gateway = (item.external_gateway_info ?? {}) as Item;
        return observed('openstack_networking_router_v2', item, {
          ...pick(item, 'name', 'admin_state_up', 'tags'),
          external_network_id: gateway.network_id ?? null,
          enable_snat: gateway.enable_snat ?? null,
        });
      });
    },
  },
  { types: ['openstack_networking_port_v2', 'openstack_networking_router_interface_v2'], read: readPorts },
  {
    types: ['openstack_networking_floatingip_v2'],
    read: async (session) => {
      const items = await listOwn(session, 'floatingips');
      return items.map((item) =>
        observed('openstack_networking_floatingip_v2', item, {
          address: item.floating_ip_address,
          port_id: item.port_id ?? null,
        }),
      );
    },
  },
  { types: ['openstack_networking_secgroup_v2', 'openstack_networking_secgroup_rule_v2'], read: readGroups },
  simple(
    'openstack_vpnaas_service_v2',
    'vpn/vpnservices',
    'name',
    'router_id',
    'subnet_id',
    'admin_state_up',
  ),
  simple('openstack_vpnaas_endpoint_group_v2', 'vpn/endpoint-groups', 'name', 'type', 'endpoints'),
  simple(
    'openstack_vpnaas_ike_policy_v2',
    'vpn/ikepolicies',
    ...['name', 'auth_algorithm', 'encryption_algorithm', 'pfs', 'phase1_negotiation_mode', 'ike_version'],
  ),
  simple(
    'openstack_vpnaas_ipsec_policy_v2',
    'vpn/ipsecpolicies',
    ...['name', 'auth_algorithm', 'encryption_algorithm', 'pfs', 'encapsulation_mode', 'transform_protocol'],
  ),
  // Never its pre-shared key, which the API shows.
  simple(
    'openstack_vpnaas_site_connection_v2',
    'vpn/ipsec-site-connections',
    ...['name', 'peer_address', 'peer_id', 'local_ep_group_id', 'peer_ep_group_id', 'vpnservice_id'],
    ...['ikepolicy_id', 'ipsecpolicy_id', 'initiator', 'admin_state_up'],
  ),
];

/** A kind whose members are called the same by API and provider; its list is called as the end of its path. */
function simple(type: string, path: string, ...names: readonly string[]): Kind {
  return {
    types: [type],
    read: async (session) =>
      (await listOwn(session, path)).map((item) => observed(type, item, pick(item, ...names))),
  };
}

async function listOwn(session: Session, path: string): Promise<readonly Item[]> {
  const member = (path.split('/').at(-1) ?? path).replaceAll('-', '_');
  const items = await list(session, { service, version, path: `/${path}`, member });
  const { id } = session.token.project;
  return items.filter((item) => (item.project_id ?? item.tenant_id ?? id) === id);
}

/** Owners that Neutron gives the ports it makes for itself: DHCP, a router's own, load balancers, VPN. */
const cloudsPorts = /^(network:|neutron:|Octavia|compute:probe)/;

async function readPorts(session: Session): Promise<readonly ObservedResource[]> {
  const ports = await listOwn(session, 'ports');
  return ports.map((port) => {
    const owner = String(port.device_owner ?? '');
    const addresses = (port.fixed_ips ?? []) as readonly Item[];
    if (owner.startsWith('network:router_interface')) {
      return observed('openstack_networking_router_interface_v2', port, {
        router_id: port.device_id,
        port_id: port.id,
        subnet_id: addresses[0]?.subnet_id ?? null,
      });
    }
    return observed(
      'openstack_networking_port_v2',
      port,
      {
        ...pick(
          port,
          'name',
          'network_id',
          'device_id',
          'port_security_enabled',
          'allowed_address_pairs',
          'tags',
        ),
        security_group_ids: port.security_groups ?? [],
        fixed_ip: addresses.map(({ subnet_id: subnet, ip_address: address }) => ({
          subnet_id: subnet,
          ip_address: address,
        })),
      },
      { madeByCloud: cloudsPorts.test(owner) },
    );
  });
}

async function readGroups(session: Session): Promise<readonly ObservedResource[]> {
  const groups = await listOwn(session, 'security-groups');
  const rules = await listOwn(session, 'security-group-rules');
  const cloudsGroups = new Set(groups.filter(({ name }) => name === 'default').map(({ id }) => id));
  return [
    ...groups.map((group) =>
      observed('openstack_networking_secgroup_v2', group, pick(group, 'name', 'stateful', 'tags'), {
        madeByCloud: cloudsGroups.has(group.id),
      }),
    ),
    ...rules.map((rule) =>
      observed(
        'openstack_networking_secgroup_rule_v2',
        rule,
        pick(
          rule,
          ...['direction', 'ethertype', 'protocol', 'port_range_min', 'port_range_max', 'security_group_id'],
          ...['remote_ip_prefix', 'remote_group_id', 'remote_address_group_id'],
        ),
        { madeByCloud: cloudsGroups.has(rule.security_group_id) && isDefaultRule(rule) },
      ),
    ),
  ];
}

/** The four rules each project's `default` group starts with: all out, and in from its own members. */
function isDefaultRule(rule: Item): boolean {
  const isUnlimited = [rule.protocol, rule.port_range_min, rule.remote_ip_prefix].every(
    (v) => (v ?? null) === null,
  );
  return isUnlimited && (rule.direction === 'egress' || rule.remote_group_id === rule.security_group_id);
}
