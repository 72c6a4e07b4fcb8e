import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = { readonly [key: string]: unknown };

/** An answer to one path, by method: a list that is paged, or a reply as it is. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Paged two at a time by `marker` (or `offset`), as the services do. */
  readonly list?: readonly Json[];
  readonly member?: string;
  readonly marker?: string;
  readonly body?: unknown;
  /** How often the service is busy (503) before it answers. */
  readonly busy?: number;
  /** A microversion it does not know. */
  readonly refusesVersion?: boolean;
}

export interface Cloud {
  readonly url: string;
  readonly authUrl: string;
  /** `METHOD /path`, in order. */
  readonly calls: string[];
  close(): Promise<void>;
}

export const project = { id: 'p1', name: 'lausitz-clinic', domain: { name: 'lausitz' } };
export const secret = 'token-that-nobody-may-see';

/**
 * A server that answers in the shapes of OpenStack's API reference. It stands in for the protocol alone (login,
 * catalogue, pages, refusals), not for a cloud: a real one is asked by the sandbox's tests.
 */
export async function startCloud(
  answers: Readonly<Record<string, Answer>>,
  services: readonly string[],
  roles: readonly string[] = ['reader'],
): Promise<Cloud> {
  const calls: string[] = [];
  const busy = new Map<string, number>();
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? '', url);
    calls.push(`${request.method} ${pathname}`);
    if (pathname === '/v3/auth/tokens') return logIn(request, response);
    if (request.headers['x-auth-token'] !== secret) return reply(response, 401);
    const found = answers[pathname];
    if (!found) return reply(response, 404);
    const times = busy.get(pathname) ?? 0;
    busy.set(pathname, times + 1);
    if (times < (found.busy ?? 0)) return reply(response, 503);
    if (found.refusesVersion && request.headers['openstack-api-version']) return reply(response, 406);
    const { status = 200, headers = {}, list, member, marker = 'id', body } = found;
    if (!list) return reply(response, status, body, headers);
    const after = searchParams.get('marker');
    const start = after === null ? Number(searchParams.get('offset') ?? 0) : indexAfter(list, marker, after);
    const page = list.slice(start, start + 2);
    return reply(response, status, member ? { [member]: page } : page, headers);
  }

  function logIn(request: IncomingMessage, response: ServerResponse) {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      if (!text.includes('right-password')) return reply(response, 401);
      const catalog = services.map((type) => ({
        type,
        endpoints: [
          { interface: 'public', region_id: 'elsewhere', url: `${url}/elsewhere` },
          { interface: 'public', region_id: 'cottbus', url: `${url}/${type}` },
        ],
      }));
      const token = { project, roles: roles.map((name) => ({ name })), catalog };
      return reply(response, 201, { token }, { 'X-Subject-Token': secret });
    });
  }

  return { url, authUrl: `${url}/v3`, calls, close: () => close(server) };
}

function indexAfter(list: readonly Json[], marker: string, after: string): number {
  return list.findIndex((item) => item[marker] === after) + 1;
}

function reply(
  response: ServerResponse,
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
