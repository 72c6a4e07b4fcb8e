import { join } from 'node:path';
import type { Sandbox, Site } from '../sandbox';
import { apiServer } from './api-server';
import type { ConfigurationFile, Service } from './service';
import { configurationFolder, databaseSettings, memcachedOf, urlOf } from './settings';

const configurationPath = '.keystone/keystone.conf';

type KeyKind = 'token' | 'credential';

export const keystone: Service = {
  name: 'keystone',
  databases: ['keystone'],
  catalog: () => [],
  health: (site) => ({ name: 'keystone', url: `${urlOf(site, 'keystone')}/v3` }),
  configuration: (site, sandbox) => [
    {
      path: configurationPath,
      content: {
        DEFAULT: {},
        database: databaseSettings(site, sandbox, 'keystone'),
        token: { provider: 'fernet', expiration: 14_400 },
        // Receipts of a first factor share the keys of tokens, as they do by default; without them nothing starts.
        fernet_tokens: { key_repository: keysIn(site, 'token') },
        fernet_receipts: { key_repository: keysIn(site, 'token') },
        credential: { key_repository: keysIn(site, 'credential') },
        cache: { enabled: true, backend: 'dogpile.cache.memcached', memcache_servers: memcachedOf(site) },
        // The least that bcrypt takes: passwords here are random, and every login would cost a tenth of a second.
        identity: { password_hash_rounds: 4 },
        oslo_messaging_notifications: { driver: 'noop' },
      },
    },
    ...keys(site, sandbox, 'token'),
    ...keys(site, sandbox, 'credential'),
  ],
  migrations: (site) => [
    {
      program: 'keystone-manage',
      args: ['--config-file', join(site.folder, configurationPath), 'db_sync'],
    },
  ],
  processes: (site) => [
    apiServer(site, {
      service: 'keystone',
      module: 'keystone.wsgi.api',
      threads: 4,
      env: { OS_KEYSTONE_CONFIG_DIR: configurationFolder(site, 'keystone') },
    }),
  ],
};

function keysIn(site: Site, kind: KeyKind): string {
  return join(site.folder, '.keystone', `${kind}-keys`);
}

/** A Fernet repository as Keystone writes it: 0 is the key that comes next, the highest number the one in use. */
function keys(site: Site, { passwords }: Sandbox, kind: KeyKind): readonly ConfigurationFile[] {
  return [0, 1].map((number) => ({
    path: `.keystone/${kind}-keys/${number}`,
    content: passwords.keyOf(site.name, `${kind}-key-${number}`),
  }));
}
