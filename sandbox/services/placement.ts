import { apiServer } from './api-server';
import type { Service } from './service';
import { configurationFolder, databaseSettings, tokenSettings, urlOf } from './settings';

export const placement: Service = {
  name: 'placement',
  databases: ['placement'],
  catalog: (site) => [{ name: 'placement', type: 'placement', url: urlOf(site, 'placement') }],
  health: (site) => ({ name: 'placement', url: urlOf(site, 'placement') }),
  configuration: (site, sandbox) => [
    {
      path: '.placement/placement.conf',
      content: {
        DEFAULT: {},
        placement_database: databaseSettings(site, sandbox, 'placement'),
        api: { auth_strategy: 'keystone' },
        keystone_authtoken: tokenSettings(site, sandbox, 'placement'),
      },
    },
  ],
  migrations: (site) => [
    {
      program: 'placement-manage',
      args: ['db', 'sync'],
      env: { OS_PLACEMENT_CONFIG_DIR: configurationFolder(site, 'placement') },
    },
  ],
  processes: (site) => [
    apiServer(site, {
      service: 'placement',
      module: 'placement.wsgi.api',
      threads: 4,
      env: { OS_PLACEMENT_CONFIG_DIR: configurationFolder(site, 'placement') },
    }),
  ],
};
