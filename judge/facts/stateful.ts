/**
 * Types whose objects hold data or open it: with one of them goes what no other resource of the plan can make
 * again.
 */
export const statefulTypes = [
  'openstack_blockstorage_volume_v3',
  'openstack_objectstorage_container_v1',
  'openstack_sharedfilesystem_share_v2',
  'openstack_db_instance_v1',
  'openstack_db_database_v1',
  'openstack_keymanager_secret_v1',
  'openstack_keymanager_container_v1',
  'openstack_keymanager_order_v1',
] as const;

/** Those of them that have no metadata, so that no mark can say what they are for. */
export const unmarkableTypes: ReadonlySet<string> = new Set<(typeof statefulTypes)[number]>([
  'openstack_db_instance_v1',
  'openstack_db_database_v1',
  'openstack_keymanager_container_v1',
  'openstack_keymanager_order_v1',
]);
