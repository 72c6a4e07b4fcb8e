import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ServedComment {
  readonly id: number;
  body: string;
  readonly account: string;
  readonly system?: boolean;
}

/** What a fault does to one request; `lost` carries it out, and never answers. */
export type Fault =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly json?: unknown }
  | 'lost';

interface Said {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Record<string, string>;
}

export interface ForgeServer {
  readonly url: string;
  readonly comments: ServedComment[];
  /** `GET /path?query`, in order. */
  readonly requests: string[];
  /** Answers the next requests of a method with these, in order. */
  readonly faults: { readonly method: string; readonly fault: Fault }[];
  /** Commits that changes were merged as. */
  readonly merged: Map<string, number>;
  close(): Promise<void>;
}

export const token = 'a-token-of-the-forge';
export const ownAccount = { github: 'github-actions[bot]', gitlab: 'project_7_bot' } as const;
const perPage = 2;

/**
 * Answers as the documented APIs of GitHub (REST 2022-11-28) and GitLab (v4) do, as far as a comment needs them: bearer
 * and private tokens, pages with `Link`, 404 for what there is not. A page holds two entries, whatever is asked for.
 */
export async function startForge(kind: 'github' | 'gitlab'): Promise<ForgeServer> {
  const comments: ServedComment[] = [];
  const requests: string[] = [];
  const faults: ForgeServer['faults'] = [];
  const merged = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', base());
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const at = faults.findIndex(({ method }) => method === request.method);
    const [found] = at < 0 ? [] : faults.splice(at, 1);
    if (found !== undefined && found.fault !== 'lost') {
      const { status, headers, json = { message: 'not now' } } = found.fault;
      return answer(response, status, json, headers);
    }
    const said = await act(request, url);
    if (found?.fault === 'lost') return request.socket.destroy();
    answer(response, said.status, said.json, said.headers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;

  async function act(request: IncomingMessage, url: URL): Promise<Said> {
    const given = kind === 'github' ? request.headers.authorization : request.headers['private-token'];
    if (given !== (kind === 'github' ? `Bearer ${token}` : token))
      return { status: 401, json: { message: 'Bad credentials' } };
    const path = url.pathname.slice('/api'.length);
    const body = await bodyOf(request);
    return kind === 'github'
      ? github(request.method, path, url, body)
      : gitlab(request.method, path, url, body);
  }

  const shown = ({ id, body, account, system }: ServedComment) =>
    kind === 'github'
      ? { id, body, user: { login: account } }
      : { id, body, system: system ?? false, author: { id: idOf(account), username: account } };

  function github(method: string | undefined, path: string, url: URL, body: string): Said {
    if (path === '/repos/region/estate/issues/12/comments')
      return method === 'POST' ? create(body) : page(url, comments.map(shown));
    const [, id] = /^\/repos\/region\/estate\/issues\/comments\/(\d+)$/.exec(path) ?? [];
    if (id !== undefined && method === 'PATCH') return update(Number(id), body);
    const [, commit = ''] = /^\/repos\/region\/estate\/commits\/([0-9a-f]+)\/pulls$/.exec(path) ?? [];
    const number = merged.get(commit);
    if (commit !== '' && method === 'GET') {
      const pull = { number, merged_at: '2026-11-23T08:00:00Z', merge_commit_sha: commit };
      const other = { number: 3, merged_at: null, merge_commit_sha: commit };
      return page(url, number === undefined ? [other] : [other, { ...other, number: 4 }, pull]);
    }
    return { status: 404, json: { message: 'Not Found' } };
  }

  function gitlab(method: string | undefined, path: string, url: URL, body: string): Said {
    if (path === '/user') return { status: 200, json: { id: idOf(ownAccount.gitlab) } };
    const notes = '/projects/7/merge_requests/12/notes';
    if (path === notes) return method === 'POST' ? create(body) : page(url, comments.map(shown));
    const [, id] = new RegExp(`^${notes}/(\\d+)$`).exec(path) ?? [];
    if (id !== undefined && method === 'PUT') return update(Number(id), body);
    const [, commit = ''] =
      /^\/projects\/7\/repository\/commits\/([0-9a-f]+)\/merge_requests$/.exec(path) ?? [];
    const iid = merged.get(commit);
    if (commit !== '' && method === 'GET') {
      const open = { iid: 3, state: 'opened', sha: commit, merge_commit_sha: null, squash_commit_sha: null };
      const request = { iid, state: 'merged', sha: 'a'.repeat(40), merge_commit_sha: commit };
      return page(url, iid === undefined ? [open] : [open, { ...request, squash_commit_sha: null }]);
    }
    return { status: 404, json: { message: '404 Not found' } };
  }

  function create(body: string) {
    const comment = { id: 100 + comments.length, body, account: ownAccount[kind] };
    comments.push(comment);
    return { status: 201, json: shown(comment) };
  }

  function update(id: number, body: string) {
    const found = comments.find((one) => one.id === id);
    if (found === undefined) return { status: 404, json: { message: 'Not Found' } };
    found.body = body;
    return { status: 200, json: shown(found) };
  }

  function page(url: URL, all: readonly object[]) {
    const number = Number(url.searchParams.get('page') ?? 1);
    const next = new URL(url);
    next.searchParams.set('page', String(number + 1));
    const links = [`<${base()}/first?page=1>; rel="first"`];
    if (number * perPage < all.length) links.unshift(`<${next}>; rel="next"`);
    const json = all.slice((number - 1) * perPage, number * perPage);
    return { status: 200, json, headers: { link: links.join(', ') } };
  }

  return {
    url: base(),
    comments,
    requests,
    faults,
    merged,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answer(
  response: ServerResponse,
  status: number,
  json: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close', ...headers });
  response.end(JSON.stringify(json));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? '' : String((JSON.parse(text) as { body?: unknown }).body);
}

function idOf(account: string): number {
  return account === ownAccount.gitlab ? 70 : 1;
}
