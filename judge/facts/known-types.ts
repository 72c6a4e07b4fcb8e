/** Types that policies judge for what they are. A test compares the list with the `resources` of all policies. */
export const judgedTypes: ReadonlySet<string> = new Set([
  'openstack_bgpvpn_network_associate_v2',
  'openstack_bgpvpn_port_associate_v2',
  'openstack_bgpvpn_router_associate_v2',
  'openstack_blockstorage_volume_v3',
  'openstack_compute_floatingip_associate_v2',
  'openstack_compute_instance_v2',
  'openstack_compute_keypair_v2',
  'openstack_compute_servergroup_v2',
  'openstack_identity_application_credential_v3',
  'openstack_identity_ec2_credential_v3',
  'openstack_identity_inherit_role_assignment_v3',
  'openstack_identity_role_assignment_v3',
  'openstack_identity_user_v3',
  'openstack_images_image_access_v2',
  'openstack_images_image_v2',
  'openstack_keymanager_container_v1',
  'openstack_keymanager_order_v1',
  'openstack_keymanager_secret_v1',
  'openstack_lb_listener_v2',
  'openstack_lb_pool_v2',
  'openstack_networking_floatingip_associate_v2',
  'openstack_networking_floatingip_v2',
  'openstack_networking_network_v2',
  'openstack_networking_port_v2',
  'openstack_networking_portforwarding_v2',
  'openstack_networking_rbac_policy_v2',
  'openstack_networking_router_route_v2',
  'openstack_networking_router_routes_v2',
  'openstack_networking_router_v2',
  'openstack_networking_secgroup_rule_v2',
  'openstack_networking_secgroup_v2',
  'openstack_networking_subnet_route_v2',
  'openstack_networking_subnet_v2',
  'openstack_objectstorage_container_v1',
  'openstack_vpnaas_ike_policy_v2',
  'openstack_vpnaas_ipsec_policy_v2',
  'openstack_vpnaas_site_connection_v2',
  'random_bytes',
  'random_password',
  'tls_private_key',
]);

/** Of the judged types, those whose rules all need an estate: nothing judges them in plans that belong to none. */
export const typesJudgedByEstate: ReadonlySet<string> = new Set([
  'openstack_bgpvpn_network_associate_v2',
  'openstack_bgpvpn_port_associate_v2',
  'openstack_bgpvpn_router_associate_v2',
  'openstack_networking_router_route_v2',
  'openstack_networking_router_routes_v2',
  'openstack_networking_subnet_route_v2',
]);

const promise = 'no rule of its own: whether it is there and fits is examined through the promise';
const nothing = 'it makes nothing in a cloud and holds nothing but what the plan gives it';

/** Types that need no rule of their own, each with the reason. */
export const typesWithoutRules: ReadonlyMap<string, string> = new Map([
  ['openstack_bgpvpn_v2', 'it joins nothing until something is associated with it, and that is judged'],
  ['openstack_compute_volume_attach_v2', promise],
  ['openstack_networking_router_interface_v2', promise],
  ['openstack_vpnaas_endpoint_group_v2', promise],
  ['openstack_vpnaas_service_v2', promise],
  ['terraform_data', nothing],
  ['null_resource', nothing],
  ['random_id', 'a number that is no secret'],
  ['random_integer', 'a number that is no secret'],
  ['random_pet', 'a name that is no secret'],
  ['random_shuffle', 'an order of values that the plan gives it'],
  ['random_uuid', 'a name that is no secret'],
]);

const partly =
  'the rules keep it and ask whose data it holds; none shows whether and by whose key it is encrypted';

/** Types that some policy names without judging all that matters of them: they stay undecided. */
export const partlyJudgedTypes: ReadonlyMap<string, string> = new Map([
  ['openstack_db_instance_v1', partly],
  ['openstack_db_database_v1', partly],
  ['openstack_sharedfilesystem_share_v2', partly],
  [
    'openstack_orchestration_stack_v1',
    'its parameters are looked at for credentials; what its template makes is in no plan',
  ],
]);

/** Services of OpenStack whose objects lead somewhere or let somebody through, and hold nothing. */
const hollow = /^openstack_(bgpvpn|compute|fw|lb|networking|taas|vpnaas)_/;

/** Whether nothing is lost with a resource that is deleted, though no policy judges its type. */
export function wentWithoutLoss(type: string): boolean {
  return hollow.test(type);
}

/** Of other providers, data sources that read what is given to them or lies beside the configuration. */
const telling: ReadonlySet<string> = new Set([
  'cloudinit_config',
  'local_file',
  'local_sensitive_file',
  'null_data_source',
  'template_cloudinit_config',
  'template_file',
  'tls_public_key',
]);

/** Whether reading a data source runs no program, and asks no service but the cloud. */
export function dataSourcesThatOnlyTell(type: string): boolean {
  return type.startsWith('openstack_') || telling.has(type);
}
