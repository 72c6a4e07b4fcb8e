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

const configurationPath = '.cinder/cinder.conf';

/** Block storage. Its driver only notes what it is told: a volume has a size and a key, and no bytes. */
export const cinder: Service = {
  name: 'cinder',
  databases: ['cinder'],
  catalog: (site) => {
    const url = `${urlOf(site, 'cinder')}/v3/%(project_id)s`;
    return [
      { name: 'cinder', type: 'block-storage', url },
      { name: 'cinderv3', type: 'volumev3', url },
    ];
  },
  health: (site) => ({ name: 'cinder', url: urlOf(site, 'cinder') }),
  configuration: (site, sandbox) => [{ path: configurationPath, content: settings(site, sandbox) }],
  migrations: (site) => [
    {
      program: 'cinder-manage',
      args: ['--config-file', join(site.folder, configurationPath), 'db', 'sync'],
    },
  ],
  processes: (site) => [
    daemon(site, 'cinder-api', 'cinder_daemons:api_main'),
    daemon(site, 'cinder-scheduler', 'cinder.cmd.scheduler:main'),
    daemon(site, 'cinder-volume', 'cinder_daemons:volume_main'),
  ],
};

function daemon(site: Site, name: string, entry: string): FamilyDaemon {
  const file = join(site.folder, configurationPath);
  return { name, family: 'cinder', entry, arguments: [name, '--config-file', file] };
}

function settings(site: Site, sandbox: Sandbox): Ini {
  const shared = join(sandbox.environment, 'etc', 'cinder');
  return {
    DEFAULT: {
      transport_url: messageUrl(site, sandbox),
      auth_strategy: 'keystone',
      my_ip: site.address,
      host: `${site.name}-control`,
      storage_availability_zone: site.zone,
      default_availability_zone: site.zone,
      state_path: join(site.folder, 'state', 'cinder'),
      api_paste_config: join(shared, 'api-paste.ini'),
      resource_query_filters_file: join(shared, 'resource_filters.json'),
      rootwrap_config: join(shared, 'rootwrap.conf'),
      enabled_backends: 'fake',
      glance_api_servers: urlOf(site, 'glance'),
      osapi_volume_listen: site.address,
      osapi_volume_listen_port: sitePorts.cinder,
      osapi_volume_workers: 1,
      graceful_shutdown_timeout: 5,
      // Its scheduler knows no pool until it is told of one, which by default may take two minutes.
      backend_stats_polling_interval: 5,
      periodic_interval: 5,
      periodic_fuzzy_delay: 0,
      quota_volumes: 1000,
      quota_snapshots: 1000,
      quota_gigabytes: 1_000_000,
      quota_backup_gigabytes: 1_000_000,
    },
    fake: {
      volume_driver: 'cinder.tests.fake_driver.FakeLoggingVolumeDriver',
      volume_backend_name: 'fake',
    },
    coordination: { backend_url: `file://${join(site.folder, 'state', 'cinder-coordination')}` },
    nova: credentials(site, sandbox, 'cinder'),
    service_user: { send_service_user_token: true, ...credentials(site, sandbox, 'cinder') },
    database: databaseSettings(site, sandbox, 'cinder'),
    keystone_authtoken: tokenSettings(site, sandbox, 'cinder'),
    ...keyManagerSettings(site, sandbox, 'cinder'),
    ...lockSettings(site),
    ...messageSettings,
  };
}
