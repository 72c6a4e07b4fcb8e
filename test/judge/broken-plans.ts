import type { PlanChange } from '../../judge/policy';

/** One change to the estate's plan. */
export type Change = Pick<PlanChange, 'stack' | 'remove' | 'set'>;

/** The clinic's copy of imaging and all that it hangs on, and ways to take each part away. */
export const volume = 'openstack_blockstorage_volume_v3.imaging_data';
const attach = 'openstack_compute_volume_attach_v2.imaging_attach';
const rules = (peer: string) => ({
  ingress: `openstack_networking_secgroup_rule_v2.imaging_access_from-${peer}-tcp-9443`,
  egress: `openstack_networking_secgroup_rule_v2.imaging_access_to-${peer}-tcp-9443`,
});
const tunnel = (peer: string) => `openstack_vpnaas_site_connection_v2.${peer}_tunnel`;
const endpoints = (peer: string) => `openstack_vpnaas_endpoint_group_v2.${peer}_endpoints`;
const local = 'openstack_vpnaas_endpoint_group_v2.edge_local';
const service = 'openstack_vpnaas_service_v2.edge_vpn';
const router = 'openstack_networking_router_v2.edge_router';
const joint = 'openstack_networking_router_interface_v2.edge_identity';
const ike = 'openstack_vpnaas_ike_policy_v2.transit-2026_ike';
const ipsec = 'openstack_vpnaas_ipsec_policy_v2.transit-2026_ipsec';

