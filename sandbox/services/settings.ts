import { join } from 'node:path';
import { sharedPorts, sitePorts } from '../addresses';
import type { Ini } from '../ini';
import type { Sandbox, Site } from '../sandbox';

/** Accounts of the services, in Keystone's domain `default` and its project `service`. */
export const serviceAccounts = [
  'placement',
  'glance',
  'nova',
  'neutron',
  'cinder',
  'barbican',
  'swift',
] as const;
export type ServiceAccount = (typeof serviceAccounts)[number];

export function urlOf(
  site: Site,
  service: Exclude<keyof typeof sitePorts, `swift${string}` | 'memcached'> | 'swift',
) {
  return `http://${site.address}:${sitePorts[service]}`;
}

export function memcachedOf(site: Site): string {
  return `${site.address}:${sitePorts.memcached}`;
}

/** The folder in which OpenStack looks for a service's configuration by itself: ~/.SERVICE. */
export function configurationFolder(site: Site, service: string): string {
  return join(site.folder, `.${service}`);
}

/** Schemas of all sites live in one MariaDB; each site has an account that sees only its own. */
export function schemaName(site: Pick<Site, 'name'>, database: string): string {
  return `${databaseAccount(site)}__${database}`;
}

export function databaseAccount(site: Pick<Site, 'name'>): string {
  return site.name.replaceAll('-', '_');
}

export function databaseUrl(site: Site, { passwords, address }: Sandbox, database: string): string {
  const account = `${databaseAccount(site)}:${passwords.of(site.name, 'database')}`;
  return `mysql+pymysql://${account}@${address}:${sharedPorts.mariadb}/${schemaName(site, database)}?charset=utf8`;
}

/** Pools are small: a connection costs memory at both ends, and a site has a dozen processes. */
export function databaseSettings(site: Site, sandbox: Sandbox, database: string): Ini[string] {
  return { connection: databaseUrl(site, sandbox, database), max_pool_size: 3, max_overflow: 20 };
}

export function messageUrl(site: Site, { passwords, address }: Sandbox): string {
  return `rabbit://${site.name}:${passwords.of(site.name, 'messages')}@${address}:${sharedPorts.rabbitmq}/${site.name}`;
}

/**
 * Heartbeats are off: both ends are on one machine, where a lost connection is seen at once, and an API server
 * without threads of its own sends none between requests, so that RabbitMQ would drop it.
 */
export const messageSettings: Ini = {
  oslo_messaging_rabbit: { heartbeat_timeout_threshold: 0, rabbit_quorum_queue: false },
  oslo_messaging_notifications: { driver: 'noop' },
};

/** How a service proves to others who it is. */
export function credentials(site: Site, { passwords }: Sandbox, account: ServiceAccount): Ini[string] {
  return {
    auth_type: 'password',
    auth_url: `${urlOf(site, 'keystone')}/v3`,
    username: account,
    password: passwords.of(site.name, `account-${account}`),
    project_name: 'service',
    user_domain_id: 'default',
    project_domain_id: 'default',
    region_name: site.region,
  };
}

/** How a service checks the tokens that it is shown. */
export function tokenSettings(site: Site, sandbox: Sandbox, account: ServiceAccount): Ini[string] {
  return {
    www_authenticate_uri: urlOf(site, 'keystone'),
    memcached_servers: memcachedOf(site),
    service_token_roles: 'service',
    service_token_roles_required: true,
    ...credentials(site, sandbox, account),
  };
}

/** Barbican as the key manager of Nova and Cinder. */
export function keyManagerSettings(site: Site, sandbox: Sandbox, account: ServiceAccount): Ini {
  return {
    key_manager: { backend: 'barbican' },
    barbican: {
      auth_endpoint: `${urlOf(site, 'keystone')}/v3`,
      barbican_endpoint: urlOf(site, 'barbican'),
      barbican_region_name: site.region,
    },
    barbican_service_user: { send_service_user_token: true, ...credentials(site, sandbox, account) },
  };
}

export function lockSettings(site: Site): Ini {
  return { oslo_concurrency: { lock_path: join(site.folder, 'lock') } };
}
