/** What talks to RabbitMQ, and what an API under `api_server` loads when it is configured. */
const messages = ['oslo_messaging._drivers.impl_rabbit'] as const;
const api = ['api_server', 'keystonemiddleware.auth_token', 'pymysql'] as const;

/**
 * Families of daemons: each is forked, at every site, from one process that has loaded these modules, which are what
 * the daemons would load until they answer. None of them reads a setting as it is loaded, when there is no
 * configuration yet: the managers of Nova and Cinder do.
 */
export const families = {
  keystone: ['keystone.server.wsgi', ...api],
  placement: ['placement.handler', 'placement.deploy', ...api],
  neutron: [
    'neutron.server.api',
    'neutron.pecan_wsgi.app',
    'neutron.plugins.ml2.plugin',
    'neutron.plugins.ml2.drivers.ovn.mech_driver.mech_driver',
    'neutron.services.ovn_l3.plugin',
    'neutron.services.trunk.plugin',
    'neutron_vpnaas.services.vpn.ovn_plugin',
    'neutron_vpnaas.services.vpn.service_drivers.ovn_ipsec',
    ...messages,
    ...api,
  ],
  nova: [
    'nova_compute',
    'nova.cmd.api_os_compute',
    'nova.cmd.conductor',
    'nova.cmd.scheduler',
    'nova.api.openstack.compute',
    'nova.compute.resource_tracker',
    'nova.conductor.manager',
    'nova.scheduler.host_manager',
    'vif_plug_linux_bridge.linux_bridge',
    'vif_plug_ovs.ovs',
    'keystonemiddleware.auth_token',
    ...messages,
  ],
  cinder: [
    'cinder_daemons',
    'cinder.cmd.scheduler',
    'cinder.api.v3.router',
    'cinder.scheduler.manager',
    'cinder.volume.flows.manager.create_volume',
    'keystonemiddleware.auth_token',
    ...messages,
  ],
  glance: ['glance.common.wsgi_app', 'glance.api.v2.router', 'glance.db.sqlalchemy.api', ...messages, ...api],
  // Nothing of oslo: Barbican's modules look for a configuration as they are loaded, and put it in the place of oslo's.
  barbican: [
    'waitress',
    'pecan',
    'sqlalchemy.orm',
    'alembic.config',
    'pymysql',
    'jsonschema',
    'ldap3',
    'keystoneauth1.session',
    'kombu',
  ],
  swift: ['swift_daemon', 'keystonemiddleware.auth_token', 'swift.common.middleware.versioned_writes'],
} as const;
export type Family = keyof typeof families;
