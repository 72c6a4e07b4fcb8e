import { join } from 'node:path';
import { apiServer } from './api-server';
import type { Service } from './service';
import { databaseSettings, messageUrl, tokenSettings, urlOf } from './settings';

/**
 * The key store. Its secrets are encrypted with the site's own key. Both of its sets of roles are let in, so that an
 * account may be a `creator`, as older clouds have it, or a `member`.
 */
export const barbican: Service = {
  name: 'barbican',
  databases: ['barbican'],
  catalog: (site) => [{ name: 'barbican', type: 'key-manager', url: urlOf(site, 'barbican') }],
  health: (site) => ({ name: 'barbican', url: urlOf(site, 'barbican') }),
  configuration: (site, sandbox) => [
    {
      path: '.barbican/barbican.conf',
      content: {
        DEFAULT: {
          host_href: urlOf(site, 'barbican'),
          transport_url: messageUrl(site, sandbox),
          db_auto_create: false,
        },
        database: databaseSettings(site, sandbox, 'barbican'),
        secretstore: { enabled_secretstore_plugins: 'store_crypto' },
        crypto: { enabled_crypto_plugins: 'simple_crypto' },
        simple_crypto_plugin: { kek: sandbox.passwords.keyOf(site.name, 'key-encryption-key') },
        // Orders are carried out by the API itself, without a worker.
        queue: { enable: false },
        keystone_authtoken: tokenSettings(site, sandbox, 'barbican'),
        oslo_messaging_notifications: { driver: 'noop' },
      },
    },
  ],
  migrations: () => [{ program: 'barbican-manage', args: ['db', 'upgrade'] }],
  processes: (site, sandbox) => [
    apiServer(site, {
      service: 'barbican',
      module: 'barbican_api',
      env: { BARBICAN_PASTE: join(sandbox.environment, 'etc', 'barbican', 'barbican-api-paste.ini') },
    }),
  ],
};
