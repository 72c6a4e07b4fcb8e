/** What makes an object of the cloud the one that a resource declares, by the provider's names for it. */
export interface Identity {
  readonly type: string;
  /** Attributes that have to agree, the unset ones too; a reference agrees with the id of what it leads to. */
  readonly attributes: readonly string[];
  /** Where it carries marks (`estate:site=clinic`): every one that the stack sets has to be there. */
  readonly marks?: 'tags' | 'metadata';
  /**
   * Arguments that no API reads back and that the provider makes anew for. Until such an object is made again, the
   * stack passes over them.
   */
  readonly unreadable?: readonly string[];
}

/**
 * In an order in which nothing refers to what comes later. What an import's id is for each type is in the provider's
 * documentation (3.4.0, "Import"): the object's own id, the name of a key pair or container, the port of a router's
 * interface, server and volume for an attachment. An observation names its objects by the same.
 */
export const identities: readonly Identity[] = [
  { type: 'openstack_networking_network_v2', attributes: ['name'], marks: 'tags' },
  { type: 'openstack_networking_subnet_v2', attributes: ['name', 'network_id', 'cidr'], marks: 'tags' },
  { type: 'openstack_networking_router_v2', attributes: ['name'], marks: 'tags' },
  { type: 'openstack_networking_router_interface_v2', attributes: ['router_id', 'subnet_id'] },
  {
    type: 'openstack_networking_secgroup_v2',
    attributes: ['name'],
    marks: 'tags',
    unreadable: ['delete_default_rules'],
  },
  {
    type: 'openstack_networking_secgroup_rule_v2',
    attributes: [
      ...['security_group_id', 'direction', 'ethertype', 'protocol', 'port_range_min', 'port_range_max'],
      ...['remote_ip_prefix', 'remote_group_id', 'remote_address_group_id'],
    ],
  },
  { type: 'openstack_networking_port_v2', attributes: ['name', 'network_id'], marks: 'tags' },
  { type: 'openstack_compute_keypair_v2', attributes: ['name'] },
  { type: 'openstack_compute_servergroup_v2', attributes: ['name'] },
  { type: 'openstack_blockstorage_volume_v3', attributes: ['name'], marks: 'metadata' },
  {
    type: 'openstack_compute_instance_v2',
    attributes: ['name'],
    marks: 'metadata',
    unreadable: ['user_data', 'scheduler_hints', 'config_drive', 'network'],
  },
  { type: 'openstack_compute_volume_attach_v2', attributes: ['instance_id', 'volume_id'] },
  { type: 'openstack_objectstorage_container_v1', attributes: ['name'] },
  { type: 'openstack_vpnaas_service_v2', attributes: ['name', 'router_id'] },
  { type: 'openstack_vpnaas_endpoint_group_v2', attributes: ['name', 'type', 'endpoints'] },
  { type: 'openstack_vpnaas_ike_policy_v2', attributes: ['name'] },
  { type: 'openstack_vpnaas_ipsec_policy_v2', attributes: ['name'] },
  {
    type: 'openstack_vpnaas_site_connection_v2',
    attributes: ['name', 'vpnservice_id', 'local_ep_group_id', 'peer_ep_group_id'],
  },
];
