import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { kindOf } from './cloud-kinds';
import { bodyOf, close, reply } from './serve';

type Item = Record<string, unknown> & { id: string };

/** Keeps what is made, in the shapes of OpenStack's API reference; a real cloud is asked by the sandbox's tests. */
export interface StatefulCloud {
  readonly authUrl: string;
  /** What there is, by the last word of its path: `users`, `types`, `secrets`. */
  readonly things: Record<string, Item[]>;
  readonly quotas: Record<string, Record<string, Record<string, number>>>;
  readonly zones: { compute: string[]; volumes: string[] };
  /** Every call that changes something, `METHOD /path`. */
  readonly writes: string[];
  /** Whether the next write is answered; it is called before and after its effect. */
  cut: (moment: 'before' | 'after', write: number) => boolean;
  close(): Promise<void>;
}

export const administrator = { OS_USERNAME: 'admin', OS_PASSWORD: 'password-of-the-administrator' };

const services = ['compute', 'network', 'block-storage', 'image', 'key-manager', 'object-store'];
const defaults: Record<string, Record<string, number>> = {
  compute: { instances: 10, cores: 20, ram: 51_200, key_pairs: 100, server_groups: 10 },
  'block-storage': { volumes: 10, gigabytes: 1000, per_volume_gigabytes: -1 },
  network: { network: 100, subnet: 100, port: 500, router: 10, security_group: 10, security_group_rule: 100 },
};

export interface CloudOptions {
  readonly region: string;
  /** A further address in the catalogue, such as one that is not on loopback. */
  readonly elsewhere?: string;
}

