import { join } from 'node:path';
import type { Ini } from '../ini';
import type { Sandbox, Site } from '../sandbox';
import { apiServer } from './api-server';
import { ovnSocket, physicalNetwork } from './ovn';
import type { Service } from './service';
import {
  configurationFolder,
  credentials,
  databaseSettings,
  lockSettings,
  messageSettings,
  messageUrl,
  tokenSettings,
  urlOf,
} from './settings';

/**
 * The project's own member may switch source NAT off, as the clinic's administrator permits: by default only an
 * administrator may.
 */
const policy = ['create_router', 'update_router']
  .map(
    (action) =>
      `"${action}:external_gateway_info:enable_snat": "role:admin or (role:member and project_id:%(project_id)s)"\n`,
  )
  .join('');

/** The network, which is written into OVN's northbound database, and no further. */
export const neutron: Service = {
  name: 'neutron',
  databases: ['neutron'],
  catalog: (site) => [{ name: 'neutron', type: 'network', url: urlOf(site, 'neutron') }],
  health: (site) => ({ name: 'neutron', url: urlOf(site, 'neutron') }),
  configuration: (site, sandbox) => [
    { path: '.neutron/neutron.conf', content: settings(site, sandbox) },
    { path: '.neutron/policy.yaml', content: policy },
  ],
  migrations: (site) => [
    {
      program: 'neutron-db-manage',
      args: ['--config-file', join(site.folder, '.neutron', 'neutron.conf'), 'upgrade', 'heads'],
    },
  ],
  processes: (site) => [
    apiServer(site, {
      service: 'neutron',
      module: 'neutron.wsgi.api',
      env: {
        OS_NEUTRON_CONFIG_DIR: configurationFolder(site, 'neutron'),
        OS_NEUTRON_CONFIG_FILES: 'neutron.conf',
      },
    }),
  ],
};

function settings(site: Site, sandbox: Sandbox): Ini {
  return {
    DEFAULT: {
      core_plugin: 'ml2',
      service_plugins: 'ovn-router,qos,port_forwarding,trunk,ovn-vpnaas',
      transport_url: messageUrl(site, sandbox),
      auth_strategy: 'keystone',
      api_paste_config: join(sandbox.environment, 'etc', 'neutron', 'api-paste.ini'),
      state_path: join(site.folder, 'state', 'neutron'),
      host: `${site.name}-control`,
      notify_nova_on_port_status_changes: false,
      notify_nova_on_port_data_changes: false,
      api_workers: 1,
      rpc_workers: 0,
      global_physnet_mtu: 1500,
    },
    oslo_policy: { policy_file: join(site.folder, '.neutron', 'policy.yaml') },
    nova: credentials(site, sandbox, 'neutron'),
    placement: credentials(site, sandbox, 'neutron'),
    keystone_authtoken: tokenSettings(site, sandbox, 'neutron'),
    database: databaseSettings(site, sandbox, 'neutron'),
    quotas: {
      quota_network: 1000,
      quota_subnet: 1000,
      quota_port: 5000,
      quota_router: 100,
      quota_floatingip: 500,
      quota_security_group: 1000,
      quota_security_group_rule: 10_000,
      quota_vpnservice: 100,
      quota_ipsec_site_connection: 100,
      quota_ikepolicy: 100,
      quota_ipsecpolicy: 100,
      quota_endpoint_group: 100,
    },
    ml2: {
      type_drivers: 'flat,vlan,geneve',
      tenant_network_types: 'geneve',
      mechanism_drivers: 'ovn',
      extension_drivers: 'port_security,qos',
    },
    ml2_type_geneve: { vni_ranges: '1:65535', max_header_size: 38 },
    ml2_type_flat: { flat_networks: physicalNetwork },
    ml2_type_vlan: { network_vlan_ranges: `${physicalNetwork}:100:200` },
    securitygroup: { enable_security_group: true },
    ovn: {
      ovn_nb_connection: `unix:${ovnSocket(site, 'nb')}`,
      ovn_sb_connection: `unix:${ovnSocket(site, 'sb')}`,
      ovn_l3_scheduler: 'leastloaded',
      ovn_metadata_enabled: false,
    },
    service_providers: {
      service_provider:
        'VPN:ovn:neutron_vpnaas.services.vpn.service_drivers.ovn_ipsec.IPsecOvnVPNDriver:default',
    },
    ...lockSettings(site),
    ...messageSettings,
  };
}
