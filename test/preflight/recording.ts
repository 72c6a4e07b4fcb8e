import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RecordedSite } from './recorded-estate';

/** What a cloud has answered to one call. */
export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or text. */
  readonly body: unknown;
}

/** Answers of a real cloud, by `METHOD /port/path`; `{cloud}` stands for where it was. */
export interface Recording {
  readonly site: RecordedSite;
  readonly calls: Readonly<Record<string, RecordedAnswer>>;
}

export interface Replay {
  readonly authUrl: string;
  /** `METHOD /path` without the port, in order. */
  readonly calls: readonly string[];
  close(): Promise<void>;
}

/** Stands in answers for where the cloud was. */
export const cloudMark = '{cloud}';

/** Which call an answer belongs to: its method, and its address below the cloud. */
export function keyOf(method: string, port: string, path: string): string {
  return `${method} /${port}${path}`;
}

/** A server that gives the recorded answers once more. What was not asked for then is not found now. */
export async function replay({ site, calls }: Recording): Promise<Replay> {
  const asked: string[] = [];
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function answer({ method = 'GET', url: path = '/' }: IncomingMessage, response: ServerResponse) {
    asked.push(`${method} ${path.replace(/^\/\d+/, '')}`);
    const found = calls[`${method} ${path}`] ?? pageAfter(path);
    if (!found) return response.writeHead(404, { 'Content-Type': 'application/json' }).end('{}');
    const text = typeof found.body === 'string' ? found.body : JSON.stringify(found.body);
    response.writeHead(found.status, found.headers).end(text.replaceAll(cloudMark, url));
  }

  /** A test may have changed with which item a page ends; after it comes an empty one, as services have it. */
  function pageAfter(path: string): RecordedAnswer | undefined {
    const [, before] = /^(.*)&(?:marker|offset)=/.exec(path) ?? [];
    const first = before === undefined ? undefined : calls[`GET ${before}`];
    if (first === undefined || first.status !== 200) return first;
    const { body } = first;
    const empty = Array.isArray(body)
      ? []
      : Object.fromEntries(Object.keys(body as object).map((k) => [k, []]));
    return { ...first, body: empty };
  }

  const authUrl = site.identity.authUrl.replaceAll(cloudMark, url);
  return { authUrl, calls: asked, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
