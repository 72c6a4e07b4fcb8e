import { join } from 'node:path';
import { sitePorts } from '../addresses';
import type { Ini } from '../ini';
import type { Sandbox, Site } from '../sandbox';
import type { FamilyDaemon, Service } from './service';
import {
  credentials,
  databaseSettings,
  keyManagerSettings,
  lockSettings,
  messageSettings,
  messageUrl,
  tokenSettings,
  urlOf,
} from './settings';

/**
 * Fake hosts of a site, twice as many as a group has servers that must stand apart. Those that are built at once do not
 * know of each other: Nova finds it out at the host, and tries another that it has not tried before.
 */
const hostCount = 6;

export function hostsOf(site: Pick<Site, 'name'>): readonly string[] {
  return Array.from({ length: hostCount }, (_, index) => `${site.name}-host-${index + 1}`);
}

/** A daemon that reports to Nova that it is there: its process, and how Nova calls it. */
export interface Reporter {
  readonly process: string;
  readonly binary: string;
  readonly host: string;
}

export function reportersOf(site: Pick<Site, 'name'>): readonly Reporter[] {
  return [
    ...['nova-conductor', 'nova-scheduler'].map((name) => ({
      process: name,
      binary: name,
      host: controlHost(site),
    })),
    ...hostsOf(site).map((host, index) => ({ process: computeOf(index), binary: 'nova-compute', host })),
  ];
}

const controlHost = ({ name }: Pick<Site, 'name'>) => `${name}-control`;
const computeOf = (index: number) => `nova-compute-${index + 1}`;

/** Settings that do not stand in a site's schemas: Nova fills these templates from its own configuration. */
const cellTemplate = '{scheme}://{username}:{password}@{hostname}:{port}/{path}';

/** Compute, with hosts that have no hypervisor: servers have a state, ports and volumes, and do not run. */
export const nova: Service = {
  name: 'nova',
  databases: ['nova', 'nova_api', 'nova_cell0'],
  catalog: (site) => [{ name: 'nova', type: 'compute', url: `${urlOf(site, 'nova')}/v2.1` }],
  health: (site) => ({ name: 'nova', url: urlOf(site, 'nova') }),
  configuration: (site, sandbox) => [
    { path: '.nova/nova.conf', content: controlSettings(site, sandbox) },
    ...hostsOf(site).map((host) => ({ path: `.nova/${host}.conf`, content: settings(site, sandbox, host) })),
  ],
  migrations: (site) => {
    const configured = (...args: string[]) => ({
      program: 'nova-manage',
      args: ['--config-file', join(site.folder, '.nova', 'nova.conf'), ...args],
    });
    const cell0 = `${cellTemplate}_cell0?{query}`;
    const cell1 = ['--name', 'cell1', '--transport-url', cellTemplate];
    return [
      configured('api_db', 'sync'),
      configured('db', 'sync', '--local_cell'),
      configured('cell_v2', 'map_cell0', '--database_connection', cell0),
      configured('cell_v2', 'create_cell', ...cell1, '--database_connection', `${cellTemplate}?{query}`),
    ];
  },
  // A host that finds no conductor asks for it again ten seconds later, so it is there before them.
  processes: (site) => [
    daemon(site, 'nova-conductor', 'nova.cmd.conductor:main', 'nova'),
    daemon(site, 'nova-api', 'nova.cmd.api_os_compute:main', 'nova'),
  ],
  lateProcesses: (site) => [
    daemon(site, 'nova-scheduler', 'nova.cmd.scheduler:main', 'nova'),
    ...hostsOf(site).map((host, index) => daemon(site, computeOf(index), 'nova_compute:main', host)),
  ],
};

function daemon(site: Site, name: string, entry: string, configuration: string): FamilyDaemon {
  const file = join(site.folder, '.nova', `${configuration}.conf`);
  return { name, family: 'nova', entry, arguments: [name, '--config-file', file] };
}

/** Only what controls reads the databases: a host that could would be refused by Nova. */
function controlSettings(site: Site, sandbox: Sandbox): Ini {
  return {
    ...settings(site, sandbox, controlHost(site)),
    api_database: databaseSettings(site, sandbox, 'nova_api'),
    database: databaseSettings(site, sandbox, 'nova'),
  };
}

function settings(site: Site, sandbox: Sandbox, host: string): Ini {
  const own = credentials(site, sandbox, 'nova');
  return {
    DEFAULT: {
      compute_driver: 'sandbox.RememberingDriver',
      transport_url: messageUrl(site, sandbox),
      my_ip: site.address,
      host,
      state_path: join(site.folder, 'state', host),
      default_availability_zone: site.zone,
      default_schedule_zone: site.zone,
      osapi_compute_listen: site.address,
      osapi_compute_listen_port: sitePorts.nova,
      osapi_compute_workers: 1,
      enabled_apis: 'osapi_compute',
      graceful_shutdown_timeout: 5,
      sync_power_state_interval: 3600,
      // Nothing changes behind Nova's back on hosts that have no hypervisor, so it need not look every minute.
      update_resources_interval: 300,
      // Else each daemon waits up to a minute before it does anything of this kind, such as finding hosts.
      periodic_fuzzy_delay: 0,
      heal_instance_info_cache_interval: -1,
    },
    wsgi: { api_paste_config: join(sandbox.environment, 'etc', 'nova', 'api-paste.ini') },
    placement: own,
    neutron: own,
    cinder: { os_region_name: site.region, ...own },
    glance: { api_servers: urlOf(site, 'glance') },
    service_user: { send_service_user_token: true, ...own },
    keystone_authtoken: tokenSettings(site, sandbox, 'nova'),
    // Else resources that /etc/nova names would be added to every host.
    compute: { provider_config_location: join(site.folder, '.nova', 'nova.conf.d') },
    scheduler: { workers: 1, discover_hosts_in_cells_interval: 10, max_attempts: hostCount },
    conductor: { workers: 1 },
    // Several builds at once would race for the same best host, and a group's rule fail the later ones.
    filter_scheduler: {
      enabled_filters: [
        'ComputeFilter',
        'ComputeCapabilitiesFilter',
        'ImagePropertiesFilter',
        'ServerGroupAntiAffinityFilter',
        'ServerGroupAffinityFilter',
        'SameHostFilter',
        'DifferentHostFilter',
      ].join(','),
      host_subset_size: hostCount,
      shuffle_best_same_weighed_hosts: true,
    },
    vnc: { enabled: false },
    notifications: { notification_format: 'unversioned' },
    quota: { instances: 100, cores: 1000, ram: 2_000_000, server_groups: 100, server_group_members: 100 },
    ...keyManagerSettings(site, sandbox, 'nova'),
    ...lockSettings(site),
    ...messageSettings,
  };
}
