import { join } from 'node:path';
import { sitePorts } from '../addresses';
import { apiServer } from './api-server';
import type { Service } from './service';
import {
  configurationFolder,
  databaseSettings,
  lockSettings,
  messageUrl,
  tokenSettings,
  urlOf,
} from './settings';

/** Images are kept in files. */
export const glance: Service = {
  name: 'glance',
  databases: ['glance'],
  catalog: (site) => [{ name: 'glance', type: 'image', url: urlOf(site, 'glance') }],
  health: (site) => ({ name: 'glance', url: `${urlOf(site, 'glance')}/versions` }),
  configuration: (site, sandbox) => [
    {
      path: '.glance/glance-api.conf',
      content: {
        DEFAULT: {
          enabled_backends: 'file:file',
          transport_url: messageUrl(site, sandbox),
          bind_host: site.address,
          bind_port: sitePorts.glance,
          worker_self_reference_url: urlOf(site, 'glance'),
        },
        glance_store: { default_backend: 'file' },
        file: { filesystem_store_datadir: join(site.folder, 'images') },
        os_glance_staging_store: { filesystem_store_datadir: join(site.folder, 'state', 'image-staging') },
        os_glance_tasks_store: { filesystem_store_datadir: join(site.folder, 'state', 'image-tasks') },
        paste_deploy: {
          flavor: 'keystone',
          config_file: join(sandbox.environment, 'etc', 'glance', 'glance-api-paste.ini'),
        },
        database: databaseSettings(site, sandbox, 'glance'),
        keystone_authtoken: tokenSettings(site, sandbox, 'glance'),
        oslo_messaging_notifications: { driver: 'noop' },
        ...lockSettings(site),
      },
    },
  ],
  migrations: (site) => [
    {
      program: 'glance-manage',
      args: ['--config-file', join(site.folder, '.glance', 'glance-api.conf'), 'db_sync'],
    },
  ],
  processes: (site) => [
    apiServer(site, {
      service: 'glance',
      module: 'glance.wsgi.api',
      threads: 2,
      env: { OS_GLANCE_CONFIG_DIR: configurationFolder(site, 'glance') },
    }),
  ],
};
