import type { Service } from './service';
import {
  configurationFolder,
  databaseSettings,
  tokenSettings,
  urlOf,
  webServerFile,
  webServerProcess,
} from './settings';

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
    webServerFile(site, sandbox, {
      service: 'placement',
      application: { module: 'placement.wsgi.api' },
      threads: 4,
    }),
  ],
  migrations: (site) => [
    {
      program: 'placement-manage',
      args: ['db', 'sync'],
      env: { OS_PLACEMENT_CONFIG_DIR: configurationFolder(site, 'placement') },
    },
  ],
  processes: (site, sandbox) => [
    webServerProcess(site, sandbox, 'placement', {
      OS_PLACEMENT_CONFIG_DIR: configurationFolder(site, 'placement'),
    }),
  ],
};
