import type { AdminSession } from './identity';
import type { Sandbox, Site } from './sandbox';
import { services } from './services/registry';
import { serviceAccounts, urlOf } from './services/settings';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface CatalogService extends Named {
  readonly type: string;
}

interface Endpoint {
  readonly service_id: string;
  readonly interface: string;
  readonly url: string;
}

/** Roles that services and key stores ask for beside those that Keystone brings (admin, member, reader, service). */
const roles = ['creator', 'observer', 'audit', 'key-manager:service-admin'];

const interfaces = ['public', 'internal', 'admin'] as const;

/** Enters accounts, services and their endpoints into Keystone. What is there already is left as it is. */
export async function fillCatalog(site: Site, sandbox: Sandbox, session: AdminSession): Promise<void> {
  const keystone = new Identity(`${urlOf(site, 'keystone')}/v3`, session);
  for (const role of roles) await keystone.ensure('role', { name: role });
  const project = await keystone.ensure('project', { name: 'service', domain_id: 'default' });
  const granted = await Promise.all(['admin', 'service'].map((name) => keystone.ensure('role', { name })));
  for (const account of serviceAccounts) {
    const password = sandbox.passwords.of(site.name, `account-${account}`);
    const user = await keystone.ensure('user', { name: account, domain_id: 'default', password });
    for (const role of granted) await keystone.grant(project, user, role);
  }
  for (const entry of services.flatMap((service) => service.catalog?.(site) ?? [])) {
    const { id } = await keystone.ensure('service', { name: entry.name, type: entry.type });
    await keystone.ensureEndpoints(id, site.region, entry.url);
  }
}

class Identity {
  constructor(
    private readonly url: string,
    private readonly session: AdminSession,
  ) {}

  async ensure(
    kind: 'role' | 'project' | 'user' | 'service',
    wanted: Record<string, string>,
  ): Promise<Named> {
    const { name = '', type } = wanted;
    const plural = `${this.url}/${kind}s`;
    const query = `name=${encodeURIComponent(name)}`;
    const found = await this.session.request<Record<string, CatalogService[]>>('GET', `${plural}?${query}`);
    const known = found[`${kind}s`]?.find((one) => type === undefined || one.type === type);
    if (known) return known;
    const made = await this.session.request<Record<string, Named>>('POST', plural, { [kind]: wanted });
    return made[kind] as Named;
  }

  async grant(project: Named, user: Named, role: Named): Promise<void> {
    await this.session.request('PUT', `${this.url}/projects/${project.id}/users/${user.id}/roles/${role.id}`);
  }

  async ensureEndpoints(service: string, region: string, url: string): Promise<void> {
    const found = await this.session.request<{ endpoints: Endpoint[] }>(
      'GET',
      `${this.url}/endpoints?service_id=${service}`,
    );
    for (const name of interfaces) {
      if (found.endpoints.some((one) => one.interface === name && one.url === url)) continue;
      const endpoint = { service_id: service, interface: name, region_id: region, url };
      await this.session.request('POST', `${this.url}/endpoints`, { endpoint });
    }
  }
}
