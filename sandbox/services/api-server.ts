import { sitePorts } from '../addresses';
import type { Site } from '../sandbox';
import type { FamilyDaemon } from './service';

interface ApiServer {
  readonly service: 'keystone' | 'placement' | 'neutron' | 'glance' | 'barbican';
  /** Makes the WSGI application `application` when it is imported. */
  readonly module: string;
  /** @default 1: several of the services are not safe with more */
  readonly threads?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** An API of a site, forked from a process that has its modules loaded: see python/api_server.py. */
export function apiServer(site: Site, server: ApiServer): FamilyDaemon {
  const { service, module, threads = 1, env = {} } = server;
  const name = `${service}-api`;
  const listen = [site.address, String(sitePorts[service])];
  const args = [name, module, ...listen, String(threads)];
  return { name, family: service, entry: 'api_server:main', arguments: args, env };
}