/** What is taken out of the plan or made useless, at which stack; imaging at clinic then lacks what the words say. */
export const breaks: readonly (readonly [what: string, change: Change, says: string])[] = [
  ['volume', { stack: 'clinic', remove: volume }, 'no volume of imaging at clinic'],
  ['attachment', { stack: 'clinic', remove: attach }, 'attached to no server'],
  ['tunnel at the copy', { stack: 'clinic', remove: tunnel('primary') }, 'no tunnel from clinic to primary'],
  ['tunnel at the home', { stack: 'primary', remove: tunnel('clinic') }, 'no tunnel from primary to clinic'],
  [
    'ingress at the copy',
    { stack: 'clinic', remove: rules('primary').ingress },
    'TCP 9443 in from 10.16.0.0/20 (primary) at clinic',
  ],
  [
    'egress at the copy',
    { stack: 'clinic', remove: rules('primary').egress },
    'TCP 9443 out to 10.16.0.0/20 (primary) at clinic',
  ],
  [
    'ingress at the home',
    { stack: 'primary', remove: rules('clinic').ingress },
    'TCP 9443 in from 10.18.0.0/20 (clinic) at primary',
  ],
  [
    'egress at the home',
    { stack: 'primary', remove: rules('clinic').egress },
    'TCP 9443 out to 10.18.0.0/20 (clinic) at primary',
  ],
  [
    'state of the security group',
    {
      stack: 'clinic',
      set: { 'openstack_networking_secgroup_v2.imaging_access': { stateful: false } },
    },
    'answers (TCP 32768 to 60999) out to 10.16.0.0/20 (primary) at clinic, and its group is stateless',
  ],
  [
    'firewall group that lets traffic in',
    {
      stack: 'clinic',
      set: {
        'openstack_networking_port_v2.identity_1_port': { id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a60' },
        'openstack_networking_port_v2.identity_2_port': { id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a61' },
        'openstack_fw_group_v2.empty': {
          ports: ['0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a60', '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a61'],
          admin_state_up: false,
        },
      },
    },
    'a firewall group drops TCP 9443 between 10.18.0.0/20 and 10.16.0.0/20 at clinic',
  ],
  ['router interface', { stack: 'clinic', remove: joint }, 'the subnet is not attached to the router'],
  [
    'local endpoint group',
    { stack: 'clinic', remove: local },
    'the local range of the tunnel from clinic to primary is missing',
  ],
  [
    'peer endpoint group',
    { stack: 'clinic', remove: endpoints('primary') },
    'the remote range of the tunnel from clinic to primary is missing',
  ],
  [
    'IKE policy',
    { stack: 'clinic', remove: ike },
    'the IKE policy of the tunnel from clinic to primary is missing',
  ],
  [
    'IPsec policy',
    { stack: 'clinic', remove: ipsec },
    'the IPSEC policy of the tunnel from clinic to primary is missing',
  ],
  [
    'VPN service',
    { stack: 'clinic', remove: service },
    'the VPN service of the tunnel from clinic to primary is missing',
  ],
  [
    'router',
    { stack: 'clinic', remove: router },
    'the router of the tunnel from clinic to primary is missing',
  ],
  [
    'tunnel switched off',
    { stack: 'clinic', set: { [tunnel('primary')]: { admin_state_up: false } } },
    'the tunnel from clinic to primary is switched off',
  ],
  [
    'service switched off',
    { stack: 'clinic', set: { [service]: { admin_state_up: false } } },
    'the VPN service of the tunnel from clinic to primary is switched off',
  ],
  [
    'router switched off',
    { stack: 'clinic', set: { [router]: { admin_state_up: false } } },
    'the router of the tunnel from clinic to primary is switched off',
  ],
  [
    'router without a way out',
    { stack: 'clinic', set: { [router]: { external_network_id: null } } },
    'has no external network',
  ],
  [
    'tunnel to somebody else',
    { stack: 'clinic', set: { [tunnel('primary')]: { peer_address: '198.51.100.1' } } },
    'no tunnel from clinic to primary',
  ],
  [
    'tunnel that takes its peer for somebody else',
    { stack: 'clinic', set: { [tunnel('primary')]: { peer_id: '198.51.100.1' } } },
    'a tunnel from clinic to primary that knows its peer',
  ],
  [
    'remote range of somebody else',
    { stack: 'clinic', set: { [endpoints('primary')]: { endpoints: ['10.99.0.0/16'] } } },
    'leaves out 10.16.0.0/20',
  ],
  [
    'weak IKE policy',
    { stack: 'clinic', set: { [ike]: { encryption_algorithm: 'aes-128' } } },
    'encryption_algorithm is "aes-128"',
  ],
  [
    'IKE policy unlike the other end’s',
    { stack: 'clinic', set: { [ike]: { pfs: 'group19' } } },
    'do not agree: pfs',
  ],
  [
    'another zone',
    { stack: 'clinic', set: { [volume]: { availability_zone: 'elsewhere' } } },
    'not in the zone of clinic',
  ],
  [
    'another region',
    { stack: 'clinic', set: { [volume]: { region: 'elsewhere' } } },
    'in region "elsewhere"',
  ],
  [
    'too small',
    { stack: 'clinic', set: { [volume]: { size: 1 } } },
    'the volume has 1 GiB, imaging needs 8192',
  ],
  ['not encrypted', { stack: 'clinic', set: { [volume]: { volume_type: 'plain' } } }, 'has type "plain"'],
  [
    'rule for another port',
    { stack: 'clinic', set: { [rules('primary').ingress]: { port_range_min: 1, port_range_max: 2 } } },
    'TCP 9443 in from',
  ],
];

/** The same parts made unknown. */
export const opens: readonly (readonly [what: string, change: Change])[] = [
  ['the volume of the attachment', { stack: 'clinic', set: { [attach]: { volume_id: 'unknown' } } }],
  ['the server of the attachment', { stack: 'clinic', set: { [attach]: { instance_id: 'unknown' } } }],
  [
    'which of two attachments serves the volume',
    {
      stack: 'clinic',
      set: {
        'openstack_compute_volume_attach_v2.again': {
          instance_id: '${openstack_compute_instance_v2.identity_2_server.id}',
          volume_id: '${openstack_blockstorage_volume_v3.imaging_data.id}',
        },
      },
    },
  ],
  [
    'the way out of a subnet without a gateway',
    { stack: 'clinic', set: { 'openstack_networking_subnet_v2.identity_subnet': { no_gateway: true } } },
  ],
  [
    'where servers of a subnet without DHCP get addresses',
    {
      stack: 'clinic',
      set: {
        'openstack_networking_subnet_v2.identity_subnet': { enable_dhcp: false },
        'openstack_compute_instance_v2.identity_1_server': { config_drive: false },
        'openstack_compute_instance_v2.identity_2_server': { config_drive: false },
      },
    },
  ],
  ['the zone', { stack: 'clinic', set: { [volume]: { availability_zone: 'unknown' } } }],
  ['the region', { stack: 'clinic', set: { [volume]: { region: 'unknown' } } }],
  ['the size', { stack: 'clinic', set: { [volume]: { size: 'unknown' } } }],
  ['the volume type', { stack: 'clinic', set: { [volume]: { volume_type: 'unknown' } } }],
  ['the marks', { stack: 'clinic', set: { [volume]: { metadata: 'unknown' } } }],
  [
    'whether the tunnel is on',
    { stack: 'clinic', set: { [tunnel('primary')]: { admin_state_up: 'unknown' } } },
  ],
  ['the peer', { stack: 'clinic', set: { [tunnel('primary')]: { peer_address: 'unknown' } } }],
  ['the tunnel’s service', { stack: 'clinic', set: { [tunnel('primary')]: { vpnservice_id: 'unknown' } } }],
  ['the tunnel’s IKE policy', { stack: 'clinic', set: { [tunnel('primary')]: { ikepolicy_id: 'unknown' } } }],
  ['the router’s state', { stack: 'clinic', set: { [router]: { admin_state_up: 'unknown' } } }],
  ['the endpoints', { stack: 'clinic', set: { [endpoints('primary')]: { endpoints: 'unknown' } } }],
  ['the router of the interface', { stack: 'clinic', set: { [joint]: { router_id: 'unknown' } } }],
  ['the subnet of the interface', { stack: 'clinic', set: { [joint]: { subnet_id: 'unknown' } } }],
  [
    'the remote end of a rule',
    { stack: 'clinic', set: { [rules('primary').ingress]: { remote_ip_prefix: 'unknown' } } },
  ],
  [
    'the port of a rule',
    { stack: 'clinic', set: { [rules('primary').ingress]: { port_range_min: 'unknown' } } },
  ],
  [
    'the group of a rule',
    { stack: 'clinic', set: { [rules('primary').ingress]: { security_group_id: 'unknown' } } },
  ],
  ['the IKE policy’s algorithm', { stack: 'clinic', set: { [ike]: { encryption_algorithm: 'unknown' } } }],
];
