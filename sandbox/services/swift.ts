import { join } from 'node:path';
import { sitePorts } from '../addresses';
import type { Ini } from '../ini';
import type { Sandbox, Site } from '../sandbox';
import type { ConfigurationFile, FamilyDaemon, Service } from './service';
import { memcachedOf, tokenSettings, urlOf } from './settings';

/** Servers that keep what the proxy is given, with the port of each. */
export const swiftStores = {
  account: sitePorts.swiftAccount,
  container: sitePorts.swiftContainer,
  object: sitePorts.swiftObject,
} as const;
export type SwiftStore = keyof typeof swiftStores;

const folder = 'swift/etc';

/**
 * Object storage, real: bytes are stored, versions kept, and containers synchronised to other sites' Swift. Objects
 * exist once, so nothing replicates them within the site.
 */
export const swift: Service = {
  name: 'swift',
  databases: [],
  catalog: (site) => [
    { name: 'swift', type: 'object-store', url: `${urlOf(site, 'swift')}/v1/AUTH_%(project_id)s` },
  ],
  health: (site) => ({ name: 'swift', url: `${urlOf(site, 'swift')}/healthcheck` }),
  configuration: (site, sandbox) => [
    {
      path: `${folder}/swift.conf`,
      content: {
        'swift-hash': {
          swift_hash_path_prefix: sandbox.passwords.of(site.name, 'object-hash-prefix'),
          swift_hash_path_suffix: sandbox.passwords.of(site.name, 'object-hash-suffix'),
        },
        'storage-policy:0': { name: 'gold', default: 'yes' },
      },
    },
    { path: `${folder}/container-sync-realms.conf`, content: realms(sandbox) },
    ...(Object.keys(swiftStores) as SwiftStore[]).map((store) => storeFile(site, store)),
    { path: `${folder}/internal-client.conf`, content: internalClient(site) },
    { path: `${folder}/proxy.conf`, content: proxy(site, sandbox) },
  ],
  processes: (site) => [
    daemon(site, 'account-server', 'account'),
    daemon(site, 'container-server', 'container'),
    daemon(site, 'object-server', 'object'),
    daemon(site, 'proxy-server', 'proxy'),
    daemon(site, 'container-sync', 'container'),
  ],
};

function daemon(site: Site, kind: string, configuration: string): FamilyDaemon {
  return {
    name: `swift-${kind}`,
    family: 'swift',
    entry: 'swift_daemon:main',
    arguments: [`swift-${kind}`, kind, join(site.folder, folder, `${configuration}.conf`)],
  };
}

/** One realm with one key; each site's Swift is a cluster of it, by the name of the site. */
function realms(sandbox: Sandbox): Ini {
  const clusters = sandbox.sites.map((site) => [`cluster_${site.name}`, `${urlOf(site, 'swift')}/v1/`]);
  return {
    DEFAULT: { mtime_check_interval: 60 },
    [sandbox.realm]: { key: sandbox.passwords.of('shared', 'realm'), ...Object.fromEntries(clusters) },
  };
}

function common(site: Site, name: string): Ini[string] {
  return {
    bind_ip: site.address,
    user: 'root',
    swift_dir: join(site.folder, folder),
    workers: 0,
    log_name: name,
  };
}

function storeFile(site: Site, store: SwiftStore): ConfigurationFile {
  const content: Ini = {
    DEFAULT: {
      ...common(site, store),
      bind_port: swiftStores[store],
      devices: join(site.folder, 'swift', 'node'),
      mount_check: false,
      fallocate_reserve: 0,
    },
    'pipeline:main': { pipeline: `${store}-server` },
    [`app:${store}-server`]: { use: `egg:swift#${store}` },
    ...(store === 'container' ? { 'container-sync': syncSettings(site) } : {}),
  };
  return { path: `${folder}/${store}.conf`, content };
}

/** Looks every five seconds: a real cluster takes minutes, and a drill would wait for them. */
function syncSettings(site: Site): Ini[string] {
  return {
    interval: 5,
    container_time: 60,
    internal_client_conf_path: join(site.folder, folder, 'internal-client.conf'),
  };
}

function internalClient(site: Site): Ini {
  return {
    DEFAULT: { swift_dir: join(site.folder, folder) },
    'pipeline:main': { pipeline: 'catch_errors cache symlink proxy-server' },
    'app:proxy-server': { use: 'egg:swift#proxy', account_autocreate: true },
    ...filters('catch_errors', 'symlink'),
    'filter:cache': { use: 'egg:swift#memcache', memcache_servers: memcachedOf(site) },
  };
}

/**
 * The order is that of Swift's own sample, with Keystone in the place of its test accounts: container_sync before
 * authtoken, since a synchronised request brings the realm's signature instead of a token.
 */
const pipeline = [
  'catch_errors gatekeeper healthcheck cache listing_formats container_sync bulk tempurl authtoken keystoneauth',
  'copy container-quotas account-quotas slo dlo versioned_writes symlink proxy-server',
].join(' ');

function proxy(site: Site, sandbox: Sandbox): Ini {
  return {
    DEFAULT: { ...common(site, 'proxy'), bind_port: sitePorts.swift },
    'pipeline:main': { pipeline },
    'app:proxy-server': { use: 'egg:swift#proxy', account_autocreate: true, allow_account_management: true },
    ...filters('catch_errors', 'gatekeeper', 'healthcheck', 'listing_formats', 'bulk', 'tempurl', 'copy'),
    ...filters('container-quotas', 'account-quotas', 'slo', 'dlo', 'symlink'),
    'filter:cache': { use: 'egg:swift#memcache', memcache_servers: memcachedOf(site) },
    'filter:container_sync': {
      use: 'egg:swift#container_sync',
      allow_full_urls: true,
      current: `//${sandbox.realm}/${site.name}`,
    },
    // Both ways of keeping versions: X-Versions-Enabled, and X-Versions-Location.
    'filter:versioned_writes': {
      use: 'egg:swift#versioned_writes',
      allow_versioned_writes: true,
      allow_object_versioning: true,
    },
    'filter:keystoneauth': {
      use: 'egg:swift#keystoneauth',
      operator_roles: 'admin, member',
      reseller_admin_role: 'service',
      project_reader_roles: 'reader',
    },
    'filter:authtoken': {
      'paste.filter_factory': 'keystonemiddleware.auth_token:filter_factory',
      delay_auth_decision: true,
      ...tokenSettings(site, sandbox, 'swift'),
    },
  };
}

function filters(...names: readonly string[]): Ini {
  return Object.fromEntries(
    names.map((name) => [`filter:${name}`, { use: `egg:swift#${name.replaceAll('-', '_')}` }]),
  );
}