export async function startStatefulCloud({ region, elsewhere }: CloudOptions): Promise<StatefulCloud> {
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const things: Record<string, Item[]> = {
    domains: [{ id: 'default', name: 'Default', enabled: true }],
    projects: [{ id: 'p-admin', name: 'admin', domain_id: 'default', enabled: true }],
    users: [
      {
        id: 'u-admin',
        name: 'admin',
        domain_id: 'default',
        enabled: true,
        password: administrator.OS_PASSWORD,
      },
    ],
    roles: ['member', 'reader', 'admin'].map((name) => ({ id: `r-${name}`, name })),
    assignments: [assignment('u-admin', 'p-admin', 'r-admin')],
    services: ['host-1', 'host-2'].map((host) => ({ id: host, host, binary: 'nova-compute' })),
  };
  const cloud: StatefulCloud = {
    authUrl: `${url}/v3`,
    things,
    quotas: {},
    zones: { compute: ['nova'], volumes: ['nova'] },
    writes: [],
    cut: () => false,
    close: () => close(server),
  };
  const tokens = new Map<string, string>();

  async function take(request: IncomingMessage, response: ServerResponse) {
    const bytes = await bodyOf(request);
    const { pathname, searchParams } = new URL(request.url ?? '', url);
    const method = request.method ?? '';
    if (pathname === '/v3/auth/tokens') return answerLogin(response, JSON.parse(bytes.toString()));
    const user = tokens.get(String(request.headers['x-auth-token']));
    if (user === undefined) return reply(response, 401);
    if (method === 'GET') return answer(response, read(pathname, searchParams, user));
    cloud.writes.push(`${method} ${pathname}`);
    if (cloud.cut('before', cloud.writes.length)) return request.socket.destroy();
    const done = write(method, pathname, bytes, user);
    if (cloud.cut('after', cloud.writes.length)) return request.socket.destroy();
    return answer(response, done);
  }

  function answerLogin(response: ServerResponse, { auth }: Login) {
    const { name, password } = auth.identity.password.user;
    const user = things.users?.find((each) => each.name === name && each.password === password);
    const project = things.projects?.find((each) => each.name === auth.scope.project.name);
    const roles = (things.assignments ?? []).filter(
      (each) => each.user === user?.id && each.project === project?.id,
    );
    if (!user || !project || roles.length === 0)
      return reply(response, 401, { error: { message: `no ${password}` } });
    const token = randomUUID();
    tokens.set(token, user.id);
    const catalog = services.map((type) => {
      const path = {
        'block-storage': `/block-storage/v3/${project.id}`,
        'object-store': `/v1/AUTH_${project.id}`,
      }[type];
      return {
        type,
        endpoints: [{ interface: 'public', region_id: region, url: `${url}${path ?? `/${type}`}` }],
      };
    });
    if (elsewhere)
      catalog.push({
        type: 'other',
        endpoints: [{ interface: 'public', region_id: region, url: elsewhere }],
      });
    return reply(response, 201, { token: { project, roles: [], catalog } }, { 'X-Subject-Token': token });
  }

  function read(path: string, query: URLSearchParams, user: string): Done {
    const words = path.split('/').filter((word) => word !== '');
    const [api = ''] = words;
    const last = words.at(-1) ?? '';
    if (last === 'os-availability-zone') {
      const names = api === 'compute' ? cloud.zones.compute : cloud.zones.volumes;
      return [200, { availabilityZoneInfo: names.map((zoneName) => ({ zoneName })) }];
    }
    if (path.includes('/os-quota-sets/')) return [200, { quota_set: quotaOf(api, last) }];
    if (path.includes('/quotas/')) return [200, { quota: quotaOf(api, last) }];
    if (last === 'role_assignments')
      return [200, { role_assignments: assignmentsOf(query.get('user.id') ?? '') }];
    if (last === 'encryption') return [200, thing('types', words.at(-2))?.encryption ?? {}];
    if (last === 'acl')
      return [200, thing('secrets', words.at(-2))?.acl ?? { read: { 'project-access': true } }];
    const kind = kindOf(last);
    if (kind) return [200, { [kind.member]: page(kind.name, query) }];
    const owner = kindOf(words.at(-2) ?? '');
    const found = owner && thing(owner.name, decodeURIComponent(last));
    if (!owner || !found) return [404];
    if (owner.name === 'secrets' && found.creator_id !== user) return [403];
    return [200, owner.one === undefined ? found : { [owner.one]: found }];
  }

  function page(name: string, query: URLSearchParams): Item[] {
    if (query.has('marker') || Number(query.get('offset') ?? 0) > 0) return [];
    const filters = [...query].filter(
      ([key]) => !['limit', 'offset', 'is_public', 'all_tenants'].includes(key),
    );
    const fits = (item: Item) => filters.every(([key, value]) => String(item[key]) === value);
    return (things[name] ?? []).filter(fits);
  }

  function write(method: string, path: string, bytes: Buffer, user: string): Done {
    const words = path.split('/').filter((word) => word !== '');
    const [api = ''] = words;
    const last = words.at(-1) ?? '';
    const above = words.at(-2) ?? '';
    if (last === 'file') {
      const sum = createHash('sha512').update(bytes).digest('hex');
      return change(thing('images', above), { status: 'active', os_hash_value: sum });
    }
    const body =
      bytes.length > 0 ? (JSON.parse(bytes.toString()) as Record<string, Record<string, unknown>>) : {};
    if (path.includes('/os-quota-sets/') || path.includes('/quotas/')) {
      Object.assign(quotaOf(api, last), body.quota_set ?? body.quota);
      return [200, {}];
    }
    if (above === 'roles') {
      things.assignments?.push(assignment(words.at(-3) ?? '', words.at(-5) ?? '', last));
      return [204];
    }
    if (last === 'encryption')
      return change(thing('types', above), { encryption: { ...body.encryption, encryption_id: 'e' } });
    if (above === 'encryption')
      return change(thing('types', words.at(-3)), { encryption: { ...body.encryption, encryption_id: 'e' } });
    if (last === 'acl') return change(thing('secrets', above), { acl: body });
    if (last === 'action' && body.add_host) {
      const aggregate = thing('os-aggregates', above);
      if (!aggregate) return [404];
      (aggregate.hosts as string[]).push(String(body.add_host.host));
      cloud.zones.compute.push(String(aggregate.availability_zone));
      return [200, {}];
    }
    if (method === 'PATCH') return change(thing('users', last), body.user ?? {});
    if (last === 'orders') return order(body.meta ?? {}, user);
    const kind = kindOf(last);
    if (method !== 'POST' || !kind) return [404];
    const given = kind.one === undefined ? body : (body[kind.sent ?? kind.one] ?? {});
    const more = { images: { status: 'queued' }, 'os-aggregates': { hosts: [] } }[kind.name] ?? {};
    const made = { id: randomUUID(), ...more, ...given };
    things[kind.name] = [...(things[kind.name] ?? []), made];
    return [201, kind.one === undefined ? made : { [kind.sent ?? kind.one]: made }];
  }

  function order(meta: Record<string, unknown>, user: string): Done {
    const id = randomUUID();
    const reference = `${url}/key-manager/v1/secrets/${id}`;
    const made = {
      id,
      secret_ref: reference,
      name: meta.name,
      status: 'ACTIVE',
      creator_id: user,
      created: `${things.secrets?.length ?? 0}`,
    };
    things.secrets = [...(things.secrets ?? []), made];
    things.orders = [...(things.orders ?? []), { id: `o-${id}`, status: 'ACTIVE', secret_ref: reference }];
    return [202, { order_ref: `${url}/key-manager/v1/orders/o-${id}` }];
  }

  function thing(name: string, id: string | undefined): Item | undefined {
    return things[name]?.find((each) => each.id === id);
  }

  function quotaOf(api: string, project: string): Record<string, number> {
    cloud.quotas[project] ??= {};
    const ofProject = cloud.quotas[project];
    ofProject[api] ??= { ...defaults[api] };
    return ofProject[api];
  }

  function assignmentsOf(user: string) {
    return (things.assignments ?? [])
      .filter((each) => each.user === user)
      .map(({ role, project }) => ({
        role: { id: role, name: thing('roles', String(role))?.name },
        scope: project === null ? { domain: { id: 'default' } } : { project: { id: project } },
      }));
  }

  return cloud;
}

interface Login {
  readonly auth: {
    readonly identity: {
      readonly password: { readonly user: { readonly name: string; readonly password: string } };
    };
    readonly scope: { readonly project: { readonly name: string } };
  };
}

type Done = readonly [number, unknown?];

export function assignment(user: string, project: string | null, role: string): Item {
  return { id: `${user}/${project}/${role}`, user, project, role };
}

function change(item: Item | undefined, values: object): Done {
  if (!item) return [404];
  Object.assign(item, values);
  return [200, {}];
}

function answer(response: ServerResponse, [status, body]: Done): void {
  reply(response, status, body);
}
